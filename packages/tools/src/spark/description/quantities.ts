/** Amounts as people write them: `2 TB`, `12.5 GiB`, `1 h 20 min`, `90 s`, `1,200`. */

const number = String.raw`(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)`;
export const sizePattern = String.raw`${number}\s*([kmgtp]?i?b|[kmgtp])(?![a-z])`;
export const durationPattern = String.raw`${number}\s*(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)(?![a-z])`;

const size = new RegExp(`^\\s*${sizePattern}\\s*$`, 'i');
const durations = new RegExp(durationPattern, 'gi');

const powers: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4, p: 5 };

const toNumber = (text: string): number => Number(text.replaceAll(',', ''));

/** Bytes; a number without a unit is taken as bytes. Null where it is no size. */
export function readSize(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : null;
  if (typeof value !== 'string') return null;
  const found = size.exec(value);
  if (found)
    return Math.round(toNumber(found[1]!) * 1024 ** (powers[found[2]![0]!.toLowerCase()] ?? 0));
  return readCount(value);
}

const units: Readonly<Record<string, number>> = {
  ms: 1,
  mi: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds, also of several parts; a number without a unit is taken as milliseconds. Null where it is no duration. */
export function readDuration(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : null;
  if (typeof value !== 'string') return null;
  const clock = /^\s*(?:(\d+):)?(\d{1,2}):(\d{2})\s*$/.exec(value);
  if (clock)
    return ((Number(clock[1] ?? 0) * 60 + Number(clock[2])) * 60 + Number(clock[3])) * 1000;
  const parts = [...value.matchAll(durations)];
  if (parts.length === 0) return readCount(value);
  if (value.replaceAll(durations, '').replaceAll(/[\s,]|and/gi, '') !== '') return null;
  return parts.reduce((sum, part) => sum + toNumber(part[1]!) * unitOf(part[2]!), 0);
}

function unitOf(text: string): number {
  const unit = text.toLowerCase();
  if (unit === 'ms' || unit.startsWith('milli')) return 1;
  return units[unit[0]!]!;
}

/** A number of things. */
export function readCount(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : null;
  if (typeof value !== 'string') return null;
  return new RegExp(`^\\s*${number}\\s*$`).test(value) ? toNumber(value.trim()) : null;
}

/** A part of a whole, 0 to 1: `31 %`, `0.31`. */
export function readShare(value: unknown): number | null {
  if (typeof value === 'string' && value.trim().endsWith('%')) {
    const percent = readCount(value.trim().slice(0, -1));
    return percent === null ? null : percent / 100;
  }
  const share = readCount(value);
  return share !== null && share <= 1 ? share : null;
}
