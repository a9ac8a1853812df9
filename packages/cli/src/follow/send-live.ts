import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveMessage } from '@datasherpa/server/client';
import { SherpaError } from '@datasherpa/tools/errors';
import { Unacknowledged } from './unacknowledged.ts';

/** Bytes that are sent ahead of their acknowledgement; the source is not read while there are more. */
const windowBytes = 1 << 20;
const frameBytes = 1 << 16;
/** The server speaks at least every 15 seconds. */
const silentMs = 60_000;
const firstRetryMs = 100;
const longestRetryMs = 5000;

export interface LiveListener {
  /** Each alert once, in order. */
  onAlert(alert: Extract<LiveMessage, { type: 'alert' }>['alert']): void;
  onRates(rates: Extract<LiveMessage, { type: 'rates' }>): void;
  /** The connection is lost, or there again. */
  onConnection(state: 'lost' | 'back'): void;
}

/**
 * Sends a source to `WS /logs/live` until it ends, whatever happens to the connection: what is not acknowledged is kept and sent
 * again from where the server stands. Where a session cannot go on, another one takes over from the last acknowledged byte.
 * @returns the uploads that were made, mostly one; none where nothing came
 * @throws SERVER_UNREACHABLE where the first connection fails; what the server says that it cannot do
 */
export async function sendLive(
  server: { readonly url: string; readonly key: string | undefined },
  name: string,
  source: AsyncIterable<Uint8Array>,
  listener: LiveListener,
): Promise<string[]> {
  const uploads: string[] = [];
  const buffer = new Unacknowledged();
  let session: string | null = null;
  let alerts = 0;
  let wasConnected = false;
  let isComplete = false;
  let isDone = false;
  let problem: unknown;
  let socket: WebSocket | null = null;
  /** The next byte to be sent over this connection. */
  let next = 0;
  let isReady = false;
  let wake = (): void => {};

  const push = (): void => {
    if (!socket || !isReady) return;
    for (const part of buffer.from(next, frameBytes)) {
      socket.send(part as Uint8Array<ArrayBuffer>);
      next += part.length;
    }
    if (isComplete && buffer.bytes === 0) socket.send('{"type":"end"}');
  };

  function hear(message: LiveMessage): void {
    switch (message.type) {
      case 'ready':
        if (wasConnected) listener.onConnection('back');
        wasConnected = true;
        if (session !== message.session) uploads.push(message.session);
        session = message.session;
        buffer.acknowledge(message.offset);
        next = message.offset;
        isReady = true;
        push();
        break;
      case 'ack':
        buffer.acknowledge(message.offset);
        if (isComplete && buffer.bytes === 0) push();
        break;
      case 'alert':
        if (message.number <= alerts) break;
        alerts = message.number;
        listener.onAlert(message.alert);
        break;
      case 'rates':
        listener.onRates(message);
        break;
      case 'sealed':
        isDone = true;
        break;
      case 'stopping':
        break;
      case 'error':
        if (message.code === 'LIVE_SESSION_GONE' && session !== null) {
          // All of it was stored, and the word about it was lost with the connection.
          if (isComplete && buffer.bytes === 0) isDone = true;
          session = null;
          alerts = 0;
          buffer.startAnew();
        } else if (message.code !== 'STOPPING') {
          const { code, message: detail, hint } = message;
          problem = SherpaError.fromProblem({ code, detail, hint });
        }
    }
    wake();
  }

  /** Until the connection ends. */
  function connect(): Promise<void> {
    const url = new URL('/logs/live', server.url.replace(/^http/, 'ws'));
    if (session === null) url.searchParams.set('name', name);
    else {
      url.searchParams.set('session', session);
      url.searchParams.set('offset', String(buffer.acknowledged));
      url.searchParams.set('alerts', String(alerts));
    }
    return new Promise((resolve) => {
      const opened = new WebSocket(url, {
        // Node takes headers, which browsers do not.
        headers: server.key === undefined ? {} : { authorization: `Bearer ${server.key}` },
      });
      socket = opened;
      let silence: NodeJS.Timeout | undefined;
      const listen = (): void => {
        clearTimeout(silence);
        silence = setTimeout(end, silentMs);
      };
      const end = (): void => {
        clearTimeout(silence);
        if (socket === opened) socket = null;
        isReady = false;
        opened.close();
        resolve();
      };
      listen();
      opened.addEventListener('message', ({ data }) => {
        listen();
        hear(JSON.parse(String(data)) as LiveMessage);
        if (isDone || problem !== undefined) end();
      });
      opened.addEventListener('close', end);
      opened.addEventListener('error', end);
    });
  }

  async function stayConnected(): Promise<void> {
    let retryMs = firstRetryMs;
    while (!isDone && problem === undefined) {
      const before = buffer.acknowledged;
      await connect();
      wake();
      if (isDone || problem !== undefined) return;
      if (!wasConnected) {
        problem = new SherpaError('SERVER_UNREACHABLE', { url: server.url });
        return;
      }
      listener.onConnection('lost');
      retryMs = buffer.acknowledged > before ? firstRetryMs : Math.min(retryMs * 2, longestRetryMs);
      await sleep(retryMs);
    }
  }

  async function read(): Promise<void> {
    for await (const part of source) {
      buffer.add(part);
      push();
      while (buffer.bytes > windowBytes && problem === undefined)
        await new Promise<void>((resolve) => (wake = resolve));
      if (problem !== undefined) return;
    }
    isComplete = true;
    push();
  }

  const reading = read().catch((error: unknown) => {
    problem = error;
    socket?.close();
  });
  await stayConnected();
  wake();
  if (problem !== undefined) throw problem as Error;
  await reading;
  return uploads;
}
