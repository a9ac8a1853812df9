import type { Level } from './event.ts';
import type { Header } from './header.ts';
import { levelOfWord } from './level-words.ts';
import { readTimestamp, timeOfNumber } from './read-timestamp.ts';

/** Keys that a line begins with; the others follow in any order. */
const opening = /^(?:time|ts|t|timestamp|level|lvl|severity|caller|logger|msg|at)=/;
const pair = /(?:^| )([A-Za-z_.@]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g;
/** Four letters, as log15 and Grafana write them. */
const shortWords: Readonly<Record<string, Level>> = { eror: 'error', dbug: 'debug', trce: 'trace' };

/** `time=… level=error msg="…"`: Go programs, Grafana, Loki, Prometheus, Heroku. Needs a message, and a level or a time. */
export function parseLogfmtHeader(text: string, referenceYear: number): Header | null {
  if (!opening.test(text)) return null;
  const fields = new Map<string, string>();
  for (const [, key, quoted, bare] of text.slice(0, 8192).matchAll(pair))
    if (!fields.has(key!)) fields.set(key!, quoted ?? bare ?? '');
  const first = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => fields.get(key)).find((value) => value !== undefined);
  const message = first('msg', 'message', 'desc');
  const word = first('level', 'lvl', 'severity', 'at') ?? '';
  const level = levelOfWord(word) ?? shortWords[word] ?? 'unknown';
  const written = first('time', 'ts', 't', 'timestamp') ?? '';
  const stamp = readTimestamp(written, 0, referenceYear);
  const number = /^\d{9,19}(?:\.\d+)?$/.test(written) ? timeOfNumber(Number(written)) : null;
  const time = stamp?.time ?? number;
  if (message === undefined || (level === 'unknown' && time === null)) return null;
  return {
    format: 'logfmt',
    time,
    zoneAssumed: stamp ? !stamp.zoned : false,
    yearAssumed: stamp?.yearMissing ?? false,
    level,
    component: first('component', 'logger', 'caller') ?? '',
    message,
  };
}
