import { awkText } from '../quote.ts';
import type { Moment } from './query.ts';

/** Where and how the lines of a log write their time. */
export interface Stamp {
  /**
   * `iso` 2025-03-14 09:00, `short` 25/03/14 09:00 (log4j in Spark), `syslog` Mar 14 09:00, `clock` 09:00 without a day, `access`
   * 14/Mar/2025:09:00 (the fourth word of a web server's line).
   */
  readonly form: 'iso' | 'short' | 'syslog' | 'clock' | 'access';
  /** Characters before the time, such as a bracket. */
  readonly before: number;
  /** What stands between day and time of day. */
  readonly joint: 'T' | ' ' | ':' | '';
  readonly dash: '-' | '/';
  /** Every line of the sample begins with a time: no traces in between. */
  readonly everyLine: boolean;
}

const starts: readonly (readonly [Stamp['form'], RegExp])[] = [
  ['iso', /^([[(]?)(\d{4})([-/])\d{2}[-/]\d{2}([T ])\d{2}:\d{2}/],
  ['short', /^([[(]?)(\d{2})([-/])\d{2}[-/]\d{2}([ ])\d{2}:\d{2}:\d{2}/],
  [
    'syslog',
    /^()(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)()()( )[ \d]\d \d{2}:\d{2}:\d{2}/,
  ],
  ['clock', /^([[(]?)()()()\d{2}:\d{2}:\d{2}/],
];

/** The form that a good part of the lines begin with. */
export function stampOf(lines: readonly string[]): { stamp: Stamp; part: number } | null {
  for (const [form, pattern] of starts) {
    const found = lines.map((line) => pattern.exec(line));
    const part = found.filter(Boolean).length / lines.length;
    if (part <= 0.3) continue;
    const first = found.find(Boolean)!;
    return {
      part,
      stamp: {
        form,
        before: first[1]!.length,
        dash: (first[3] || '-') as '-' | '/',
        joint: (first[4] ?? '') as Stamp['joint'],
        everyLine: found.every(Boolean),
      },
    };
  }
  return null;
}

/** The stamp of web servers stands in brackets, in the fourth word. */
export const accessStamp: Stamp = {
  form: 'access',
  before: 1,
  joint: ':',
  dash: '/',
  everyLine: true,
};

const dayLengths = { iso: 10, short: 8, syslog: 6, clock: 0, access: 11 } as const;
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const monthNumber = (text: string): string => `sprintf("%02d",(index("${months}",${text})+2)/3)`;

/** Expressions of awk for the parts of a line's time. */
export class StampParts {
  private readonly stamp: Stamp;
  private readonly of: string;

  /** @param of the text that begins with the time: the line, a field. */
  constructor(stamp: Stamp, of = stamp.form === 'access' ? '$4' : '$0') {
    this.stamp = stamp;
    this.of = of;
  }

  private cut(from: number, length: number): string {
    return `substr(${this.of},${this.stamp.before + from},${length})`;
  }

  private get clockAt(): number {
    const { form, joint } = this.stamp;
    return dayLengths[form] + (form === 'syslog' ? 1 : joint.length) + 1;
  }

  get day(): string {
    return this.cut(1, dayLengths[this.stamp.form]);
  }

  get month(): string {
    const { form } = this.stamp;
    return form === 'iso'
      ? this.cut(1, 7)
      : form === 'short'
        ? this.cut(1, 5)
        : form === 'access'
          ? this.cut(4, 8)
          : this.cut(1, 3);
  }

  clock(length: number): string {
    return this.cut(this.clockAt, length);
  }

  /** Day and time of day up to the unit. */
  upTo(unit: 'hour' | 'minute'): string {
    return this.cut(1, this.clockAt - 1 + (unit === 'hour' ? 2 : 5));
  }

  /** The whole time, to the second. */
  get whole(): string {
    return this.cut(1, this.clockAt + 7);
  }

  /** Day in a form whose order is that of time, and a day of a request in the same form; null where the log has no days. */
  private sortable(day: string): { expression: string; value: string; joint: string } | null {
    const { form, dash, joint } = this.stamp;
    const [year = '', month = '', number = ''] = day.startsWith('-')
      ? ['', ...day.slice(1).split('-').slice(-2)]
      : day.split('-');
    switch (form) {
      case 'iso':
        return year === ''
          ? { expression: this.cut(6, 5), value: `${month}${dash}${number}`, joint }
          : { expression: this.day, value: [year, month, number].join(dash), joint };
      case 'short':
        return year === ''
          ? { expression: this.cut(4, 5), value: `${month}${dash}${number}`, joint }
          : { expression: this.day, value: [year.slice(2), month, number].join(dash), joint };
      case 'syslog':
        return {
          expression: `${monthNumber(this.cut(1, 3))} sprintf("%02d",${this.cut(5, 2)})`,
          value: `${month}${number}`,
          joint: '',
        };
      case 'access':
        return {
          expression: `${year === '' ? '' : `${this.cut(8, 4)} `}${monthNumber(this.cut(4, 3))} ${this.cut(1, 2)}`,
          value: `${year}${month}${number}`,
          joint: '',
        };
      default:
        return null;
    }
  }

  /** The test that a line's time is from a moment on, and before another one. */
  between(from: Moment | undefined, to: Moment | undefined): string {
    const bound = (moment: Moment, lower: boolean): string => {
      const { inclusive } = moment;
      // "after 9:00" is after 9:00:00; "up to 9:30:05" is the second itself.
      const time =
        moment.time !== undefined && lower && !inclusive && moment.time.length === 5
          ? `${moment.time}:00`
          : moment.time;
      const sign = `${lower ? '>' : '<'}${inclusive ? '=' : ''}`;
      const day = moment.day === undefined ? null : this.sortable(moment.day);
      if (!day) return `${this.clock(time?.length ?? 8)}${sign}${awkText(time ?? '')}`;
      if (time === undefined) return `${wrapped(day.expression)}${sign}${awkText(day.value)}`;
      const joined =
        this.stamp.form === 'iso' && moment.day!.length === 10
          ? this.cut(1, day.value.length + day.joint.length + time.length)
          : `(${day.expression} ${awkText(' ')} ${this.clock(time.length)})`;
      return `${joined}${sign}${awkText(`${day.value}${this.stamp.form === 'iso' && moment.day!.length === 10 ? day.joint : ' '}${time}`)}`;
    };
    const same =
      from && to && from.day === to.day && from.time === to.time && from.inclusive && to.inclusive;
    if (same) return bound(from, true).replace('>=', '==');
    return [from && bound(from, true), to && bound(to, false)].filter(Boolean).join(' && ');
  }

  /** A line that begins with a time, where others do not; null where all do. */
  get stamped(): string | null {
    const { form, before, everyLine } = this.stamp;
    if (everyLine) return null;
    const digits = {
      iso: '[0-9][0-9][0-9][0-9][-\\/]',
      short: '[0-9][0-9][-\\/]',
      clock: '[0-9][0-9]:',
      syslog: '[A-Z][a-z][a-z] ',
      access: '',
    };
    return `/^${'.'.repeat(before)}${digits[form]}/`;
  }
}

const wrapped = (expression: string): string =>
  expression.includes(' ') && !/^\w+\([^()]*\)$/.test(expression) ? `(${expression})` : expression;
