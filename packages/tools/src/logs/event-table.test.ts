import { expect, test } from 'vitest';
import { EventTable, EventTableWriter, isWithin, type EventRow } from './event-table.ts';

function tableOf(rows: readonly EventRow[]) {
  const writer = new EventTableWriter();
  const parts: Uint8Array[] = [];
  for (const row of rows) {
    const full = writer.add(row);
    if (full) parts.push(full);
  }
  const { bytes, index } = writer.finish();
  const whole = Uint8Array.from([...parts, bytes].flatMap((part) => Array.from(part)));
  let reads = 0;
  const table = new EventTable(index, async (from, to) => {
    reads += 1;
    return whole.slice(from, to);
  });
  return { table, index, reads: () => reads };
}

const row = (at: number, more: Partial<EventRow> = {}): EventRow => ({
  line: at * 3 + 1,
  start: at * 100,
  time: at * 1000,
  template: at % 4,
  level: 'info',
  ...more,
});

test('every line finds its event, also in large files', async () => {
  const rows = Array.from({ length: 70_000 }, (_, at) => row(at, { start: at * 1e6 }));
  const { table, index, reads } = tableOf(rows);
  expect(index.groups.map((group) => group.rows)).toEqual([65_536, 4464]);
  for (const at of [0, 1, 65_535, 65_536, 69_999])
    for (const line of [at * 3 + 1, at * 3 + 3])
      expect(await table.eventAtLine(line)).toEqual(rows[at]);
  expect(reads()).toBe(2);
});

test('an empty table has no event', async () => {
  expect(await tableOf([]).table.eventAtLine(1)).toBeNull();
});

test('no time and every level come back as they were', async () => {
  const rows = (['unknown', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const).map(
    (level, at) => row(at, { level, time: null }),
  );
  const { table } = tableOf(rows);
  for (const each of rows) expect(await table.eventAtLine(each.line)).toEqual(each);
});

test('the first event of each template in a time range; other groups are not read', async () => {
  const rows = Array.from({ length: 66_000 }, (_, at) => row(at));
  const { table, reads } = tableOf(rows);
  const found = await table.firstOfTemplates({ after: 65_990_000, before: 65_992_000 });
  expect([...found.values()].map(({ time }) => time)).toEqual([65_990_000, 65_991_000, 65_992_000]);
  expect(reads()).toBe(1);
  expect((await table.firstOfTemplates({ after: 1e12 })).size).toBe(0);
});

test.each<[number | null, { after?: number; before?: number }, boolean]>([
  [5, { after: 5, before: 5 }, true],
  [5, { after: 6 }, false],
  [5, { before: 4 }, false],
  [null, {}, true],
  [null, { after: 0 }, false],
])('%s within %s is %s', (time, range, expected) => {
  expect(isWithin(time, range)).toBe(expected);
});
