import { createTemplateMiner, type Level } from '../logs/index.ts';
import type { FileProfile, LineProfile } from './file-profile.ts';

export interface LineKind {
  readonly template: string;
  readonly before: number;
  readonly after: number;
  readonly level: Level;
  readonly side: 'before' | 'after';
  readonly file: number;
  readonly place: LineProfile;
}

export interface LineDifferences {
  readonly fresh: readonly LineKind[];
  readonly moreFrequent: readonly LineKind[];
  readonly gone: readonly LineKind[];
  readonly totals: { readonly before: number; readonly after: number };
}

/**
 * A kind of line is called more frequent where the log-likelihood ratio of both rates (Dunning 1993, Computational Linguistics
 * 19(1)) passes the value that chance passes once in 10,000 kinds (chi-square, one degree of freedom), where the rate has at least
 * doubled, and where there are five lines at least.
 */
const surely = 15.13;
const doubled = 2;
const enough = 5;

/**
 * Tells new, gone and more frequent kinds of lines. The templates of all files of both sides are mined together once more, so
 * that a statement which one file shows with one value only, or which names the run, is the same kind on both sides.
 */
export function compareLines(
  before: readonly FileProfile[],
  after: readonly FileProfile[],
): LineDifferences {
  const miner = createTemplateMiner<null>();
  const added: { id: number; side: 'before' | 'after'; file: number; place: LineProfile }[] = [];
  for (const [side, profiles] of [
    ['before', before],
    ['after', after],
  ] as const)
    profiles.forEach(({ lines }, file) => {
      for (const place of lines)
        added.push({ id: miner.add(withoutHeader(place.template), null), side, file, place });
    });
  const texts = new Map(miner.templates().map(({ id, text }) => [id, text]));
  const kinds = new Map<
    number,
    { before: number; after: number; level: Level; shown: (typeof added)[number] }
  >();
  for (const each of added) {
    const id = miner.resolve(each.id);
    let kind = kinds.get(id);
    if (!kind)
      kinds.set(id, (kind = { before: 0, after: 0, level: each.place.level, shown: each }));
    kind[each.side] += each.place.count;
    if (severity[each.place.level] > severity[kind.level]) kind.level = each.place.level;
    // The run in question is shown, and of it the gravest line.
    if (
      each.side !== kind.shown.side ||
      severity[each.place.level] > severity[kind.shown.place.level]
    )
      if (each.side === 'after') kind.shown = each;
  }
  const totals = { before: total(before), after: total(after) };
  const all = [...kinds].map(([id, { before: first, after: second, level, shown }]): LineKind => ({
    template: texts.get(id) ?? shown.place.template,
    before: first,
    after: second,
    level,
    side: shown.side,
    file: shown.file,
    place: shown.place,
  }));
  const byWeight = (a: LineKind, b: LineKind): number =>
    severity[b.level] - severity[a.level] ||
    b.after + b.before - (a.after + a.before) ||
    (a.template < b.template ? -1 : 1);
  return {
    fresh: all.filter((kind) => kind.before === 0 && says(kind)).toSorted(byWeight),
    gone: all.filter((kind) => kind.after === 0 && says(kind)).toSorted(byWeight),
    moreFrequent: all
      .filter(
        ({ before: first, after: second }) =>
          first > 0 &&
          second >= enough &&
          second * totals.before >= doubled * first * totals.after &&
          likelihoodRatio(first, totals.before, second, totals.after) >= surely,
      )
      .toSorted(
        (a, b) =>
          severity[b.level] - severity[a.level] ||
          likelihoodRatio(b.before, totals.before, b.after, totals.after) -
            likelihoodRatio(a.before, totals.before, a.after, totals.after),
      ),
    totals,
  };
}

export const severity: Readonly<Record<Level, number>> = {
  fatal: 4,
  error: 4,
  warn: 3,
  unknown: 2,
  info: 1,
  debug: 0,
  trace: 0,
};

/** A kind of line without any constant word says nothing. */
const says = ({ template }: LineKind): boolean =>
  /[A-Za-z]{3}/.test(template.replaceAll('<*>', ''));

const total = (profiles: readonly FileProfile[]): number =>
  profiles.reduce((sum, profile) => sum + profile.total, 0);

/** The stamp of a repeated line is no part of its statement. */
const withoutHeader = (template: string): string =>
  template.replace(/^(?:<\*>\s*)+(?=(?:DEBUG|INFO|WARN|ERROR|FATAL)\b)/, '');

/** G² of two counts out of two totals. */
function likelihoodRatio(first: number, ofFirst: number, second: number, ofSecond: number): number {
  const rate = (first + second) / (ofFirst + ofSecond);
  const term = (seen: number, wanted: number): number =>
    seen === 0 ? 0 : seen * Math.log(seen / wanted);
  return (
    2 *
    (term(first, ofFirst * rate) +
      term(ofFirst - first, ofFirst * (1 - rate)) +
      term(second, ofSecond * rate) +
      term(ofSecond - second, ofSecond * (1 - rate)))
  );
}
