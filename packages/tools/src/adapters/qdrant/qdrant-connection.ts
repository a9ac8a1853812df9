import { setTimeout as sleep } from 'node:timers/promises';
import { QdrantClient } from '@qdrant/js-client-rest';
import { SherpaError } from '../../errors.ts';
import { placeOf, type QdrantSettings } from './qdrant-settings.ts';

/** Of one request, and of all its tries together. Milliseconds. */
interface QdrantTimes {
  readonly read: number;
  readonly write: number;
  readonly inAll: number;
}

const ordinary: QdrantTimes = { read: 3000, write: 15_000, inAll: 20_000 };
const againMs = [200, 800];
/** After all tries failed, so long nothing is asked: one answer of ours needs several of the server, and should not wait for each. */
const restMs = 3000;

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

  let down: { readonly until: number; readonly error: unknown } | null = null;

  async function tried<T>(ask: () => Promise<T>): Promise<T> {
    if (down && Date.now() < down.until) throw down.error;
    const until = Date.now() + times.inAll;
    for (let attempt = 0; ; attempt++) {
      try {
        return await ask();
      } catch (error) {
        const wait = againMs[attempt];
        // Who does not answer in time is asked once more only.
        const isLast = wait === undefined || (isTimeout(error) && attempt > 0);
        if (!mayPass(error)) throw readable(error, settings);
        if (isLast || Date.now() + wait > until) {
          const said = readable(error, settings);
          down = { until: Date.now() + restMs, error: said };
          throw said;
        }
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

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && error.name === 'QdrantClientTimeoutError';

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
  if (isTimeout(error)) return 'does not answer in time';
  if (error.name === 'QdrantClientResourceExhaustedError') return 'takes no more requests now';
  if (error.name === 'QdrantClientUnexpectedResponseError' || error instanceof SyntaxError)
    return 'answers in a way that Qdrant does not';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `does not answer${code}`;
}
