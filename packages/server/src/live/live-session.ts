import { createHash } from 'node:crypto';
import { SherpaError } from '@datasherpa/tools/errors';
import { createLiveAnalysis, type LiveAlert } from '@datasherpa/tools/ingestion';
import type { Stores } from '@datasherpa/tools/ports';
import type { LiveMessage } from '../client.ts';
import { logOf, recordAlert, sealStream, type Journal } from './live-stream.ts';

/** What waits to be stored; the socket is not read while there is more. */
const readUpTo = 1 << 18;
const readAgainFrom = 1 << 16;
/** A line that nothing follows for so long is complete. */
const quietMs = 300;
const maxAlerts = 1000;

/** The side of a WebSocket that a session uses. */
export interface LiveSocket {
  /** Resolves when the bytes have left the process, whether they arrive or not. */
  send(message: LiveMessage): Promise<void>;
  pause(): void;
  resume(): void;
  close(code: number): void;
}

export interface LiveSession {
  readonly id: string;
  /** Makes a socket the one of this session: one that was there before is closed. `alerts` is the last number it has. */
  attach(socket: LiveSocket, offset: number, alerts: number): Promise<void>;
  receive(socket: LiveSocket, bytes: Uint8Array): void;
  detach(socket: LiveSocket): void;
  beat(): void;
  /** Stores and tells what waits, and makes it an upload. */
  seal(): Promise<void>;
  /** Stores what waits and lets the sender go, who may come back to another process. */
  stop(): Promise<void>;
}

/** One log that grows. Everything that happens to it happens in order, one thing after another. */
export async function openLiveSession(
  stores: Stores,
  options: {
    readonly project: string;
    readonly id: string;
    readonly journal: Journal;
    readonly maxBytes: number;
    readonly abandonedAfterMs: number;
    /** The session has come to its end. */
    readonly onEnd: () => void;
  },
): Promise<LiveSession> {
  const { project, id, journal, maxBytes } = options;
  const { streams } = stores;
  const log = logOf(id);
  const analysis = createLiveAnalysis({
    fileId: journal.file,
    name: journal.name,
    read: (_, from, to) => streams.read(log, from, to),
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    referenceYear: new Date(journal.startedAt).getUTCFullYear(),
  });
  const alerts: LiveAlert[] = [...journal.alerts];
  let untoldAlerts = 0;
  let size = (await streams.state(log))?.bytes ?? 0;
  // What an earlier process knew is found again in the bytes; what it told is in the journal.
  if (size > 0) for await (const part of streams.get(log)) await analysis.push(part);

  let socket: LiveSocket | null = null;
  const waiting: Uint8Array[] = [];
  /** Bytes that wait or are being stored. */
  let queued = 0;
  let paused = false;
  let ended = false;
  let work = Promise.resolve();
  let quiet: NodeJS.Timeout | undefined;
  let lonely: NodeJS.Timeout | undefined;
  let beatAt = Date.now();
  let beaten = analysis.counts();

  const send = async (message: LiveMessage): Promise<void> => socket?.send(message);
  const inOrder = (step: () => Promise<void>): Promise<void> => {
    work = work.then(step).catch(fail);
    return work;
  };
  const told = async (found: readonly LiveAlert[]): Promise<void> => {
    for (const alert of found) {
      if (alerts.length >= maxAlerts) {
        untoldAlerts += 1;
        continue;
      }
      await recordAlert(stores, id, alert);
      alerts.push(alert);
      await send({ type: 'alert', number: alerts.length, alert });
    }
  };
  const becomeLonely = (): void => {
    lonely = setTimeout(() => void seal(), options.abandonedAfterMs);
    lonely.unref();
  };
  const letGo = (code: number): void => {
    const last = socket;
    socket = null;
    last?.close(code);
  };

  async function takeWaiting(): Promise<void> {
    const bytes = Buffer.concat(waiting.splice(0));
    await take(bytes);
    queued -= bytes.length;
    if (queued > readAgainFrom || !paused) return;
    paused = false;
    socket?.resume();
  }

  async function take(bytes: Uint8Array): Promise<void> {
    if (ended) return;
    if (size + bytes.length > maxBytes)
      throw new SherpaError('UPLOAD_TOO_LARGE', { limit: `${maxBytes} bytes` });
    if (!(await stores.metadata.uploads.get(project, id)))
      throw new SherpaError('LIVE_SESSION_GONE', { id, reason: 'its upload was deleted' });
    size = await streams.append(log, bytes);
    await told(await analysis.push(bytes));
    await send({ type: 'ack', offset: size });
    clearTimeout(quiet);
    quiet = setTimeout(
      () =>
        void inOrder(async () => {
          // More has come since: it waits in the queue.
          if (queued === 0 && !ended) await told(await analysis.flush());
        }),
      quietMs,
    );
    quiet.unref();
  }

  /** The sender hears why; what was stored until then is kept. */
  async function fail(cause: unknown): Promise<void> {
    if (ended) return;
    const error =
      cause instanceof SherpaError
        ? cause
        : new SherpaError('INTERNAL', { requestId: id }, { cause });
    const { code, message, hint } = error;
    await send({ type: 'error', code, message, hint });
    letGo(error.code === 'UPLOAD_TOO_LARGE' ? 1009 : 1011);
    await finish();
  }

  async function finish(): Promise<void> {
    ended = true;
    clearTimeout(quiet);
    clearTimeout(lonely);
    await sealStream(stores, project, id).catch(() => {
      // It stays as it is; the next process seals it.
    });
    options.onEnd();
  }

  function seal(): Promise<void> {
    return inOrder(async () => {
      if (ended) return;
      await told(await analysis.flush());
      const bytes = size;
      await finish();
      await send({ type: 'sealed', upload: id, file: journal.file, bytes });
      letGo(1000);
    });
  }

  return {
    id,
    attach(next, offset, number) {
      const before = socket;
      // What the old connection still brings is not taken any more; what it brought is stored first.
      socket = null;
      paused = false;
      before?.close(4000);
      clearTimeout(lonely);
      return inOrder(async () => {
        if (ended || offset > size) {
          const reason = ended ? 'it has ended' : `it has ${size} bytes, not ${offset}`;
          const { code, message, hint } = new SherpaError('LIVE_SESSION_GONE', { id, reason });
          await next.send({ type: 'error', code, message, hint });
          next.close(1008);
          if (!ended && socket === null) becomeLonely();
          return;
        }
        socket = next;
        await send({ type: 'ready', session: id, file: journal.file, offset: size });
        for (const [at, alert] of alerts.entries())
          if (at + 1 > number) await send({ type: 'alert', number: at + 1, alert });
      });
    },
    receive(from, bytes) {
      if (from !== socket || ended) return;
      queued += bytes.length;
      waiting.push(bytes);
      if (queued > readUpTo && !paused) {
        paused = true;
        from.pause();
      }
      // What has come since the last step is stored and acknowledged in one.
      if (waiting.length === 1) void inOrder(takeWaiting);
    },
    detach(gone) {
      if (gone !== socket) return;
      socket = null;
      paused = false;
      if (!ended) becomeLonely();
    },
    beat() {
      const counts = analysis.counts();
      const minutes = Math.max(1, Date.now() - beatAt) / 60_000;
      const perMinute = (now: number, then: number): number => Math.round((now - then) / minutes);
      void send({
        type: 'rates',
        linesPerMinute: perMinute(counts.lines, beaten.lines),
        errorsPerMinute: perMinute(counts.errors, beaten.errors),
        counts,
        untoldAlerts,
      });
      beatAt = Date.now();
      beaten = counts;
    },
    seal,
    async stop() {
      await inOrder(async () => {
        ended = true;
        clearTimeout(quiet);
        clearTimeout(lonely);
        await send({ type: 'stopping' });
        letGo(1001);
      });
    },
  };
}
