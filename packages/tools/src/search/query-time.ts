import { readTimestamp } from '../logs/read-timestamp.ts';
import type { QueryTime } from './query.ts';

const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const span = /^-?((?:\d{1,9}[smhdw])+)$/;
const dayFirst = /^\d{4}-\d\d-\d\d(?=$|[T ])/;
const clockOnly = /^(\d\d?):(\d\d)(?::(\d\d))?$/;
const zone = /(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * Reads `-2h`, `90m`, `1d12h` (before the newest event), `02:10` (of the newest day), `2026-11-24`, `2026-11-24T02:10`, with
 * seconds and zone where they are written; without a zone UTC.
 * @returns null for anything else.
 */
export function readQueryTime(text: string): QueryTime | null {
  const ago = span.exec(text);
  if (ago) {
    let milliseconds = 0;
    for (const [, count, unit] of ago[1]!.matchAll(/(\d+)([smhdw])/g))
      milliseconds += Number(count) * units[unit!]!;
    return { kind: 'ago', milliseconds };
  }
  const clock = clockOnly.exec(text);
  if (clock) {
    const [hour, minute, second] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)];
    if (hour > 23 || minute > 59 || second > 59) return null;
    return { kind: 'clock', milliseconds: ((hour * 60 + minute) * 60 + second) * 1000 };
  }
  if (!dayFirst.test(text)) return null;
  const written = zone.exec(text.slice(10))?.[0] ?? '';
  const clockText = text.slice(11, text.length - written.length);
  const full =
    clockText === '' ? '00:00:00' : /^\d\d:\d\d$/.test(clockText) ? `${clockText}:00` : clockText;
  const stamp = `${text.slice(0, 10)}T${full}${written}`;
  const read = readTimestamp(stamp, 0, 1970);
  return read && read.end === stamp.length ? { kind: 'moment', epoch: read.time } : null;
}
