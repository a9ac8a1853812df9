/** What a value is, by how it is written and by the name that it has. */
export const valueKinds = [
  'address',
  'host',
  'duration',
  'size',
  'status',
  'number',
  'id',
  'path',
  'time',
  'word',
  // Not of the text: its day, its logger, its file.
  'event',
] as const;
export type ValueKind = (typeof valueKinds)[number];

export interface ReadValue {
  /** As it stands in the line, without what encloses it; addresses and hosts without their port. */
  readonly text: string;
  readonly kind: ValueKind;
  /** Milliseconds, bytes, or the number itself; null where it is no number that can be compared. */
  readonly amount: number | null;
}

const maxValue = 200;

const durationUnits: Readonly<Record<string, number>> = {
  ns: 1e-6,
  nanos: 1e-6,
  nanoseconds: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  micros: 1e-3,
  microseconds: 1e-3,
  ms: 1,
  msec: 1,
  millis: 1,
  millisecond: 1,
  milliseconds: 1,
  s: 1000,
  sec: 1000,
  secs: 1000,
  second: 1000,
  seconds: 1000,
  min: 60_000,
  mins: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hrs: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  days: 86_400_000,
};
/** Units of a letter that are none by themselves: behind a number, without a space. */
const shortDurationUnits: Readonly<Record<string, number>> = { m: 60_000, d: 86_400_000 };
/** Logs write KB for 1,024 bytes as often as KiB; two values of one place are written alike. */
const sizeUnits: Readonly<Record<string, number>> = {
  b: 1,
  byte: 1,
  bytes: 1,
  kb: 2 ** 10,
  kib: 2 ** 10,
  mb: 2 ** 20,
  mib: 2 ** 20,
  gb: 2 ** 30,
  gib: 2 ** 30,
  tb: 2 ** 40,
  tib: 2 ** 40,
  pb: 2 ** 50,
  pib: 2 ** 50,
};

/** Factor to milliseconds or bytes of a unit, or null for a word that is none. */
export function unitOf(
  word: string,
): { readonly kind: 'duration' | 'size'; factor: number } | null {
  const small = word.toLowerCase();
  if (Object.hasOwn(durationUnits, small))
    return { kind: 'duration', factor: durationUnits[small]! };
  if (Object.hasOwn(sizeUnits, small)) return { kind: 'size', factor: sizeUnits[small]! };
  return null;
}

/** `serverId`, `server_id` and `server id`: server, id. */
export const wordsOfName = (name: string): string[] =>
  name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/\p{L}+/gu) ?? [];

const enclosing = /^["'`([{<]+|["'`)\]}>,;:.!?]+$/g;
/** With a port; of several, which proxies add, the first is the client. */
const ipv4 = /^\/?(\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?(?:,[\d.]+)*$/;
const ipv6 = /^\/?(?=(?:[^:]*:){2})([\da-f:]{3,39})$/i;
const hostName = /^([a-z][a-z\d-]*(?:\.[a-z\d-]+)+|localhost)(?::\d{1,5})?$/i;
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const hash = /^(?:0x)?(?=[^a-z]*[a-f])(?=\D*\d)[\da-f]{8,128}$/i;
const numbered = /^(?=\D*\d)[a-z][\da-z_-]*$/i;
const pathText = /^(?:[a-z][\w+.-]*:\/\/|\/[^/\s]|[a-z]:\\|\\\\)/i;
const timeText = /^\d{4}-\d\d-\d\d|^\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?$/;
const part = /([-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d{1,3})?) ?([a-zµ%]*) ?/giy;
const grouped = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

const idNames = new Set(
  'id ids pid uid gid tid xid zxid ppid euid port line version epoch term attempt index seq sequence'.split(
    ' ',
  ),
);
const statusNames = new Set('status code response exit rc errno'.split(' '));
const durationNames = new Set(
  'duration elapsed latency took time runtime seconds millis delay wait waited spent timeout interval uptime'.split(
    ' ',
  ),
);
const sizeNames = new Set('size bytes length len memory heap mem'.split(' '));

/**
 * Reads a value as it stands in a line.
 * @param name what it is called there: `duration_ms` gives the unit, `pid` says that it counts nothing.
 * @param unit the word behind the value, where that is a unit
 */
export function readValue(raw: string, name: string, unit: string | null): ReadValue | null {
  const text = raw.slice(0, maxValue).replaceAll(enclosing, '').trim();
  if (text === '' || text === '-' || text === 'null') return null;
  const address = ipv4.exec(text) ?? (text.includes(':') ? ipv6.exec(text) : null);
  if (address) return { text: address[1]!, kind: 'address', amount: null };
  if (timeText.test(text)) return { text, kind: 'time', amount: null };
  const amount = amountOf(text, name, unit);
  if (amount) return { text, ...amount };
  const host = hostName.exec(text);
  if (host) return { text: host[1]!, kind: 'host', amount: null };
  if (pathText.test(text)) return { text, kind: 'path', amount: null };
  if (uuid.test(text) || hash.test(text) || numbered.test(text))
    return { text, kind: 'id', amount: null };
  return { text, kind: 'word', amount: null };
}

/** A number with its unit, or several of one duration (`1h 2m 3s`); null for a text that is none. */
function amountOf(
  text: string,
  called: string,
  unitBehind: string | null,
): Pick<ReadValue, 'kind' | 'amount'> | null {
  let sum = 0;
  let kind: 'duration' | 'size' | null = null;
  let parts = 0;
  part.lastIndex = 0;
  while (part.lastIndex < text.length) {
    const found = part.exec(text);
    if (!found) return null;
    const number = numberOf(found[1]!);
    if (number === null) return null;
    const written = found[2]!;
    const unit =
      written === ''
        ? null
        : (unitOf(written) ??
          (Object.hasOwn(shortDurationUnits, written)
            ? { kind: 'duration' as const, factor: shortDurationUnits[written]! }
            : null));
    if (written !== '' && !unit && written !== '%') return null;
    parts += 1;
    if (parts > 1 && (unit?.kind !== 'duration' || kind !== 'duration')) return null;
    kind = unit?.kind ?? null;
    sum += number * (unit?.factor ?? 1);
  }
  if (parts === 0) return null;
  if (kind) return { kind, amount: sum };
  const behind = unitBehind === null ? null : unitOf(unitBehind);
  if (behind) return { kind: behind.kind, amount: sum * behind.factor };
  const name = wordsOfName(called);
  const last = name.at(-1) ?? '';
  const inName = name.length > 1 || last === 'bytes' ? unitOf(last) : null;
  if (inName) return { kind: inName.kind, amount: sum * inName.factor };
  if (name.some((word) => statusNames.has(word))) return { kind: 'status', amount: null };
  if (idNames.has(last) || /^-?\d{10,}$/.test(text)) return { kind: 'id', amount: null };
  if (name.some((word) => durationNames.has(word))) return { kind: 'duration', amount: sum };
  if (name.some((word) => sizeNames.has(word))) return { kind: 'size', amount: sum };
  return { kind: 'number', amount: sum };
}

function numberOf(text: string): number | null {
  if (text.includes(',')) {
    if (!grouped.test(text)) return null;
    return Number(text.replaceAll(',', ''));
  }
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
