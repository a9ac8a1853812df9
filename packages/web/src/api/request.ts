import type { Problem } from '@datasherpa/server/client';

/** An error in the words of the server, or of the page where the server said nothing. */
export class RequestFailed extends Error {
  readonly hint: string;
  /** Of the error catalogue; what programs compare. */
  readonly code: string;

  constructor(message: string, hint: string, code: string) {
    super(message);
    this.hint = hint;
    this.code = code;
  }
}

export const unreachable = (): RequestFailed =>
  new RequestFailed(
    'The server does not answer.',
    'Check that it still runs, then try again.',
    'SERVER_UNREACHABLE',
  );

/** Anything thrown as something that can be shown. */
export const failureOf = (error: unknown): RequestFailed =>
  error instanceof RequestFailed
    ? error
    : new RequestFailed(
        'Something went wrong in the page.',
        'Reload it and try again; if it happens again, report it.',
        'PAGE_ERROR',
      );

const sessions = new EventTarget();

/** Tells when the server answers that it does not know who asks. Returns how to stop listening. */
export function onSessionEnd(act: () => void): () => void {
  sessions.addEventListener('end', act);
  return () => sessions.removeEventListener('end', act);
}

export function problemOf(body: unknown, status: number): RequestFailed {
  const problem = (body ?? {}) as Partial<Problem>;
  if (status === 401) sessions.dispatchEvent(new Event('end'));
  return new RequestFailed(
    problem.detail ?? `The server answered with status ${status}.`,
    problem.hint ?? 'Try again.',
    problem.code ?? 'INTERNAL',
  );
}

/** @throws RequestFailed; what `fetch` throws where the signal was aborted. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw unreachable();
  }
  if (!response.ok) throw problemOf(await response.json().catch(() => null), response.status);
  return response;
}

interface Options {
  readonly signal?: AbortSignal | undefined;
}

export async function getJson<T>(path: string, { signal }: Options = {}): Promise<T> {
  const response = await send(path, signal ? { signal } : {});
  return (await response.json()) as T;
}

export async function postJson<T>(
  path: string,
  body: unknown,
  { signal }: Options = {},
): Promise<T> {
  const response = await send(path, jsonPost(body, 'application/json', signal));
  return (await response.json()) as T;
}

export const jsonPost = (body: unknown, accept: string, signal?: AbortSignal): RequestInit => ({
  method: 'POST',
  headers: { accept, 'content-type': 'application/json' },
  body: JSON.stringify(body),
  ...(signal && { signal }),
});

/** An address with its variable parts escaped. */
export const path = (strings: TemplateStringsArray, ...values: readonly (string | number)[]) =>
  String.raw({ raw: strings }, ...values.map((value) => encodeURIComponent(value)));
