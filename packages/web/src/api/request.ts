import type { Answer } from '@datasherpa/agent/plugin';
import type {
  LinesView,
  Problem,
  UploadList,
  UploadReceipt,
  UploadView,
} from '@datasherpa/server/client';

/** The small HTTP client of the page. Every method throws a `RequestFailed` with the words of the server. */

export class RequestFailed extends Error {
  readonly hint: string;
  readonly code: string;

  constructor(message: string, hint: string, code: string) {
    super(message);
    this.hint = hint;
    this.code = code;
  }
}

async function request<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new RequestFailed(
      'The server does not answer.',
      'Check that it still runs, then try again.',
      'SERVER_UNREACHABLE',
    );
  }
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  throw new RequestFailed(
    problem.detail ?? `The server answered ${response.status}.`,
    problem.hint ?? 'Try again.',
    problem.code ?? 'INTERNAL',
  );
}

export const listUploads = (): Promise<UploadList> => request('/uploads?limit=20');

export const getUpload = (id: string): Promise<UploadView> =>
  request(`/uploads/${encodeURIComponent(id)}`);

export async function sendFiles(files: readonly File[]): Promise<UploadReceipt> {
  const body = new FormData();
  for (const file of files) body.append('files', file, file.webkitRelativePath || file.name);
  return request('/upload-logs', { method: 'POST', body });
}

export const ask = (
  question: string,
  upload: string | null,
  signal: AbortSignal,
): Promise<Answer> =>
  request('/debug', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question, ...(upload && { uploads: [upload] }) }),
    signal,
  });

export const getLines = (
  upload: string,
  file: string,
  from: number,
  to: number,
): Promise<LinesView> =>
  request(
    `/uploads/${encodeURIComponent(upload)}/lines?file=${encodeURIComponent(file)}&from=${from}&to=${to}`,
  );
