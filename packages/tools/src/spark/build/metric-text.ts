import { addLong, compareLongs, type Long } from '../long.ts';

interface Place {
  readonly stage: number;
  readonly attempt: number;
  readonly task: number;
}

/** Whether the text of a metric names the task with the highest value. */
export const needsMaximum = (type: string): boolean => type !== 'sum';

/** The text of a metric of an SQL plan, as `MetricUtils.stringValue` of Spark makes it. `maximum` is null where the driver has it. */
export function metricText(type: string, values: readonly Long[], maximum: Place | null): string {
  // Metrics of connectors are added up by classes of theirs, which are not here.
  if (type.startsWith('v2Custom_')) return 'N/A';
  const place = maximum
    ? `(stage ${maximum.stage}.${maximum.attempt}: task ${maximum.task})`
    : '(driver)';
  const format = formats[type];
  if (type === 'average') {
    const sorted = values.filter((value) => value > 0).sort(compareLongs);
    if (sorted.length <= 1) return tenths(sorted[0] ?? 0);
    const [least, middle, most] = spread(sorted).map(tenths);
    return `(min, med, max (stageId: taskId)):\n(${least}, ${middle}, ${most} ${place})`;
  }
  if (!format) return grouped(total(values));
  const sorted = values.filter((value) => value >= 0).sort(compareLongs);
  if (sorted.length <= 1) return format(sorted[0] ?? 0);
  const [least, middle, most] = spread(sorted).map(format);
  return `total (min, med, max (stageId: taskId))\n${format(total(sorted))} (${least}, ${middle}, ${most} ${place})`;
}

const total = (values: readonly Long[]): Long => values.reduce<Long>(addLong, 0);

const spread = (sorted: readonly Long[]): [Long, Long, Long] => [
  sorted[0]!,
  sorted[Math.trunc(sorted.length / 2)]!,
  sorted.at(-1)!,
];

const formats: Readonly<Partial<Record<string, (value: Long) => string>>> = {
  size: bytesText,
  timing: durationText,
  nsTiming: (value) => durationText(Math.trunc(Number(value) / 1e6)),
};

const numberFormat = new Intl.NumberFormat('en-US', {
  maximumFractionDigits: 3,
  roundingMode: 'halfEven',
});
const grouped = (value: Long): string => numberFormat.format(value);
/** Averages are kept times ten. */
const tenths = (value: Long): string => numberFormat.format(Number(value) / 10);

const units = ['EiB', 'PiB', 'TiB', 'GiB', 'MiB', 'KiB'];

function bytesText(value: Long): string {
  for (const [index, unit] of units.entries()) {
    const size = 1024 ** (units.length - index);
    if (value >= 2 * size) return `${oneDecimal(value, size)} ${unit}`;
  }
  return `${oneDecimal(value, 1)} B`;
}

/** Value by size with one decimal, halves up, exact. */
function oneDecimal(value: Long, size: number): string {
  const divisor = BigInt(size);
  const tenth = (BigInt(value) * 20n + divisor) / (2n * divisor);
  return `${tenth / 10n}.${tenth % 10n}`;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

function durationText(value: Long): string {
  const milliseconds = Number(value);
  if (milliseconds < second) return `${milliseconds} ms`;
  if (milliseconds < minute) return `${rounded(milliseconds, second, 1)} s`;
  if (milliseconds < hour) return `${rounded(milliseconds, minute, 1)} m`;
  return `${rounded(milliseconds, hour, 2)} h`;
}

/** Spark divides floats of 32 bits, and Java rounds the shortest decimal of the result, halves up. */
function rounded(value: number, divisor: number, digits: number): string {
  const quotient = Math.fround(Math.fround(value) / divisor);
  const [whole = '0', fraction = ''] = decimal(quotient).split('.');
  const kept = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  const isUp = fraction.length > digits && fraction.charCodeAt(digits) >= 53;
  const text = String(isUp ? kept + 1n : kept).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Without an exponent: durations are below 10^21. */
const decimal = (value: number): string => {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20) : text;
};
