import type {
  JobView,
  LinesView,
  ServerLimits,
  UploadList,
  UploadReceipt,
  UploadView,
} from '@datasherpa/server/client';
import { sendResumable } from './send-resumable.ts';
import { readServerSentEvents } from './read-server-sent-events.ts';
import { getJson, path, postJson, problemOf, send, unreachable } from './request.ts';

/** A file to send, with the name it gets. */
export interface OutgoingFile {
  readonly file: File;
  readonly name: string;
}

const pageSize = 200;

/** All uploads, newest first. */
export async function listUploads(): Promise<readonly UploadView[]> {
  const uploads: UploadView[] = [];
  for (;;) {
    const page = await getJson<UploadList>(
      path`/uploads?limit=${pageSize}&offset=${uploads.length}`,
    );
    uploads.push(...page.uploads);
    if (page.uploads.length === 0 || uploads.length >= page.total) return uploads;
  }
}

export const deleteUpload = (id: string): Promise<Response> =>
  send(path`/uploads/${id}`, { method: 'DELETE' });

/** Stops the reading of a file; it stays, marked. */
export const cancelReading = (file: string): Promise<JobView> =>
  postJson(path`/jobs/${file}/cancel`, {});

/** Reads a file that was cancelled, or could not be read. */
export const readAgain = (file: string): Promise<JobView> =>
  postJson(path`/jobs/${file}/retry`, {});

/** Reads a file as a format and not as what it was detected to be; `auto` detects it again. */
export const readAs = (upload: string, file: string, format: string): Promise<Response> =>
  send(path`/uploads/${upload}/format`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ format, file }),
  });

export const getLimits = (): Promise<ServerLimits> => getJson('/limits');

export const getLines = (
  upload: string,
  file: string,
  range: { readonly from: number; readonly to: number; readonly signal?: AbortSignal },
): Promise<LinesView> =>
  getJson(
    path`/uploads/${upload}/lines?file=${file}&from=${range.from}&to=${range.to}`,
    range.signal ? { signal: range.signal } : {},
  );

/** From this size on, sending again what was sent before would hurt. */
const resumedFromBytes = 32 * 1024 * 1024;

/**
 * Sends files as one upload; much of it in a way that goes on after a break.
 * @param options.onSent share of the bytes that left, 0..1
 * @throws RequestFailed
 */
export async function sendFiles(
  files: readonly OutgoingFile[],
  options: { readonly signal: AbortSignal; readonly onSent: (fraction: number) => void },
): Promise<UploadReceipt> {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  if (bytes < resumedFromBytes) return sendAtOnce(files, options);
  const { upload, existing } = await sendResumable(files, options);
  return { upload: await getJson<UploadView>(path`/uploads/${upload}`), existing };
}

/** `XMLHttpRequest`, because `fetch` does not tell how much was sent. */
function sendAtOnce(
  files: readonly OutgoingFile[],
  options: { readonly signal: AbortSignal; readonly onSent: (fraction: number) => void },
): Promise<UploadReceipt> {
  const { promise, resolve, reject } = Promise.withResolvers<UploadReceipt>();
  const body = new FormData();
  for (const { file, name } of files) body.append('files', file, name);
  const request = new XMLHttpRequest();
  request.open('POST', '/upload-logs');
  request.responseType = 'json';
  request.upload.addEventListener('progress', ({ loaded, total }) =>
    options.onSent(total > 0 ? loaded / total : 0),
  );
  request.addEventListener('error', () => reject(unreachable()));
  request.addEventListener('abort', () => reject(options.signal.reason as Error));
  request.addEventListener('load', () => {
    if (request.status < 400) resolve(request.response as UploadReceipt);
    else reject(problemOf(request.response, request.status));
  });
  options.signal.addEventListener('abort', () => request.abort(), { once: true });
  request.send(body);
  return promise;
}

/** The upload as it changes, until every file is ready or failed. */
export async function* watchUpload(id: string, signal: AbortSignal): AsyncGenerator<UploadView> {
  const response = await send(path`/uploads/${id}/events`, { signal });
  if (!response.body) return;
  for await (const { data } of readServerSentEvents(response.body)) {
    if (data === '[DONE]') return;
    yield JSON.parse(data) as UploadView;
  }
}
