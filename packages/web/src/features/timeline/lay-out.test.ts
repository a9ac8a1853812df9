import { expect, test } from 'vitest';
import { layOut } from './lay-out.ts';
import type { Milestone } from './timeline.ts';

const start = Date.UTC(2026, 10, 24, 7, 53, 37);
const milestone = (
  second: number | null,
  tool: string,
  more: Partial<Milestone> = {},
): Milestone => ({
  time: second === null ? null : start + second * 1000,
  timeIsEstimated: false,
  skewMs: 0,
  tool,
  what: 'something happens',
  quote: null,
  bad: true,
  count: 1,
  alsoIn: [],
  evidence: {
    id: 'T1',
    fileId: 'f',
    source: 'a.log',
    lines: [1, 1],
    bytes: [second ?? 0, 0],
    sha256: '',
    quote: '',
    why: '',
  },
  ...more,
});

test('lanes are tools in the order of their first word; roles come from the chain', () => {
  const entries = [
    milestone(0, 'spark-executor', { bad: false }),
    milestone(1, 'spark-driver'),
    milestone(2, 'spark-executor'),
    milestone(3, 'airflow'),
  ];
  const { lanes, stops } = layOut({
    entries,
    chain: [
      { role: 'culprit', evidence: entries[1]!.evidence },
      { role: 'consequence', evidence: entries[3]!.evidence },
    ],
  });
  expect(lanes).toEqual(['spark-executor', 'spark-driver', 'airflow']);
  expect(stops.map(({ lane, role }) => [lane, role])).toEqual([
    [0, 'step'],
    [1, 'culprit'],
    [0, 'bad'],
    [2, 'consequence'],
  ]);
});

test('milestones of one moment do not overlap, and a long wait is longer than a short one but not by its length', () => {
  const { stops, waits } = layOut({
    entries: [0, 0, 0, 10, 3610, 3610 + 30 * 86_400].map((second) => milestone(second, 'airflow')),
    chain: [],
  });
  const steps = stops.slice(1).map(({ x }, at) => x - stops[at]!.x);
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(20);
  expect(steps[2]!).toBeGreaterThan(steps[1]!);
  expect(steps[3]!).toBeGreaterThan(steps[2]!);
  expect(Math.max(...steps)).toBeLessThan(130);
  expect(waits.map(({ ms }) => ms)).toEqual([10_000, 3_600_000, 30 * 86_400_000]);
});

test('500 milestones have room each, and times of the axis do not touch', () => {
  const { stops, ticks, width } = layOut({
    entries: Array.from({ length: 500 }, (_, at) => milestone(at * 7, `tool-${at % 5}`)),
    chain: [],
  });
  expect(stops.every(({ x }, at) => at === 0 || x - stops[at - 1]!.x >= 20)).toBe(true);
  expect(ticks.every(({ x }, at) => at === 0 || x - ticks[at - 1]!.x >= 62)).toBe(true);
  expect(width).toBeGreaterThan(stops.at(-1)!.x);
});

test('a clock that is ahead makes no wait; a milestone without a time stands behind the one before', () => {
  const { waits, stops, ticks } = layOut({
    entries: [
      milestone(0, 'yarn'),
      milestone(3600, 'airflow', { skewMs: 3_600_000 }),
      milestone(null, 'airflow'),
      milestone(1, 'yarn'),
    ],
    chain: [],
  });
  expect(waits).toEqual([]);
  expect(stops[2]!.x).toBeGreaterThan(stops[1]!.x);
  expect(ticks[0]).toMatchObject({ text: '07:53:37' });
});

test('over several days the axis names the day', () => {
  const { ticks } = layOut({
    entries: [milestone(0, 'airflow'), milestone(86_400, 'airflow')],
    chain: [],
  });
  expect(ticks.map(({ text }) => text)).toEqual(['11-24 07:53', '11-25 07:53']);
});

test('nothing is an empty picture', () => {
  expect(layOut({ entries: [], chain: [] })).toMatchObject({ lanes: [], stops: [], ticks: [] });
});
