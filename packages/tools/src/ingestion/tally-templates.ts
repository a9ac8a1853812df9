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
  const byNumber: Tally[] = [];
  for await (const rows of table.groups({})) {
    signal?.throwIfAborted();
    for (let at = 0; at < rows.length; at++) {
      const number = rows.template(at);
      const tally = (byNumber[number] ??= tallyOf(tallies, merged(number)));
      const level = levels[rows.level(at)] ?? 'unknown';
      tally.levels[level] = (tally.levels[level] ?? 0) + 1;
      const component = rows.component(at);
      tally.loggers.set(component, (tally.loggers.get(component) ?? 0) + 1);
      const time = rows.time(at);
      if (time === null) tally.untimed += 1;
      else tally.histogram.add(time, level);
    }
  }
  known.set(sha256, tallies);
  while (known.size > 1 && bucketsOf(known.values()) > maxBuckets)
    known.delete(known.keys().next().value!);
  return tallies;
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
