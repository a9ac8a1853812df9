import type { MomentValue, Value } from './value.ts';

export const addToMoment = (moment: MomentValue, seconds: number): Value => ({
  ...moment,
  wall: moment.wall + seconds * 1000,
});

/** Year 1..9999; JavaScript reads years below 100 as 19xx. */
export function wallTime(parts: readonly number[]): number | null {
  const [year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0, micro = 0] = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, Math.floor(micro / 1000));
  const isDate =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isDate && hour < 24 && minute < 60 && second < 60 ? date.getTime() : null;
}

/** The instant of a moment in UTC, ISO 8601 with `+00:00`; a naive one is read as UTC, Airflow's default zone. Null for an unknown zone. */
export function momentInUtc({ wall, zone }: MomentValue): string | null {
  const instant =
    zone === null ? wall : typeof zone === 'number' ? wall - zone * 1000 : instantOf(zone, wall);
  if (instant === null) return null;
  const iso = new Date(instant).toISOString();
  return `${iso.replace(/(?:\.000)?Z$/, '')}+00:00`;
}

/**
 * The instant of a wall time in a zone, as pendulum with `fold=1` and so Airflow reads it: the later one where clocks go back, and
 * where they go forward a time that does not exist moves forward. Null where the zone does not exist.
 */
export function instantOf(zone: string, wall: number): number | null {
  const day = 86_400_000;
  const before = offsetAt(zone, wall - day);
  const after = offsetAt(zone, wall + day);
  if (before === null || after === null) return null;
  const candidates = [before, after].map((offset) => ({ offset, instant: wall - offset * 1000 }));
  const valid = candidates.filter(({ offset, instant }) => offsetAt(zone, instant) === offset);
  if (valid.length === 0) return wall - before * 1000;
  return Math.max(...valid.map(({ instant }) => instant));
}

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** Offset from UTC in seconds at an instant; null where the zone does not exist. */
export function offsetAt(zone: string, instant: number): number | null {
  let format = formats.get(zone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      format = null;
    }
    // Zones come from source files: the cache must not grow with them.
    if (formats.size > 200) formats.clear();
    formats.set(zone, format);
  }
  if (!format) return null;
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
  // Date.UTC reads years below 100 as 19xx.
  const wall = new Date(0);
  wall.setUTCFullYear(parts['year']!, parts['month']! - 1, parts['day']);
  wall.setUTCHours(parts['hour']!, parts['minute'], parts['second']);
  return Math.round((wall.getTime() - Math.floor(instant / 1000) * 1000) / 1000);
}
