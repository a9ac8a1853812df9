import { SherpaError } from '@datasherpa/tools/errors';
import type { Stores } from '@datasherpa/tools/ports';
import type { WebSocket } from 'ws';
import type { LiveMessage } from '../client.ts';
import type { Config } from '../config.ts';
import type { Ingestion } from '../ingestion-worker.ts';
import { openLiveSession, type LiveSession, type LiveSocket } from './live-session.ts';
import { abandonedAfterMs, beginStream, readJournal, sealAbandoned } from './live-stream.ts';

export interface LiveRequest {
  readonly project: string;
  /** Of the file, made safe. */
  readonly name: string;
  readonly session: string | null;
  readonly offset: number;
  readonly alerts: number;
}

/** A sender that is connected. */
export interface LiveConnection {
  receive(bytes: Uint8Array): void;
  /** Nothing more comes. */
  end(): void;
  closed(): void;
}

export interface Live {
  connect(socket: WebSocket, request: LiveRequest): LiveConnection;
  /** Stores what came and closes all connections; their senders may go on with the next process. */
  stop(): Promise<void>;
}

/** Measures of time; tests shorten them. */
export interface LiveTimes {
  readonly beatMs: number;
  readonly abandonedAfterMs: number;
}

const maxSessions = 50;
const ordinary: LiveTimes = { beatMs: 15_000, abandonedAfterMs };
/** A handshake to close is waited for so long when the process stops. */
const closeMs = 1000;

/** The logs that are being followed by this process. */
export function startLive(
  parts: {
    readonly stores: Stores;
    readonly config: Config;
    readonly ingestion: Ingestion;
  },
  times: LiveTimes = ordinary,
): Live {
  const { stores, config, ingestion } = parts;
  const sessions = new Map<string, Promise<LiveSession>>();
  const connections = new Map<WebSocket, { answered: boolean }>();
  let stopping = false;

  /** Sessions are found by who owns them too. */
  const place = (project: string, id: string): string => `${project}/${id}`;
  const open = (
    project: string,
    id: string,
    journal: Awaited<ReturnType<typeof readJournal>> & {},
  ) =>
    openLiveSession(stores, {
      project,
      id,
      journal,
      maxBytes: config.maxUnpackedBytes,
      abandonedAfterMs: times.abandonedAfterMs,
      onEnd: () => {
        sessions.delete(place(project, id));
        ingestion.wake();
      },
    });

  /** A session of this process, one that a process left behind, or a new one. */
  async function sessionOf({ project, name, session }: LiveRequest): Promise<LiveSession> {
    if (stopping) throw new SherpaError('STOPPING');
    const known = session === null ? undefined : sessions.get(place(project, session));
    if (known) return known;
    if (sessions.size >= maxSessions)
      throw new SherpaError('LIVE_SESSIONS_FULL', { limit: maxSessions });
    if (session === null) {
      const { id, journal } = await beginStream(stores, project, name);
      const opened = open(project, id, journal);
      sessions.set(place(project, id), opened);
      return opened;
    }
    const opened = takeOver(project, session);
    sessions.set(place(project, session), opened);
    opened.catch(() => sessions.delete(place(project, session)));
    return opened;
  }

  async function takeOver(project: string, id: string): Promise<LiveSession> {
    const gone = (reason: string) => new SherpaError('LIVE_SESSION_GONE', { id, reason });
    const left = (await stores.metadata.uploads.listReceiving()).find(
      (upload) => upload.id === id && upload.project === project,
    );
    if (!left) throw gone('it is complete or was never begun');
    const { receiver } = left;
    if (receiver !== null && receiver !== stores.presence.id) {
      if (await stores.presence.isAlive(receiver)) throw gone('another process has it');
      if (!(await stores.metadata.uploads.takeOver(id, receiver, stores.presence.id)))
        throw gone('another process has it');
    }
    const journal = await readJournal(stores, id);
    if (!journal) throw gone('it is no live session');
    return open(project, id, journal);
  }

  const beat = setInterval(() => {
    for (const [socket, state] of connections) {
      // It did not answer in all the time since: the way to it is cut.
      if (!state.answered) socket.terminate();
      state.answered = false;
      socket.ping();
    }
    for (const session of sessions.values()) session.then((each) => each.beat()).catch(() => {});
  }, times.beatMs);
  beat.unref();
  const sweep = setInterval(() => void sealAbandoned(stores).catch(() => {}), abandonedAfterMs);
  sweep.unref();

  return {
    connect(socket, request) {
      const state = { answered: true };
      connections.set(socket, state);
      socket.on('pong', () => (state.answered = true));
      const side = socketSide(socket);
      // Read from when there is somebody to take it.
      side.pause();
      let isClosed = false;
      const opened = (async (): Promise<LiveSession | null> => {
        try {
          const session = await sessionOf(request);
          if (isClosed) return null;
          await session.attach(side, request.offset, request.alerts);
          if (isClosed) session.detach(side);
          side.resume();
          return session;
        } catch (cause) {
          const error =
            cause instanceof SherpaError
              ? cause
              : new SherpaError('INTERNAL', { requestId: '(live)' }, { cause });
          const { code, message, hint } = error;
          await side.send({ type: 'error', code, message, hint });
          side.close(1008);
          return null;
        }
      })();
      return {
        // Before `ready` nothing is sent by those who keep to the rules.
        receive: (bytes) => void opened.then((session) => session?.receive(side, bytes)),
        end: () => void opened.then((session) => session?.seal()),
        closed() {
          isClosed = true;
          connections.delete(socket);
          void opened.then((session) => session?.detach(side));
        },
      };
    },
    async stop() {
      stopping = true;
      clearInterval(beat);
      clearInterval(sweep);
      const opened = await Promise.allSettled(sessions.values());
      await Promise.all(
        opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value.stop()] : [])),
      );
      const closing = [...connections.keys()].map(
        (socket) =>
          new Promise<void>((resolve) => {
            socket.once('close', () => resolve());
            setTimeout(() => socket.terminate(), closeMs).unref();
          }),
      );
      await Promise.all(closing);
    },
  };
}

const socketSide = (socket: WebSocket): LiveSocket => ({
  send: (message: LiveMessage) =>
    new Promise((resolve) => {
      if (socket.readyState !== socket.OPEN) resolve();
      else socket.send(JSON.stringify(message), () => resolve());
    }),
  pause: () => socket.pause(),
  resume: () => socket.resume(),
  close: (code) => socket.close(code),
});
