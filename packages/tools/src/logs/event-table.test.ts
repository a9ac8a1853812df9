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
  component: '',
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
  for (const at of [69_999, 65_535, 0])
    for (const byte of [rows[at]!.start, rows[at]!.start + 999_999])
      expect(await table.eventAtByte(byte)).toEqual(rows[at]);
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

test('names of components come back; beyond 4,095 they count as none', async () => {
  const rows = Array.from({ length: 5000 }, (_, at) => row(at, { component: `c${at % 4500}` }));
  const { table, index } = tableOf(rows);
  expect(index.components).toHaveLength(4096);
  expect((await table.eventAtLine(rows[4094]!.line))?.component).toBe('c4094');
  expect((await table.eventAtLine(rows[4095]!.line))?.component).toBe('');
  expect((await table.eventAtLine(rows[4500]!.line))?.component).toBe('c0');
});

test('groups outside of a time range are not read', async () => {
  const rows = Array.from({ length: 66_000 }, (_, at) => row(at));
  const { table, reads } = tableOf(rows);
  const found: (number | null)[] = [];
  for await (const group of table.groups({ after: 65_990_000, before: 65_992_000 }))
    found.push(group.time(0), group.time(group.length - 1));
  expect(found).toEqual([65_536_000, 65_999_000]);
  expect(reads()).toBe(1);
  expect(await Array.fromAsync(table.groups({ after: 1e12 }))).toEqual([]);
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
