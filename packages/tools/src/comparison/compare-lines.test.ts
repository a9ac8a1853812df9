import { expect, test } from 'vitest';
import type { Level } from '../logs/index.ts';
import { compareLines } from './compare-lines.ts';
import type { FileProfile } from './file-profile.ts';

const profile = (...kinds: [template: string, count: number, level?: Level][]): FileProfile => ({
  lines: kinds.map(([template, count, level = 'info'], at) => ({
    template,
    count,
    level,
    line: at + 1,
    eventLine: at + 1,
    start: 0,
    end: 1,
  })),
  total: kinds.reduce((sum, [, count]) => sum + count, 0),
  errors: [],
});

const texts = (kinds: readonly { readonly template: string }[]): string[] =>
  kinds.map(({ template }) => template);

test('new and gone kinds of lines, the gravest first; ids, ports and numbers are no difference', () => {
  const before = profile(
    ['Connected to <*>:<*>', 5],
    ['Running task <*> in stage <*> (TID <*>)', 100],
    ['Write Job <*> committed. Elapsed time: <*> ms.', 1],
  );
  const after = profile(
    ['Connected to <*>:<*>', 5],
    ['Running task <*> in stage <*> (TID <*>)', 100],
    ['Reading broadcast variable <*> again', 9],
    ['Lost executor <*> on <*>: Command exited with code <*>', 2, 'error'],
  );
  const { fresh, gone, moreFrequent } = compareLines([before], [after]);
  expect(texts(fresh)).toEqual([
    'Lost executor <*> on <*>: Command exited with code <*>',
    'Reading broadcast variable <*> again',
  ]);
  expect(texts(gone)).toEqual(['Write Job <*> committed. Elapsed time: <*> ms.']);
  expect(moreFrequent).toEqual([]);
});

test('the stamp of a repeated line is no part of it', () => {
  const { fresh } = compareLines(
    [profile(['<*> INFO Executor: Finished task <*>', 3])],
    [profile(['<*> <*> INFO Executor: Finished task <*>', 3])],
  );
  expect(fresh).toEqual([]);
});

test.each([
  ['ten times as many of a thousand', 3, 30, true],
  ['twice as many, but so few that chance does that', 1, 5, false],
  ['many more, but not twice the rate', 400, 700, false],
  ['fewer', 30, 3, false],
])('more frequent: %s', (_, first, second, wanted) => {
  const others: [string, number] = ['Heartbeat of <*> received', 1000];
  const { moreFrequent } = compareLines(
    [profile(others, ['Retrying fetch of block <*>', first])],
    [profile(others, ['Retrying fetch of block <*>', second])],
  );
  expect(moreFrequent).toHaveLength(wanted ? 1 : 0);
});

test('twice the log with twice of everything is no difference', () => {
  const small = profile(['Heartbeat of <*> received', 500], ['Retrying fetch of <*>', 50]);
  const large = profile(['Heartbeat of <*> received', 1000], ['Retrying fetch of <*>', 100]);
  const { fresh, gone, moreFrequent } = compareLines([small], [large]);
  expect([fresh, gone, moreFrequent]).toEqual([[], [], []]);
});
