/** Presets of Airflow and croniter as expressions; `@once` and `@continuous` are none. */
const presets: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@quarterly': '0 0 1 */3 *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

export interface Cron {
  /** The five to seven fields, presets resolved. */
  readonly expression: string;
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  /** Null: every day. */
  readonly days: ReadonlySet<number> | null;
  readonly lastDay: boolean;
  readonly months: ReadonlySet<number>;
  /** Null: every weekday; 0 is Sunday. */
  readonly weekdays: ReadonlySet<number> | null;
  /** `5#2`: the second Friday; 0 stands for the last one (`L5`). */
  readonly nthWeekdays: readonly { readonly weekday: number; readonly nth: number }[];
  readonly seconds: ReadonlySet<number>;
  readonly years: ReadonlySet<number> | null;
  /** The hour field is `*`: Airflow then counts elapsed time over a change of clocks. */
  readonly everyHour: boolean;
}

const monthNames = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
];
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Range {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}

const ranges = {
  minute: { name: 'minute', from: 0, to: 59 },
  hour: { name: 'hour', from: 0, to: 23 },
  day: { name: 'day of month', from: 1, to: 31 },
  month: { name: 'month', from: 1, to: 12, names: ['', ...monthNames] },
  weekday: { name: 'day of week', from: 0, to: 7, names: weekdayNames },
  second: { name: 'second', from: 0, to: 59 },
  year: { name: 'year', from: 1970, to: 2099 },
} satisfies Record<string, Range>;

/**
 * Reads a schedule as croniter does, which Airflow uses: five fields, a sixth for seconds **at the end**, a seventh for years.
 * Returns why where it is none.
 */
export function parseCron(written: string): Cron | { readonly invalid: string } {
  const named = written.trim().toLowerCase();
  const expression = Object.hasOwn(presets, named) ? presets[named]! : written.trim();
  const fields = expression.split(/\s+/);
  if (expression.length > 500) return { invalid: 'it is longer than 500 characters' };
  if (fields.length < 5 || fields.length > 7)
    return {
      invalid: `it has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}; a cron expression has 5 (minute, hour, day of month, month, day of week), and Airflow takes a sixth for seconds at the end`,
    };
  try {
    const [minute, hour, day, month, weekday, second, year] = fields as [
      string,
      string,
      string,
      string,
      string,
      string?,
      string?,
    ];
    const lastDay = /(?:^|,)l$/i.test(day);
    const plainDays = day
      .split(',')
      .filter((part) => !/^l$/i.test(part))
      .join(',');
    const { plain, nth } = splitWeekdays(weekday);
    const days = plainDays === '' ? new Set<number>() : valuesOf(plainDays, ranges.day);
    const weekdays = plain === '' ? new Set<number>() : valuesOf(plain, ranges.weekday);
    return {
      expression,
      minutes: all(valuesOf(minute, ranges.minute), ranges.minute),
      hours: all(valuesOf(hour, ranges.hour), ranges.hour),
      days,
      lastDay,
      months: all(valuesOf(month, ranges.month), ranges.month),
      weekdays: weekdays && new Set([...weekdays].map((value) => value % 7)),
      nthWeekdays: nth,
      seconds:
        second === undefined ? new Set([0]) : all(valuesOf(second, ranges.second), ranges.second),
      years: year === undefined ? null : valuesOf(year, ranges.year),
      everyHour: hour === '*',
    };
  } catch (error) {
    if (error instanceof InvalidField) return { invalid: error.message };
    throw error;
  }
}

class InvalidField extends Error {}

function splitWeekdays(field: string): { plain: string; nth: Cron['nthWeekdays'] } {
  const nth: { weekday: number; nth: number }[] = [];
  const plain: string[] = [];
  for (const part of field.split(',')) {
    const ordinal = /^(\w+)#([1-5])$/.exec(part);
    const last = /^l(\w+)$/i.exec(part);
    if (ordinal)
      nth.push({ weekday: numberIn(ordinal[1]!, ranges.weekday) % 7, nth: Number(ordinal[2]) });
    else if (last) nth.push({ weekday: numberIn(last[1]!, ranges.weekday) % 7, nth: 0 });
    else plain.push(part);
  }
  if (plain.length > 0 && nth.length > 0)
    throw new InvalidField(
      'the day of week field mixes plain days with days counted in the month, which croniter refuses',
    );
  return { plain: plain.join(','), nth };
}

const all = (values: ReadonlySet<number> | null, { from, to }: Range): ReadonlySet<number> =>
  values ?? new Set(Array.from({ length: to - from + 1 }, (_, at) => from + at));

/** Numbers of a field; null for `*` and `?`, which restrict nothing. */
function valuesOf(field: string, range: Range): ReadonlySet<number> | null {
  if (field === '*' || (field === '?' && (range === ranges.day || range === ranges.weekday)))
    return null;
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const found = /^(\*|\w+)(?:-(\w+))?(?:\/(\w+))?$/.exec(part);
    if (!found) throw new InvalidField(`"${part}" is no value of the ${range.name} field`);
    const [, first, second, stepText] = found;
    const step = stepText === undefined ? 1 : /^\d+$/.test(stepText) ? Number(stepText) : 0;
    if (step < 1)
      throw new InvalidField(
        `the step "${stepText}" of the ${range.name} field is no positive number`,
      );
    // 7 is Sunday too, but no day of its own.
    const top = range === ranges.weekday ? 6 : range.to;
    const from = first === '*' ? range.from : numberIn(first!, range);
    const to =
      first === '*'
        ? top
        : second !== undefined
          ? numberIn(second, range)
          : stepText !== undefined
            ? top
            : from;
    if (from <= to) for (let value = from; value <= to; value += step) values.add(value);
    else {
      // croniter lets a range go over the end: 22-2.
      const length = top - range.from + 1;
      for (let value = from; value <= to + length; value += step)
        values.add(((value - range.from) % length) + range.from);
    }
  }
  return values;
}

function numberIn(text: string, range: Range): number {
  const named = range.names?.indexOf(text.toLowerCase()) ?? -1;
  const value = named >= 0 && text !== '' ? named : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= range.from && value <= range.to))
    throw new InvalidField(
      `"${text}" is no ${range.name} (${range.from} to ${range.to}${range.names ? ', or a name' : ''})`,
    );
  return value;
}
