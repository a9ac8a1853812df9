import { quoteLine, type Limit } from '../diagnosis/index.ts';
import { EventTable, type EventRow } from '../logs/index.ts';
import { scanLines, scanText, type LineMatcher, type ScanResult } from '../search/index.ts';
import { HitCounter } from './count-hits.ts';
import { linksOf } from './describe-hit.ts';
import { passes } from './event-filter.ts';
import type { MatchingLines } from './matching-lines.ts';
import type { PlannedFile } from './plan-search.ts';
import {
  limitOfFiles,
  limitOfHits,
  maxFiles,
  searchedOf,
  type Searchable,
} from './search-ranked.ts';
import type { SearchLogsHit, SearchLogsRequest } from './workspace.ts';

/**
 * Every raw line that the matcher accepts, in the order of the files, in all of a file or in a range of its lines. Level, time,
 * logger and template of a line are those of the event that it belongs to.
 */
export async function searchLines(
  places: Searchable,
  { limit, signal }: Pick<SearchLogsRequest, 'limit' | 'signal'>,
  plan: {
    readonly matcher: LineMatcher;
    readonly why: string;
    readonly range: readonly [from: number, to: number] | null;
    readonly files: readonly PlannedFile[];
    readonly lines: MatchingLines;
  },
) {
  const { stores, project, read, sha256 } = places;
  const { matcher, files } = plan;
  const counter = new HitCounter();
  const hits: SearchLogsHit[] = [];
  const matching: { id: string; name: string }[] = [];
  let total = 0;
  let longLines = 0;
  for (const file of files) {
    const { record, digest, filter } = file;
    const table = new EventTable(digest.table.index, (from, to) =>
      stores.blobs.read(digest.table.sha256, from, to),
    );
    const found = await scan(places, file, table, plan, {
      keep: Math.max(0, limit - hits.length),
      accept(event, start) {
        if (event && !passes(filter, event)) return false;
        counter.add(file, event);
        plan.lines.add(file, start, event);
        return true;
      },
      ...(signal && { signal }),
    });
    total += found.total;
    longLines += found.longLines;
    if (found.total > 0) matching.push({ id: record.id, name: record.name });
    for (const { number, near, end, matched } of found.hits) {
      const quote = (text: string) =>
        quoteLine(
          {
            fileId: record.id,
            source: record.name,
            line: number,
            eventLine: number,
            start: near,
            end,
            matched: text,
          },
          { id: `E${hits.length + 1}`, why: plan.why },
          read,
          sha256,
        );
      // Text with unreadable bytes or colour codes is not found as it was decoded; the line is shown from its start then.
      const evidence = (await quote(matched)) ?? (await quote(''));
      if (!evidence) continue;
      const row = await table.eventAtLine(number);
      hits.push({
        evidence,
        kind: 'line',
        level: row?.level ?? 'unknown',
        time: row?.time ?? null,
        score: 1,
        template: null,
        occurrences: 1,
        links: linksOf(record, evidence.lines),
      });
    }
  }
  const { counts, limits } = await counter.result('lines', stores, project);
  return {
    hits,
    total,
    counts,
    files: matching.slice(0, maxFiles),
    searched: searchedOf(files),
    limits: [
      ...limitOfHits(total, hits.length, 'first'),
      ...limitOfFiles(matching.length, Math.min(matching.length, maxFiles)),
      ...limitOfLongLines(longLines, matcher.reach),
      ...limits,
    ],
  };
}

/** The lines of a file that match: those of the range, or of all of it. */
async function scan(
  { stores: { blobs } }: Searchable,
  { record }: PlannedFile,
  table: EventTable,
  {
    matcher,
    range,
  }: { readonly matcher: LineMatcher; readonly range: readonly [number, number] | null },
  options: {
    readonly keep: number;
    readonly accept: (event: EventRow | null, start: number) => boolean;
    readonly signal?: AbortSignal;
  },
): Promise<ScanResult> {
  const read = (from: number, to: number) => blobs.read(record.sha256, from, to);
  const { required } = matcher;
  if (!range && required) {
    const eventAt = (byte: number) => table.eventAtByte(byte);
    return scanText(
      blobs.get(record.sha256),
      { ...matcher, required },
      { ...options, read, eventAt },
    );
  }
  const [from, to] = range ?? [1, Infinity];
  const first = await table.eventAtLine(Math.max(1, from));
  const behind = to < Infinity ? await table.eventAtLine(Math.max(1, to + 1)) : null;
  const start = first?.start ?? 0;
  const end = behind && behind.line > to ? behind.start : record.bytes;
  return scanLines(blobs.get(record.sha256, { from: start, to: end }), matcher, {
    ...options,
    read,
    // Lines are numbered from the event that the range begins in.
    firstLine: first?.line ?? 1,
    firstByte: start,
    accept: async (line, byte) =>
      line >= from && line <= to && options.accept(await table.eventAtLine(line), byte),
  });
}

const limitOfLongLines = (lines: number, reach: number): Limit[] =>
  lines > 0
    ? [
        {
          what: 'long lines',
          total: lines,
          shown: 0,
          why: `This pattern is tried on the first ${reach.toLocaleString('en')} characters of a line, and these lines are longer without a match there.`,
          howToGetTheRest:
            'Use mode exact, which reads whole lines, or a pattern with fewer * and +, which reaches further.',
        },
      ]
    : [];
