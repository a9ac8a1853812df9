import { quoteLine, type Limit } from '../diagnosis/index.ts';
import { EventTable } from '../logs/index.ts';
import type { BlobStore } from '../ports/index.ts';
import {
  candidateRanges,
  scanLines,
  type ByteRange,
  type LineMatcher,
  type ScanResult,
} from '../search/index.ts';
import { HitCounter } from './count-hits.ts';
import { linksOf } from './describe-hit.ts';
import { passes } from './event-filter.ts';
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
  { stores, project, read, sha256 }: Searchable,
  { limit, signal }: Pick<SearchLogsRequest, 'limit' | 'signal'>,
  plan: {
    readonly matcher: LineMatcher;
    readonly why: string;
    readonly range: readonly [from: number, to: number] | null;
    readonly files: readonly PlannedFile[];
  },
) {
  const { matcher, files, range } = plan;
  const { blobs } = stores;
  const counter = new HitCounter();
  const hits: SearchLogsHit[] = [];
  const matching: { id: string; name: string }[] = [];
  let total = 0;
  let longLines = 0;
  for (const file of files) {
    const { record, digest, filter } = file;
    const table = new EventTable(digest.table.index, (from, to) =>
      blobs.read(digest.table.sha256, from, to),
    );
    const inRange = (line: number): boolean => !range || (line >= range[0] && line <= range[1]);
    const accept = async (line: number): Promise<boolean> => {
      if (!inRange(line)) return false;
      const event = await table.eventAtLine(line);
      if (event && !passes(filter, event)) return false;
      counter.add(file, event);
      return true;
    };
    const found: ScanResult = { hits: [], total: 0, longLines: 0 };
    for await (const part of partsOf(stores.blobs, file, table, plan, signal)) {
      // Lines are numbered from the event that the part begins in.
      const first = await table.eventAtByte(part.from);
      const start = first?.start ?? 0;
      const more = await scanLines(
        blobs.get(record.sha256, { from: start, to: part.to }),
        matcher,
        {
          keep: Math.max(0, limit - hits.length - found.hits.length),
          read: (from, to) => blobs.read(record.sha256, from, to),
          accept,
          firstLine: first?.line ?? 1,
          firstByte: start,
          from: part.from,
          ...(signal && { signal }),
        },
      );
      found.hits.push(...more.hits);
      found.total += more.total;
      found.longLines += more.longLines;
    }
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

/** The parts of a file to scan: those with the lines of the range, those where a fast look finds something, or all of it. */
async function* partsOf(
  blobs: BlobStore,
  { record }: PlannedFile,
  table: EventTable,
  {
    matcher,
    range,
  }: { readonly matcher: LineMatcher; readonly range: readonly [number, number] | null },
  signal: AbortSignal | undefined,
): AsyncGenerator<ByteRange, void, undefined> {
  if (range) {
    const first = await table.eventAtLine(Math.max(1, range[0]));
    const behind = await table.eventAtLine(Math.max(1, range[1] + 1));
    const to = behind && behind.line > range[1] ? behind.start : record.bytes;
    yield { from: first?.start ?? 0, to };
  } else if (matcher.mayMatch)
    yield* candidateRanges(blobs.get(record.sha256), matcher.mayMatch, signal);
  else yield { from: 0, to: record.bytes };
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
