import { quoteLine } from '../diagnosis/index.ts';
import { EventTable, type EventRow } from '../logs/index.ts';
import { HitCounter } from './count-hits.ts';
import { linksOf } from './describe-hit.ts';
import { passes } from './event-filter.ts';
import type { MatchingLines } from './matching-lines.ts';
import type { PlannedFile } from './plan-search.ts';
import {
  limitOfFiles,
  limitOfHits,
  maxFiles,
  quotedBytes,
  searchedOf,
  type Searchable,
} from './search-ranked.ts';
import type { SearchLogsHit, SearchLogsRequest } from './workspace.ts';

/** Every event that passes the filters, in the order of the files; the log itself is read for the shown ones only. */
export async function searchEvents(
  { stores, project, read, sha256 }: Searchable,
  { limit, signal }: Pick<SearchLogsRequest, 'limit' | 'signal'>,
  files: readonly PlannedFile[],
  lines: MatchingLines,
) {
  const counter = new HitCounter();
  const shown: { file: PlannedFile; row: EventRow }[] = [];
  const matching: { id: string; name: string }[] = [];
  let total = 0;
  for (const file of files) {
    const { record, digest, filter } = file;
    const before = total;
    const table = new EventTable(digest.table.index, (from, to) =>
      stores.blobs.read(digest.table.sha256, from, to),
    );
    for await (const rows of table.groups(filter)) {
      signal?.throwIfAborted();
      for (let at = 0; at < rows.length; at++) {
        const row = rows.row(at);
        if (!passes(filter, row)) continue;
        total += 1;
        counter.add(file, row);
        lines.add(file, row.start, row);
        if (shown.length < limit) shown.push({ file, row });
      }
    }
    if (total > before) matching.push({ id: record.id, name: record.name });
  }
  const hits: SearchLogsHit[] = [];
  for (const { file, row } of shown) {
    const { record } = file;
    const evidence = await quoteLine(
      {
        fileId: record.id,
        source: record.name,
        line: row.line,
        eventLine: row.line,
        start: row.start,
        end: Math.min(row.start + quotedBytes, record.bytes),
        matched: '',
      },
      { id: `E${hits.length + 1}`, why: 'It passes the filters.' },
      read,
      sha256,
    );
    if (!evidence) continue;
    hits.push({
      evidence,
      kind: 'event',
      level: row.level,
      time: row.time,
      score: 1,
      template: null,
      occurrences: 1,
      links: linksOf(record, evidence.lines),
    });
  }
  const { counts, limits } = await counter.result('events', stores, project);
  return {
    hits,
    total,
    counts,
    files: matching.slice(0, maxFiles),
    searched: searchedOf(files),
    limits: [
      ...limitOfHits(total, hits.length, 'first'),
      ...limitOfFiles(matching.length, Math.min(matching.length, maxFiles)),
      ...limits,
    ],
  };
}
