import type { FailureList, FailureNoteBody, FailureView } from '@datasherpa/server/client';
import { getJson, jsonPost, path, send } from './request.ts';

export const maxNoteLength = 4000;

/** The failures that were seen last. */
export const listFailures = (limit: number): Promise<FailureList> =>
  getJson(path`/failures?limit=${limit}`);

/** Writes what fixed a failure; an empty text removes the note. */
export async function putNote(fingerprint: string, text: string): Promise<FailureView> {
  const body: FailureNoteBody = { text };
  const response = await send(path`/failures/${fingerprint}/note`, {
    ...jsonPost(body, 'application/json'),
    method: 'PUT',
  });
  return (await response.json()) as FailureView;
}
