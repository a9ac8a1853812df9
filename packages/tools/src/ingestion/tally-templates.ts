import { EventTable, levels } from '../logs/index.ts';
import type { BlobStore } from '../ports/index.ts';
import { Histogram, type Tally } from './count-hits.ts';
import { mergedOf } from './plan-search.ts';
import type { ReadyFile } from './search-ranked.ts';

/** Of a file, by template. */
type Tallies = ReadonlyMap<number, Tally>;

/** Buckets of all histograms that are kept, about 20 MB. */
const maxBuckets = 100_000;

/** Tables never change, and one is found by its content, so what was counted in it stays true. */
const kept = new WeakMap<BlobStore, Map<string, Tallies>>();

/** Counts all events of a file by template, once: questions ask for the same templates again and again. */
export async function tallyTemplates(
  blobs: BlobStore,
  { digest }: ReadyFile,
  signal: AbortSignal | undefined,
): Promise<Tallies> {
  let known = kept.get(blobs);
  if (!known) kept.set(blobs, (known = new Map()));
  const { sha256, index } = digest.table;
  const before = known.get(sha256);
  if (before) return before;
  const merged = mergedOf(digest);
  const tallies = new Map<number, Tally>();
  const table = new EventTable(index, (from, to) => blobs.read(sha256, from, to));
  /** By the template as the table names it: several may have become one. */
  const runs: Run[] = [];
  for await (const rows of table.groups({})) {
    signal?.throwIfAborted();
    for (let at = 0; at < rows.length; at++) {
      const number = rows.template(at);
      const run = (runs[number] ??= emptyRun(tallyOf(tallies, merged(number))));
      const level = rows.level(at);
      const component = rows.component(at);
      const time = rows.time(at);
      if (
        run.level === level &&
        run.component === component &&
        (time === null ? !run.timed : time >= run.from && time < run.to)
      ) {
        run.count += 1;
        if (time === null) continue;
        if (time < run.first) run.first = time;
        if (time > run.last) run.last = time;
        continue;
      }
      endRun(run);
      run.level = level;
      run.component = component;
      run.timed = time !== null;
      run.first = run.last = time ?? 0;
      run.count = 1;
      // Of a time that is none, no other lies beside it.
      [run.from, run.to] = time === null ? [0, 0] : run.tally.histogram.bucketOf(time);
    }
  }
  for (const run of runs) if (run) endRun(run);
  known.set(sha256, tallies);
  while (known.size > 1 && bucketsOf(known.values()) > maxBuckets)
    known.delete(known.keys().next().value!);
  return tallies;
}

/**
 * Events of a template that follow one another and are counted at the same places. Logs are in the order of time, so most events add to a
 * run, which costs a tenth of counting each by itself.
 */
interface Run {
  readonly tally: Tally;
  level: number;
  component: number;
  timed: boolean;
  /** The earliest and the latest time. */
  first: number;
  last: number;
  /** The bucket of the time: [from, to). */
  from: number;
  to: number;
  count: number;
}

const emptyRun = (tally: Tally): Run => ({
  tally,
  level: -1,
  component: -1,
  timed: false,
  first: 0,
  last: 0,
  from: 0,
  to: 0,
  count: 0,
});

function endRun({ tally, level: number, component, timed, first, last, count }: Run): void {
  if (count === 0) return;
  const level = levels[number] ?? 'unknown';
  tally.levels[level] = (tally.levels[level] ?? 0) + count;
  tally.loggers.set(component, (tally.loggers.get(component) ?? 0) + count);
  if (!timed) tally.untimed += count;
  else {
    tally.histogram.add(first, level, count);
    tally.histogram.add(last, level, 0);
  }
}

function tallyOf(tallies: Map<number, Tally>, template: number): Tally {
  let tally = tallies.get(template);
  if (!tally) {
    tally = { levels: {}, loggers: new Map(), histogram: new Histogram(), untimed: 0 };
    tallies.set(template, tally);
  }
  return tally;
}

const bucketsOf = (all: Iterable<Tallies>): number =>
  [...all].reduce(
    (sum, tallies) =>
      [...tallies.values()].reduce((part, { histogram }) => part + histogram.size, sum),
    0,
  );
