import { SherpaError } from '../../errors.ts';

export interface AirflowConnection {
  /** Address of the API server or webserver, without `/api`. */
  readonly baseUrl: string;
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 30_000;
const maxAnswerBytes = 64_000_000;

/** GET requests to either version of the API, with the version found out and a token fetched at the first call. */
export function createAirflowApi({
  baseUrl,
  token,
  username,
  password,
  timeoutMs = defaultTimeoutMs,
}: AirflowConnection) {
  const base = baseUrl.replace(/\/+$/, '');
  let found: Promise<{ version: 1 | 2; authorization: string | null }> | undefined;

  async function send(path: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      // A redirect could carry the credentials to another host.
      return await fetch(`${base}${path}`, {
        ...init,
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw new SherpaError(
        'AIRFLOW_UNREACHABLE',
        { reason: limit.aborted ? `no answer in ${timeoutMs / 1000} s` : 'the connection failed' },
        { cause: error },
      );
    }
  }

  async function begin(
    signal?: AbortSignal,
  ): Promise<{ version: 1 | 2; authorization: string | null }> {
    const probe = await send(
      '/api/v2/version',
      { headers: { accept: 'application/json' } },
      signal,
    );
    await probe.body?.cancel();
    const version = probe.status === 404 ? 1 : 2;
    if (token !== undefined) return { version, authorization: `Bearer ${token}` };
    const basic = username === undefined ? null : `Basic ${btoa(`${username}:${password ?? ''}`)}`;
    if (version === 1) return { version, authorization: basic };
    // Without a name the simple auth manager gives a token to everybody, if it is set so.
    const answer = await send(
      '/auth/token',
      username === undefined
        ? { method: 'GET' }
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ username, password }),
          },
      signal,
    );
    if (!answer.ok)
      throw new SherpaError('AIRFLOW_REFUSED', { status: answer.status, path: '/auth/token' });
    const { access_token: access } = (await answer.json()) as { access_token?: unknown };
    return { version, authorization: typeof access === 'string' ? `Bearer ${access}` : null };
  }

  const connected = (signal?: AbortSignal) => {
    found ??= begin(signal).catch((error: unknown) => {
      // The next call tries again.
      found = undefined;
      throw error;
    });
    return found;
  };

  return {
    version: async (signal?: AbortSignal): Promise<1 | 2> => (await connected(signal)).version,
    /** @throws AIRFLOW_UNREACHABLE, AIRFLOW_REFUSED */
    async get<T>(
      path: string,
      query: Readonly<Record<string, string>>,
      signal?: AbortSignal,
    ): Promise<T> {
      const { version, authorization } = await connected(signal);
      const search = new URLSearchParams(query).toString();
      const place = `/api/v${version}/${path}`;
      const answer = await send(
        search ? `${place}?${search}` : place,
        { headers: { accept: 'application/json', ...(authorization && { authorization }) } },
        signal,
      );
      if (!answer.ok) {
        await answer.body?.cancel();
        throw new SherpaError('AIRFLOW_REFUSED', { status: answer.status, path: place });
      }
      return (await readJson(answer, place)) as T;
    },
  };
}

async function readJson(answer: Response, path: string): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += (chunk as Uint8Array).byteLength;
    if (bytes > maxAnswerBytes)
      throw new SherpaError('AIRFLOW_REFUSED', {
        status: `more than ${maxAnswerBytes / 1e6} MB`,
        path,
      });
    chunks.push(chunk as Uint8Array);
  }
  try {
    return JSON.parse(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).text());
  } catch (error) {
    throw new SherpaError('AIRFLOW_REFUSED', { status: 'no JSON', path }, { cause: error });
  }
}
