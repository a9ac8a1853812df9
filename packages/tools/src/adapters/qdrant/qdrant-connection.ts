import { setTimeout as sleep } from 'node:timers/promises';
import { QdrantClient } from '@qdrant/js-client-rest';
import { SherpaError } from '../../errors.ts';
import { placeOf, type QdrantSettings } from './qdrant-settings.ts';

/** Of one request, and of all its tries together. Milliseconds. */
export interface QdrantTimes {
  readonly read: number;
  readonly write: number;
  readonly inAll: number;
}

const ordinary: QdrantTimes = { read: 5000, write: 30_000, inAll: 40_000 };
const againMs = [200, 800];

/** Requests to one server. Every request of ours may be made twice: ids are our own, and deletes name what goes. */
export interface QdrantConnection {
  readonly settings: QdrantSettings;
  readonly read: <T>(ask: (client: QdrantClient) => Promise<T>) => Promise<T>;
  readonly write: <T>(ask: (client: QdrantClient) => Promise<T>) => Promise<T>;
}

/** Nothing is sent before the first request. */
export function connectQdrant(settings: QdrantSettings, times = ordinary): QdrantConnection {
  const client = (timeout: number) =>
    new QdrantClient({
      host: settings.host,
      port: settings.port,
      https: settings.https,
      prefix: settings.path,
      timeout,
      // The client would ask in the background and write to the console; see `checkVersion`.
      checkCompatibility: false,
      ...(settings.key !== undefined && { headers: { 'api-key': settings.key } }),
    });
  const [reading, writing] = [client(times.read), client(times.write)];

  async function tried<T>(ask: () => Promise<T>): Promise<T> {
    const until = Date.now() + times.inAll;
    for (let attempt = 0; ; attempt++) {
      try {
        return await ask();
      } catch (error) {
        const wait = againMs[attempt];
        if (!mayPass(error) || wait === undefined || Date.now() + wait > until)
          throw readable(error, settings);
        await sleep(wait);
      }
    }
  }
  return {
    settings,
    read: (ask) => tried(() => ask(reading)),
    write: (ask) => tried(() => ask(writing)),
  };
}

const statusOf = (error: unknown): number | null =>
  error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : null;

/** No answer, too many requests, or a fault of the server: the same request may succeed a moment later. */
function mayPass(error: unknown): boolean {
  const status = statusOf(error);
  return status === null || status === 429 || status >= 500;
}

export const isMissing = (error: unknown): boolean => statusOf(error) === 404;

/** The words never hold the key, nor what the server sent back: that may be text of logs. */
function readable(error: unknown, settings: QdrantSettings): unknown {
  if (error instanceof SherpaError || isMissing(error)) return error;
  return new SherpaError(
    'STORE_UNAVAILABLE',
    { reason: `${placeOf(settings)} ${reasonOf(error)}` },
    { cause: error },
  );
}

function reasonOf(error: unknown): string {
  const status = statusOf(error);
  if (status === 401 || status === 403) return 'refuses the key';
  if (status !== null) return `answers with status ${status}`;
  if (!(error instanceof Error)) return 'does not answer';
  if (error.name === 'QdrantClientTimeoutError') return 'does not answer in time';
  if (error.name === 'QdrantClientResourceExhaustedError') return 'takes no more requests now';
  if (error.name === 'QdrantClientUnexpectedResponseError' || error instanceof SyntaxError)
    return 'answers in a way that Qdrant does not';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `does not answer${code}`;
}
