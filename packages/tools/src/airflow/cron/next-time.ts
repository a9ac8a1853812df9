import type { Cron } from './parse-cron.ts';

/** croniter gives up after so many years without a match. */
const maxYears = 50;
const dayMilliseconds = 86_400_000;

/**
 * The first time after `wall` (before it, with `back`) that the expression names. Times are wall times, written as if in UTC (epoch
 * milliseconds). Null where there is none within 50 years, such as on 30 February.
 */
export function nextTime(cron: Cron, wall: number, back = false): number | null {
  const direction = back ? -1 : 1;
  let day = Math.floor(wall / dayMilliseconds) * dayMilliseconds;
  const last = new Date(wall).getUTCFullYear() + direction * maxYears;
  for (;;) {
    const date = new Date(day);
    const year = date.getUTCFullYear();
    if (back ? year < last : year > last) return null;
    if ((cron.years && !cron.years.has(year)) || !cron.months.has(date.getUTCMonth() + 1)) {
      day = back
        ? Date.UTC(year, date.getUTCMonth(), 0)
        : Date.UTC(year, date.getUTCMonth() + 1, 1);
      continue;
    }
    if (isDay(cron, date)) {
      const found = timeInDay(cron, day, wall, back);
      if (found !== null) return found;
    }
    day += direction * dayMilliseconds;
  }
}

/** Where both days of the month and of the week are restricted, either is enough. */
function isDay(cron: Cron, date: Date): boolean {
  const dayFree = cron.days === null && !cron.lastDay;
  const weekdayFree = cron.weekdays === null && cron.nthWeekdays.length === 0;
  const byDay = inMonth(cron, date);
  const byWeekday = inWeek(cron, date);
  if (dayFree && weekdayFree) return true;
  if (dayFree) return byWeekday;
  return weekdayFree ? byDay : byDay || byWeekday;
}

function inMonth({ days, lastDay }: Cron, date: Date): boolean {
  if (days?.has(date.getUTCDate())) return true;
  return lastDay && date.getUTCDate() === lengthOfMonth(date);
}

function inWeek({ weekdays, nthWeekdays }: Cron, date: Date): boolean {
  const weekday = date.getUTCDay();
  if (weekdays?.has(weekday)) return true;
  const day = date.getUTCDate();
  return nthWeekdays.some(
    (each) =>
      each.weekday === weekday &&
      (each.nth === 0 ? day + 7 > lengthOfMonth(date) : Math.ceil(day / 7) === each.nth),
  );
}

const lengthOfMonth = (date: Date): number =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

function timeInDay(
  { hours, minutes, seconds }: Cron,
  day: number,
  wall: number,
  back: boolean,
): number | null {
  const order = (values: ReadonlySet<number>): number[] =>
    [...values].toSorted((a, b) => (back ? b - a : a - b));
  const fits = (time: number): boolean => (back ? time < wall : time > wall);
  for (const hour of order(hours)) {
    const start = day + hour * 3_600_000;
    if (!fits(back ? start : start + 3_599_999)) continue;
    for (const minute of order(minutes)) {
      const at = start + minute * 60_000;
      if (!fits(back ? at : at + 59_999)) continue;
      for (const second of order(seconds)) if (fits(at + second * 1000)) return at + second * 1000;
    }
  }
  return null;
}
