import type { Answer } from '@datasherpa/agent/plugin';
import type { SearchLogsAnswer, SearchLogsBody } from '@datasherpa/server/client';
import { postJson } from './request.ts';

/** The data of an answer of the search; its limits stand beside them. */
export type FoundLines = Omit<SearchLogsAnswer, 'limits'>;

/** Most hits that one search gives back. */
export const maxHits = 500;

/** @throws RequestFailed; what `fetch` throws where the signal was aborted. */
export async function searchLogs(body: SearchLogsBody, signal: AbortSignal): Promise<FoundLines> {
  const { data } = await postJson<Answer>('/search-logs', body, { signal });
  return data as FoundLines;
}

/** Numbers of the lines of one file that contain a text, ascending, and how many there are in all. */
export async function findText(
  file: string,
  query: string,
  signal: AbortSignal,
): Promise<{ readonly lines: readonly number[]; readonly total: number }> {
  const { hits, total } = await searchLogs(
    { query, mode: 'exact', files: [file], limit: maxHits },
    signal,
  );
  return { lines: hits.map(({ evidence }) => evidence.lines[0]).toSorted((a, b) => a - b), total };
}
