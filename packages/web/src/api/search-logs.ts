import type { Answer } from '@datasherpa/agent/plugin';
import type { SearchLogsBody } from '@datasherpa/server/client';
import { postJson } from './request.ts';

/** Most hits that one search gives back. */
export const maxHits = 500;

/** Numbers of the lines of one file that contain a text, ascending, and how many there are in all. */
export async function findText(
  file: string,
  query: string,
  signal: AbortSignal,
): Promise<{ readonly lines: readonly number[]; readonly total: number }> {
  const body: SearchLogsBody = { query, mode: 'exact', files: [file], limit: maxHits };
  const { data } = await postJson<Answer>('/search-logs', body, { signal });
  const { hits, total } = data as {
    readonly hits: readonly { readonly evidence: { readonly lines: readonly [number, number] } }[];
    readonly total: number;
  };
  return { lines: hits.map(({ evidence }) => evidence.lines[0]).toSorted((a, b) => a - b), total };
}
