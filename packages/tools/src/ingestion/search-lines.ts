import { quoteLine, type Limit } from '../diagnosis/index.ts';
import { EventTable, isWithin } from '../logs/index.ts';
import { lineMatcher, scanLines } from '../search/index.ts';
import {
  limitOfFiles,
  limitOfHits,
  maxFiles,
  searchedOf,
  type ReadyFile,
  type Searchable,
} from './search-ranked.ts';
import type { SearchLogsAnswer, SearchLogsHit, SearchLogsRequest } from './workspace.ts';

/**
 * Every raw line with the text or pattern, in the order of the files. Level and time of a line are those of the event that it
 * belongs to.
 * @throws QUERY_INVALID for a pattern that cannot be read or could run away.
 */
export async function searchLines(
  { stores, read, sha256 }: Searchable,
  request: SearchLogsRequest,
  mode: 'exact' | 'regex',
  files: readonly ReadyFile[],
): Promise<SearchLogsAnswer> {
  const { blobs } = stores;
  const matcher = lineMatcher(request.query, mode);
  const filtered = request.levels ?? request.after ?? request.before;
  const hits: SearchLogsHit[] = [];
  const matching: { id: string; name: string }[] = [];
  let total = 0;
  let longLines = 0;
  for (const { record, digest } of files) {
    const table = new EventTable(digest.table.index, (from, to) =>
      blobs.read(digest.table.sha256, from, to),
    );
    const accept = async (line: number): Promise<boolean> => {
      const event = await table.eventAtLine(line);
      return (
        event !== null &&
        isWithin(event.time, request) &&
        (!request.levels || request.levels.includes(event.level))
      );
    };
    const found = await scanLines(blobs.get(record.sha256), matcher, {
      keep: Math.max(0, request.limit - hits.length),
      read: (from, to) => blobs.read(record.sha256, from, to),
      ...(filtered !== undefined && { accept }),
      ...(request.signal && { signal: request.signal }),
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
          {
            id: `E${hits.length + 1}`,
            why: mode === 'exact' ? 'It has the text.' : 'It matches the pattern.',
          },
          read,
          sha256,
        );
      // Text with unreadable bytes or colour codes is not found as it was decoded; the line is shown from its start then.
      const evidence = (await quote(matched)) ?? (await quote(''));
      if (!evidence) continue;
      const event = await table.eventAtLine(number);
      hits.push({
        evidence,
        kind: 'line',
        level: event?.level ?? 'unknown',
        time: event?.time ?? null,
        score: 1,
        template: null,
        occurrences: 1,
      });
    }
  }
  return {
    hits,
    total,
    files: matching.slice(0, maxFiles),
    searched: searchedOf(files),
    limits: [
      ...limitOfHits(total, hits.length),
      ...limitOfFiles(matching.length, Math.min(matching.length, maxFiles)),
      ...limitOfLongLines(longLines, matcher.reach),
    ],
  };
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
