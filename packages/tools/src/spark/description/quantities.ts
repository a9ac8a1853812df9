/** Amounts as people write them: `2 TB`, `750 gigs`, `12.5 GiB`, `3h20`, `1 h 20 min`, `90 s`, `1,200`, `10k`, `40 percent`. */

/** `1,200`, `1.200.000`, `12.5`. */
const number = String.raw`(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:\.\d+)?)`;
const sizeUnit = String.raw`(?:bytes?|[kmgtp]i?b(?:ytes?)?|(?:kilo|mega|giga|tera|peta)(?:bytes?)|(?:meg|gig|ter)s?|[kmgtp]|b)`;
const timeUnit = String.raw`(?:milliseconds?|msecs?|ms|seconds?|secs?|sekunden?|s|minutes?|mins?|minuten?|m|hours?|hrs?|stunden?|std|h|days?|tagen?|d)`;
const countUnit = String.raw`(?:thousand|million|billion|mio|mrd|bn|k|m)`;
const end = String.raw`(?![a-z])`;

/** Parts of a pattern, without groups of their own. */
export const sizePattern = String.raw`${number}\s*${sizeUnit}${end}`;
/** `3h20`, `1 h 20 min and 3 s`. */
export const durationPattern = String.raw`\d+h\d{1,2}(?:m(?:in)?)?\b|${number}\s*${timeUnit}${end}(?:(?:\s*,?\s*|\s+and\s+)${number}\s*${timeUnit}${end})*`;
export const clockPattern = String.raw`(?:\d+:)?\d{1,2}:\d{2}\b`;
export const sharePattern = String.raw`${number}\s*(?:%|percent\b|per cent\b|prozent\b)`;
/** A share of something, in words or as a fraction. */
export const fractionPattern = String.raw`(?:[1-9]\s*\/\s*[1-9]\d?|(?:one |a |an )?(?:half|third|quarter|fifth|tenth))(?=\s+(?:of|the)\b)`;
export const countPattern = String.raw`${number}(?:\s*${countUnit}${end})?`;

const whole = (pattern: string): RegExp => new RegExp(`^\\s*(?:${pattern})\\s*$`, 'i');
const isSize = whole(sizePattern);
const isDuration = whole(durationPattern);
const isClock = whole(clockPattern);
const isShare = whole(sharePattern);
const isCount = whole(countPattern);
const numberAtStart = new RegExp(`^\\s*(${number})\\s*(.*?)\\s*$`, 'is');

/** `1.200.000` has points between thousands, `1.2` has one before its fraction. */
const toNumber = (text: string): number =>
  Number(/\..*\./.test(text) ? text.replaceAll('.', '') : text.replaceAll(',', ''));

function split(text: string): { readonly value: number; readonly unit: string } {
  const [, value, unit] = numberAtStart.exec(text)!;
  return { value: toNumber(value!), unit: unit!.toLowerCase() };
}

const finite = (value: number): number | null =>
  Number.isFinite(value) && value >= 0 ? value : null;

/** Bytes; a number without a unit is taken as bytes. Null where it is no size. */
export function readSize(value: unknown): number | null {
  if (typeof value === 'number') return finite(value);
  if (typeof value !== 'string') return null;
  if (!isSize.test(value)) return readPlain(value);
  const { value: amount, unit } = split(value);
  return Math.round(amount * 1024 ** 'bkmgtp'.indexOf(unit[0]!));
}

const milliseconds: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  t: 86_400_000,
};

/** Milliseconds, also of several parts; a number without a unit is taken as milliseconds. Null where it is no duration. */
export function readDuration(value: unknown): number | null {
  if (typeof value === 'number') return finite(value);
  if (typeof value !== 'string') return null;
  if (isClock.test(value)) {
    const [seconds = 0, minutes = 0, hours = 0] = value.split(':').map(Number).toReversed();
    return ((hours * 60 + minutes) * 60 + seconds) * 1000;
  }
  if (!isDuration.test(value)) return readPlain(value);
  const short = /^\s*(\d+)h(\d{1,2})(?:m(?:in)?)?\s*$/i.exec(value);
  if (short) return (Number(short[1]) * 60 + Number(short[2])) * 60_000;
  let sum = 0;
  for (const [part] of value.matchAll(new RegExp(`${number}\\s*${timeUnit}${end}`, 'gi'))) {
    const { value: amount, unit } = split(part);
    sum += amount * (/^(?:ms|milli)/.test(unit) ? 1 : milliseconds[unit.replace(/^st/, 'h')[0]!]!);
  }
  return sum;
}

const thousands: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mio: 1e6,
  million: 1e6,
  bn: 1e9,
  mrd: 1e9,
  billion: 1e9,
};

/** A number of things: `200`, `1,200`, `10k`, `3 million`. */
export function readCount(value: unknown): number | null {
  if (typeof value === 'number') return finite(value);
  if (typeof value !== 'string' || !isCount.test(value)) return null;
  const { value: amount, unit } = split(value);
  return Math.round(amount * thousands[unit]! * 1e6) / 1e6;
}

const readPlain = (text: string): number | null =>
  new RegExp(`^\\s*${number}\\s*$`).test(text) ? toNumber(text.trim()) : null;

const fractions: Readonly<Record<string, number>> = {
  half: 1 / 2,
  third: 1 / 3,
  quarter: 1 / 4,
  fifth: 1 / 5,
  tenth: 1 / 10,
};

/** A part of a whole, 0 to 1: `31 %`, `0.31`, `3/4`, `half`. */
export function readShare(value: unknown): number | null {
  if (typeof value === 'string') {
    if (isShare.test(value)) return Math.min(1, split(value).value / 100);
    const ratio = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(value);
    if (ratio) {
      const share = Number(ratio[1]) / Number(ratio[2]);
      return share <= 1 ? share : null;
    }
    const [word] = /half|third|quarter|fifth|tenth/i.exec(value) ?? [];
    if (word !== undefined) return fractions[word.toLowerCase()]!;
  }
  const share = readCount(value);
  return share !== null && share <= 1 ? share : null;
}
