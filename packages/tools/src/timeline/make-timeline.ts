import {
  quoteLine,
  type CollectedHits,
  type Diagnosis,
  type Evidence,
  type Limit,
  type ReadBytes,
  type Sha256,
} from '../diagnosis/index.ts';
import type { Clock } from './estimate-clocks.ts';
import { distinctMilestones, type DistinctMilestone } from './distinct-milestones.ts';
import { findChain } from './find-chain.ts';
import { findImpact } from './find-impact.ts';
import type { TimelineFile } from './join-entities.ts';
import type { CollectedMilestones, Milestone, MilestoneRule } from './milestone.ts';
import { orderMilestones, type OrderedMilestone } from './order-milestones.ts';
import type { ClockNote, Timeline, TimelineEntry } from './timeline.ts';

export interface TimelineSource {
  readonly fileId: string;
  readonly name: string;
  readonly collected: CollectedMilestones;
  readonly hits: CollectedHits;
  /** Index of the rotated file that was written just before it. */
  readonly follows?: number | null;
}

export interface TimelineOptions {
  readonly read: ReadBytes;
  readonly sha256: Sha256;
  /** Entries to show. */
  readonly limit: number;
  /** Marks the culprit and its symptoms; without it the first bad milestone is the culprit. */
  readonly diagnosis?: Pick<Diagnosis, 'causes' | 'status'>;
}

const maxChain = 16;
const maxImpact = 8;
/** Kinds of which a work has very many, told apart by what they are about; of each the first and the last are shown. */
const perStage = new Set([
  'task-attempt-failed',
  'fetch-failed',
  'stage-failed',
  'stage-resubmitted',
]);

/**
 * One ordered story of all files: milestones with their place in the bytes, what was found out about clocks, the way from the
 * first culprit to the end, and what did not happen because of it. A milestone whose line is not in the stored bytes is left out.
 */
export async function makeTimeline(
  sources: readonly TimelineSource[],
  options: TimelineOptions,
): Promise<Timeline> {
  const { causes = [], status } = options.diagnosis ?? {};
  const top = status === 'found' ? causes[0] : undefined;
  const files = withFoundLine(sources, top);
  const { milestones: ordered, clocks } = orderMilestones(files);
  const lines = linesOfCauses(sources, top ? [top.id, ...top.symptoms] : []);
  const causesAt = ({ file, milestone }: OrderedMilestone): readonly string[] =>
    lines.get(`${file} ${milestone.start}`) ?? [];

  let number = 0;
  const quotes = new Map<OrderedMilestone, Evidence | null>();
  const quoteOf = async (each: OrderedMilestone): Promise<Evidence | null> => {
    const known = quotes.get(each);
    if (known !== undefined) return known;
    const { fileId, name } = sources[each.file]!;
    const quote = await quoteLine(
      { ...each.milestone, fileId, source: name },
      { id: `T${number + 1}`, why: sentence(each) },
      options.read,
      options.sha256,
    );
    if (quote) number += 1;
    quotes.set(each, quote);
    return quote;
  };

  const distinct = distinctMilestones(ordered);
  const steps = findChain(
    distinct.map(({ each }) => each),
    (each) => top !== undefined && causesAt(each).includes(top.id),
  );
  const { shown, left } = choose(
    distinct,
    steps.map(({ milestone }) => milestone),
    options.limit,
  );
  const entries: TimelineEntry[] = [];
  for (const { each, count, alsoIn } of shown) {
    const evidence = await quoteOf(each);
    if (evidence)
      entries.push(
        entryOf(
          each,
          clocks[each.file]!,
          count,
          [...alsoIn].map((file) => sources[file]!.name),
          evidence,
        ),
      );
  }
  const chain: Timeline['chain'][number][] = [];
  for (const { milestone, count } of steps.slice(0, maxChain)) {
    const evidence = await quoteOf(milestone);
    if (!evidence) continue;
    chain.push({
      role: chain.length === 0 ? 'culprit' : 'consequence',
      what: milestone.rule.what({ ...milestone.milestone.facts, ...milestone.ids }),
      quote: milestone.milestone.facts['reason'] ?? null,
      tool: milestone.rule.tool,
      time: milestone.milestone.time,
      count,
      causes: causesAt(milestone),
      evidence,
    });
  }
  const complete = sources.every(
    ({ collected }) => collected.total === collected.milestones.length,
  );
  const impact: Timeline['impact'][number][] = [];
  for (const { what, milestone } of findImpact(ordered, complete).slice(0, maxImpact)) {
    const evidence = await quoteOf(milestone);
    if (evidence) impact.push({ what, evidence });
  }
  const limits: Limit[] = [];
  if (left > 0)
    limits.push({
      what: 'milestones',
      total: entries.length + left,
      shown: entries.length,
      why: 'Steps of the failure, and begins and ends, are shown before routine ones.',
      howToGetTheRest: 'Ask for the timeline with a higher limit, or of fewer files.',
    });
  return {
    entries,
    total: ordered.length,
    clocks: notesOf(sources, clocks),
    filesWithoutZone: sources.filter(
      ({ collected }) => collected.zoneAssumed && collected.total > 0,
    ).length,
    chain,
    impact,
    limits,
  };
}

/** Adds the earliest line in which the cause was found, unless a milestone stands in such a line already. */
function withFoundLine(
  sources: readonly TimelineSource[],
  cause: { readonly id: string; readonly title: string } | undefined,
): TimelineFile[] {
  if (!cause) return [...sources];
  const hits = sources.flatMap((source) =>
    source.hits.hits
      .filter(({ rule, against }) => rule === cause.id && !against)
      .map((hit) => ({ source, hit })),
  );
  const isMilestone = hits.some(({ source, hit }) =>
    source.collected.milestones.some(({ start }) => start === hit.start),
  );
  const [first] = hits.toSorted((a, b) => (a.hit.time ?? Infinity) - (b.hit.time ?? Infinity));
  if (!first || isMilestone) return [...sources];
  const { line, eventLine, start, end, matched, time } = first.hit;
  const rule: MilestoneRule = {
    kind: 'cause-found',
    tool: 'diagnosis',
    match: /(?:)/,
    bad: true,
    what: () => `first sign of: ${cause.title}`,
  };
  const milestone: Milestone = {
    rule: -1,
    line,
    eventLine,
    start,
    end,
    matched,
    time,
    timeIsEstimated: time === null,
    facts: {},
  };
  return sources.map((source) =>
    source === first.source ? { ...source, found: { milestone, rule } } : source,
  );
}

/** Which causes were found in the event that begins at a byte of a file. */
function linesOfCauses(
  sources: readonly TimelineSource[],
  wanted: readonly string[],
): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  sources.forEach(({ hits }, file) => {
    for (const { rule, against, start } of hits.hits) {
      if (against || !wanted.includes(rule)) continue;
      const name = `${file} ${start}`;
      const list = lines.get(name) ?? [];
      if (!list.includes(rule)) lines.set(name, [...list, rule]);
    }
  });
  return lines;
}

/** Keeps of what there is very much the first and the last, and then the weightiest, in their order. */
function choose(
  all: readonly DistinctMilestone[],
  steps: readonly OrderedMilestone[],
  limit: number,
): { shown: DistinctMilestone[]; left: number } {
  const isStep = new Set(steps);
  const kinds = new Map<string, DistinctMilestone[]>();
  const repeated = new Set<DistinctMilestone>();
  const seen = new Set<string>();
  for (const shown of all) {
    const { rule, ids, file, bad } = shown.each;
    const work = ids.application ?? file;
    if (rule.routine || perStage.has(rule.kind)) {
      const name = `${rule.kind} ${work} ${rule.routine ? '' : ids.stage?.split('.')[0]}`;
      const list = kinds.get(name);
      if (list) list.push(shown);
      else kinds.set(name, [shown]);
    }
    const name = `${rule.kind} ${work}`;
    if (bad && seen.has(name)) repeated.add(shown);
    seen.add(name);
  }
  const dropped = new Set<DistinctMilestone>();
  for (const list of kinds.values()) {
    if (list.length <= 2) continue;
    for (const each of list.slice(1, -1)) if (!isStep.has(each.each)) dropped.add(each);
    list[0]!.count = list.length - 1;
  }
  const kept = all.filter((each) => !dropped.has(each));
  const position = new Map(kept.map((each, at) => [each, at]));
  const weight = (shown: DistinctMilestone): number => {
    const { each } = shown;
    if (isStep.has(each)) return 5;
    if (each.bad) return repeated.has(shown) ? 2 : 4;
    return each.rule.routine ? 1 : 3;
  };
  const shown = kept
    .toSorted((a, b) => weight(b) - weight(a) || position.get(a)! - position.get(b)!)
    .slice(0, limit)
    .toSorted((a, b) => position.get(a)! - position.get(b)!);
  return { shown, left: kept.length - shown.length };
}

const sentence = ({ rule, milestone, ids }: OrderedMilestone): string => {
  const what = rule.what({ ...milestone.facts, ...ids });
  return `${what.slice(0, 1).toUpperCase()}${what.slice(1)}.`;
};

function entryOf(
  { milestone, rule, ids, bad }: OrderedMilestone,
  { zoneMinutes, skewMs }: Clock,
  count: number,
  alsoIn: readonly string[],
  evidence: Evidence,
): TimelineEntry {
  const lead = zoneMinutes * 60_000 + skewMs;
  return {
    time: milestone.time,
    timeIsEstimated: milestone.timeIsEstimated || lead !== 0,
    skewMs: lead,
    tool: rule.tool,
    kind: rule.kind,
    ids,
    what: rule.what({ ...milestone.facts, ...ids }),
    quote: milestone.facts['reason'] ?? null,
    bad,
    count,
    alsoIn,
    evidence,
  };
}

function notesOf(sources: readonly TimelineSource[], clocks: readonly Clock[]): ClockNote[] {
  return clocks.flatMap(({ zoneAssumed, zoneMinutes, skewMs, pairs, contradictory }, at) => {
    const { fileId, name, collected } = sources[at]!;
    if (collected.total === 0) return [];
    const parts = [
      ...(zoneMinutes === 0 ? [] : [`times without a zone fit ${zoneName(zoneMinutes)}`]),
      ...(skewMs === 0
        ? []
        : [
            `the clock seems ${(Math.abs(skewMs) / 1000).toFixed(1)} s ${skewMs > 0 ? 'ahead' : 'behind'}`,
          ]),
      ...(contradictory ? ['what must come before what contradicts its times'] : []),
    ];
    if (parts.length === 0) return [];
    const estimated = zoneMinutes !== 0 || skewMs !== 0;
    const note = `${parts.join('; ')}${estimated ? ` (estimated from ${pairs} pairs of lines whose order is certain)` : ''}`;
    return [{ fileId, source: name, zoneAssumed, zoneMinutes, skewMs, pairs, note }];
  });
}

const zoneName = (minutes: number): string =>
  `UTC${minutes < 0 ? '-' : '+'}${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
