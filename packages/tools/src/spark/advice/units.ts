/** Texts of settings and numbers, as Spark reads and people write them. */

const factors: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
  p: 1024 ** 5,
};

/**
 * Bytes of a size such as `4g`, `512m`, `1.5gb`, `1048576`. A number without a unit is in `bare` (Spark: bytes for most keys, MiB for
 * memory of executors and drivers).
 * @returns null where it is no size
 */
export function parseBytes(text: string, bare: 'b' | 'm' | 'k' = 'b'): number | null {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*([bkmgtp]?)i?b?\s*$/i.exec(text);
  if (!match) return null;
  const unit = match[2]!.toLowerCase();
  return Number(match[1]) * factors[unit === '' ? bare : unit]!;
}

const durations: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds of a time such as `60s`, `3m`, `500ms`; a number without a unit is in `bare`. */
export function parseMilliseconds(text: string, bare: 's' | 'ms' = 's'): number | null {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*(us|ms|s|min|m|h|d)?\s*$/i.exec(text);
  if (!match) return null;
  return Number(match[1]) * durations[(match[2] ?? bare).toLowerCase()]!;
}

const names = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** `553.6 MiB`. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < names.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : rounded(value)} ${names[unit]}`;
}

/** `1 h 4 min`, `61.2 s`, `340 ms`. */
export function timeText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 120) return `${rounded(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? `${rounded(seconds / 60)} min`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** One decimal below 100, none above. */
export const rounded = (value: number): string =>
  Math.abs(value) >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);

export const percentText = (share: number): string => `${rounded(share * 100)} %`;

/** A size as a setting: whole GiB where it is one, MiB otherwise. */
export function sizeSetting(bytes: number): string {
  const mebibytes = Math.ceil(bytes / 1024 ** 2);
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}g` : `${mebibytes}m`;
}
