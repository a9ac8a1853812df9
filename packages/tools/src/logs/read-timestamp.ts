/** A time found in a line. */
export interface Timestamp {
  /** Epoch milliseconds. */
  readonly time: number;
  /** Index in the text just behind the stamp and its zone. */
  readonly end: number;
  /** False where no zone is written, so that UTC was taken. */
  readonly zoned: boolean;
  /** True where the year is not written. */
  readonly yearMissing: boolean;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthNumber = new Map(months.map((name, index) => [name, index + 1]));
const weekday = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? /;

/** -1 where the character is not a digit. */
const digit = (text: string, at: number): number => {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : -1;
};

/** Reads exactly `count` digits; -1 where there are fewer. */
function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index++) {
    const next = digit(text, index);
    if (next < 0) return -1;
    value = value * 10 + next;
  }
  return value;
}

/** Days since 1970-01-01 of a date of the Gregorian calendar (H. Hinnant, "days_from_civil"). */
function daysOfDate(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

interface Day {
  readonly days: number;
  readonly end: number;
  readonly yearMissing: boolean;
}

function dayOf(
  year: number,
  month: number,
  day: number,
  end: number,
  yearMissing = false,
): Day | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return { days: daysOfDate(year, month, day), end, yearMissing };
}

/** Two-digit years: 70..99 are 19xx, the rest 20xx (POSIX `%y`, shifted by one year to the epoch). */
const fullYear = (short: number): number => (short >= 70 ? 1900 : 2000) + short;

function readDay(text: string, at: number, referenceYear: number): Day | null {
  if (digit(text, at) < 0) return readMonthNameDay(text, at, referenceYear);
  const third = text.charCodeAt(at + 2);
  if (third === 47 /* / */ && text.charCodeAt(at + 5) === 47) {
    return dayOf(
      fullYear(digits(text, at, 2)),
      digits(text, at + 3, 2),
      digits(text, at + 6, 2),
      at + 8,
    );
  }
  const fifth = text.charCodeAt(at + 4);
  if ((fifth === 45 /* - */ || fifth === 47 || fifth === 46) && text.charCodeAt(at + 7) === fifth) {
    const year = digits(text, at, 4);
    return year < 0 ? null : dayOf(year, digits(text, at + 5, 2), digits(text, at + 8, 2), at + 10);
  }
  // 09/Nov/2008 or 09-Nov-2008 (access logs, Tomcat).
  if ((third === 47 || third === 45) && text.charCodeAt(at + 6) === third) {
    const month = monthNumber.get(text.slice(at + 3, at + 6));
    const year = digits(text, at + 7, 4);
    return month === undefined || year < 0
      ? null
      : dayOf(year, month, digits(text, at, 2), at + 11);
  }
  return null;
}

/** `Jun 14` or `Jun  4`, with the year, if any, before or behind the time. */
function readMonthNameDay(text: string, at: number, referenceYear: number): Day | null {
  const month = monthNumber.get(text.slice(at, at + 3));
  if (month === undefined || text.charCodeAt(at + 3) !== 32) return null;
  let from = at + 4;
  if (text.charCodeAt(from) === 32) from += 1;
  const wide = digits(text, from, 2);
  const day = wide >= 0 ? wide : digit(text, from);
  return dayOf(referenceYear, month, day, from + (wide >= 0 ? 2 : 1), true);
}

const clock = /^\d\d:\d\d:\d\d/;
/** Zone abbreviations that mean UTC; others are not unique (`CST`, `IST`), so that UTC is assumed for them. */
const zoneName = /^ ?(?:(UTC|GMT|Z)\b|[A-Z]{3,4}(?=\]|$))/;

/**
 * Reads the stamp that starts at `at`: ISO 8601 with any of `T`, space or `, ` in between, `yy/MM/dd`,
 * `yyMMdd HHmmss`, `dd/MMM/yyyy:`, syslog `MMM d`, and ctime. Missing zone: UTC.
 * @returns null where there is no date with a time of day.
 */
export function readTimestamp(text: string, at: number, referenceYear: number): Timestamp | null {
  const compact = readCompact(text, at);
  if (compact) return compact;
  const named = weekday.exec(text.slice(at, at + 5));
  const from = named ? at + named[0].length : at;
  const day = readDay(text, from, referenceYear);
  if (!day) return null;
  let index = day.end;
  const separator = text.charCodeAt(index);
  if (separator === 44 /* , */ && text.charCodeAt(index + 1) === 32) index += 2;
  else if (separator === 32 || separator === 84 /* T */ || separator === 58 /* : */) index += 1;
  else return null;
  // MariaDB pads the hour with a space.
  const hour =
    separator === 32 && text.charCodeAt(index) === 32
      ? digit(text, index + 1)
      : digits(text, index, 2);
  const minute = digits(text, index + 3, 2);
  const second = digits(text, index + 6, 2);
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60) return null;
  if (text.charCodeAt(index + 2) !== 58 || text.charCodeAt(index + 5) !== 58) return null;
  index += 8;
  let milliseconds = 0;
  const point = text.charCodeAt(index);
  if ((point === 46 || point === 44) && digit(text, index + 1) >= 0) {
    index += 1;
    let scale = 100;
    for (let value = digit(text, index); value >= 0; value = digit(text, ++index)) {
      milliseconds += value * scale;
      scale /= 10;
    }
  }
  let days = day.days;
  let yearMissing = day.yearMissing;
  if (yearMissing && named) {
    // ctime: the year stands behind the time.
    const year = text.charCodeAt(index) === 32 ? digits(text, index + 1, 4) : -1;
    if (year > 0) {
      const written = readMonthNameDay(text, from, year);
      if (written) days = written.days;
      yearMissing = false;
      index += 5;
    }
  }
  const local =
    ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + Math.floor(milliseconds);
  const zone = readZone(text, index);
  return {
    time: local - (zone?.minutes ?? 0) * 60_000,
    end: zone?.end ?? index,
    zoned: zone?.known ?? false,
    yearMissing,
  };
}

/** `081109 203615`, the default of early Hadoop. */
function readCompact(text: string, at: number): Timestamp | null {
  if (text.charCodeAt(at + 6) !== 32 || digit(text, at + 5) < 0) return null;
  const date = digits(text, at, 6);
  const time = digits(text, at + 7, 6);
  if (date < 0 || time < 0 || digit(text, at + 13) >= 0) return null;
  const hour = Math.floor(time / 10_000);
  const minute = Math.floor(time / 100) % 100;
  const second = time % 100;
  const day = dayOf(
    fullYear(Math.floor(date / 10_000)),
    Math.floor(date / 100) % 100,
    date % 100,
    at + 13,
  );
  if (!day || hour > 23 || minute > 59 || second > 60) return null;
  return {
    time: ((day.days * 24 + hour) * 60 + minute) * 60_000 + second * 1000,
    end: day.end,
    zoned: false,
    yearMissing: false,
  };
}

function readZone(
  text: string,
  at: number,
): { minutes: number; end: number; known: boolean } | null {
  let index = at;
  let code = text.charCodeAt(index);
  if (code === 90 /* Z */) return { minutes: 0, end: index + 1, known: true };
  if (code === 32) {
    index += 1;
    code = text.charCodeAt(index);
  }
  if (code === 43 || code === 45) {
    const hours = digits(text, index + 1, 2);
    if (hours < 0) return null;
    const colon = text.charCodeAt(index + 3) === 58 ? 1 : 0;
    const rest = digits(text, index + 3 + colon, 2);
    // `- 12 text` behind a space is no zone; a zone has hours and minutes there.
    if (rest < 0 && index > at) return null;
    const minutes = hours * 60 + Math.max(rest, 0);
    const end = rest < 0 ? index + 3 : index + 5 + colon;
    return { minutes: code === 45 ? -minutes : minutes, end, known: true };
  }
  if (code < 65 || code > 90) return null;
  const name = zoneName.exec(text.slice(at, at + 8));
  if (!name) return null;
  return { minutes: 0, end: at + name[0].length, known: name[1] !== undefined };
}

/** `HH:mm:ss` with nothing before it: a time of day without a date. */
export const startsWithClock = (text: string): boolean => clock.test(text);

/** Epoch numbers are told apart by size: seconds, then milliseconds, microseconds, nanoseconds. */
export function timeOfNumber(value: number): number | null {
  const size = Math.abs(value);
  if (!(size >= 1e8)) return null;
  const milliseconds =
    size < 1e11 ? value * 1000 : size < 1e14 ? value : size < 1e17 ? value / 1e3 : value / 1e6;
  return Math.floor(milliseconds);
}
