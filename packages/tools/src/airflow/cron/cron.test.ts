import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeCron, describeSchedule, nextRuns, parseCron, type Schedule } from '../index.ts';
import { nextTime } from './next-time.ts';

interface Answers {
  readonly times: Readonly<Record<string, { readonly after: string[]; readonly before: string[] }>>;
  readonly refused: readonly string[];
  readonly accepted: readonly string[];
  readonly zones: readonly { cron: string; zone: string; from: string; next: string[] }[];
}
const answers = JSON.parse(
  readFileSync(new URL('../testing/croniter-answers.json', import.meta.url), 'utf8'),
) as Answers;

const valid = (expression: string) => {
  const cron = parseCron(expression);
  if ('invalid' in cron) throw new Error(cron.invalid);
  return cron;
};

test.each(Object.entries(answers.times))('%s as croniter', (expression, { after, before }) => {
  const walk = (count: number, back: boolean): string[] => {
    let at: number | null = Date.parse('2024-02-27T21:58:31Z');
    return Array.from({ length: count }, () => {
      at = nextTime(valid(expression), at!, back);
      return new Date(at!).toISOString().slice(0, 19);
    });
  };
  expect(walk(after.length, false)).toEqual(after);
  expect(walk(before.length, true)).toEqual(before);
});

test.each([...answers.refused, '__proto__', 'constructor', ''])(
  '%s is refused, as by croniter',
  (expression) => {
    expect(parseCron(expression)).toHaveProperty('invalid');
  },
);

test.each(answers.accepted)('%s is accepted, as by croniter', (expression) => {
  expect(parseCron(expression)).not.toHaveProperty('invalid');
});

const runs = (schedule: Schedule, more: Partial<Parameters<typeof nextRuns>[0]> = {}) =>
  nextRuns({
    schedule,
    timezone: 'UTC',
    start: Date.parse('2024-01-01T00:00:00Z'),
    end: null,
    catchup: false,
    now: Date.parse('2024-03-01T12:00:00Z'),
    count: 2,
    airflow: 3,
    ...more,
  });

test.each(answers.zones)(
  '$cron in $zone from $from as CronTriggerTimetable',
  ({ cron, zone, from, next }) => {
    const found = runs(
      { kind: 'cron', value: cron },
      { timezone: zone, now: Date.parse(from), count: next.length },
    );
    expect(found.runs.map(({ runAfter }) => runAfter.replace('Z', '+00:00'))).toEqual(next);
  },
);

test('Airflow 2 runs at the end of the interval, Airflow 3 at its time', () => {
  const daily: Schedule = { kind: 'preset', value: '@daily' };
  expect(runs(daily, { airflow: 2 }).runs[0]).toMatchObject({
    runAfter: '2024-03-02T00:00:00Z',
    logicalDate: '2024-03-01T00:00:00Z',
    dataInterval: ['2024-03-01T00:00:00Z', '2024-03-02T00:00:00Z'],
  });
  expect(runs(daily).runs[0]).toMatchObject({
    runAfter: '2024-03-02T00:00:00Z',
    logicalDate: '2024-03-02T00:00:00Z',
  });
});

test('the first run waits for the start date, the last is at the end date', () => {
  const daily: Schedule = { kind: 'preset', value: '@daily' };
  expect(runs(daily, { start: Date.parse('2024-04-10T00:00:00Z') }).runs[0]!.runAfter).toBe(
    '2024-04-10T00:00:00Z',
  );
  expect(
    runs(daily, { start: Date.parse('2024-04-10T00:00:00Z'), airflow: 2 }).runs[0]!.logicalDate,
  ).toBe('2024-04-10T00:00:00Z');
  expect(runs(daily, { end: Date.parse('2024-03-02T00:00:00Z'), count: 5 }).runs).toHaveLength(1);
  expect(runs(daily, { end: Date.parse('2024-02-02T00:00:00Z') })).toMatchObject({
    runs: [],
    notes: [expect.stringContaining('over')],
  });
});

test('catchup counts what it would make up for', () => {
  expect(runs({ kind: 'preset', value: '@daily' }, { catchup: true }).missed).toEqual({
    count: 61,
    atLeast: false,
  });
  expect(runs({ kind: 'cron', value: '* * * * *' }, { catchup: true }).missed).toEqual({
    count: 10_000,
    atLeast: true,
  });
});

test.each<[Schedule, string]>([
  [{ kind: 'none' }, 'no schedule'],
  [{ kind: 'cron', value: '0 0 30 2 *' }, 'no time in the next 50 years'],
  [{ kind: 'cron', value: '61 * * * *' }, '"61" is no minute'],
  [{ kind: 'cron', value: '0 12 * * 1,3#2' }, 'mixes plain days'],
  [{ kind: 'preset', value: '@continuous' }, 'as soon as'],
  [{ kind: 'timetable', class: 'Workdays', arguments: {} }, 'timetable Workdays'],
])('%j has no next time, and says why', (schedule, why) => {
  expect(runs(schedule)).toMatchObject({ runs: [], notes: [expect.stringContaining(why)] });
});

test('a zone that does not exist is said', () => {
  expect(runs({ kind: 'preset', value: '@daily' }, { timezone: 'Mars/Base' }).notes).toEqual([
    'The time zone Mars/Base does not exist.',
  ]);
});

test.each([
  ['0 5 * * 1-5', 'at 05:00, Monday through Friday'],
  ['@hourly', 'every hour'],
  ['*/15 * * * *', 'every 15 minutes'],
  ['0 12 * * * 30', 'at 12:00:30'],
  ['@once', 'once'],
])('%s in words', (cron, words) => {
  expect(describeCron(cron)).toBe(words);
});

test('durations and assets in words', () => {
  expect(describeSchedule({ kind: 'timedelta', seconds: 5400 })).toBe('every 1 hour 30 minutes');
  expect(
    describeSchedule({
      kind: 'assets_expr',
      expr: {
        kind: 'any',
        of: [
          { kind: 'asset', name: 'a' },
          {
            kind: 'all',
            of: [
              { kind: 'asset', name: 'b' },
              { kind: 'alias', name: 'c' },
            ],
          },
        ],
      },
    }),
  ).toBe('when (asset a or (asset b and alias c)) are updated');
});
