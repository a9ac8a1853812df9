import { createHash } from 'node:crypto';
import { SherpaError } from '@datasherpa/tools/errors';
import type { Stores } from '@datasherpa/tools/ports';
import type { Config } from '../config.ts';
import type { Ingestion } from '../ingestion-worker.ts';
import { receiveUpload } from '../receive-upload.ts';
import {
  createPartStore,
  removeExpired,
  type Head,
  type Outcome,
  type PartState,
} from './part-store.ts';
import type { Checksum } from './tus-headers.ts';

/** What has a checksum is held in memory until it was checked. */
const maxCheckedBytes = 16 * 1024 * 1024;
const writtenAtOnce = 1024 * 1024;
const sweepEveryMs = 600_000;

export interface ResumableUploads {
  /** Begins an upload, or finds the unfinished one of the same key and length. Throws UPLOAD_TOO_LARGE. */
  begin(head: Head): Promise<PartState>;
  /** How far it is. A request that is sending it at the moment is ended first: its sender has lost it, or it is another one. */
  state(project: string, id: string): Promise<PartState>;
  /**
   * Writes behind what is there. When all is there it becomes an upload, as with `POST /upload-logs`.
   * @throws UPLOAD_OFFSET_WRONG, UPLOAD_CHECKSUM_WRONG, UPLOAD_BUSY, UPLOAD_EXPIRED, NOT_FOUND, and what `receiveUpload` throws
   */
  append(project: string, id: string, chunk: Chunk): Promise<PartState>;
  remove(project: string, id: string): Promise<void>;
  stop(): Promise<void>;
}

interface Chunk {
  readonly offset: number;
  readonly body: AsyncIterable<Uint8Array>;
  readonly checksum: Checksum | null;
  readonly signal: AbortSignal;
}

/** Uploads that go on after a break, of the connection, of the sender or of this process. */
export function startResumableUploads(
  stores: Stores,
  config: Config,
  ingestion: Ingestion,
): ResumableUploads {
  const parts = createPartStore(stores.streams);
  const stopping = new AbortController();
  /** Who writes to an upload at the moment. */
  const writing = new Map<string, { abort: AbortController; done: Promise<unknown> }>();
  const finishing = new Map<string, Promise<Outcome>>();
  const sweeper = setInterval(
    () => void removeExpired(parts, Date.now()).catch(() => {}),
    sweepEveryMs,
  );
  sweeper.unref();

  async function known(project: string, id: string): Promise<PartState> {
    const state = await parts.state(id);
    if (state?.project !== project)
      throw new SherpaError('NOT_FOUND', { kind: 'unfinished upload', id: id.slice(0, 100) });
    if (state.expiresAt > Date.now()) return state;
    await parts.remove(id);
    throw new SherpaError('UPLOAD_EXPIRED');
  }

  /** What is whole becomes an upload, once, however many ask. */
  async function finished(state: PartState): Promise<PartState> {
    if (state.outcome || state.offset < state.length) return state;
    let work = finishing.get(state.id);
    if (!work) {
      work = finish(state).finally(() => finishing.delete(state.id));
      finishing.set(state.id, work);
    }
    return { ...state, outcome: await work };
  }

  async function finish({ id, project, contentType, name, sha256 }: PartState): Promise<Outcome> {
    try {
      const { uploadId, existing } = await receiveUpload(stores, config, project, {
        body: checked(parts.content(id), sha256),
        contentType,
        name,
        signal: stopping.signal,
      });
      const outcome = { upload: uploadId, existing };
      await parts.finish(id, outcome);
      ingestion.wake();
      return outcome;
    } catch (error) {
      // What is wrong with it is wrong with it the next time too; a fault of ours may not be.
      if (error instanceof SherpaError && error.status < 500 && !stopping.signal.aborted)
        await parts.remove(id);
      throw error;
    }
  }

  async function write(state: PartState, chunk: Chunk, signal: AbortSignal): Promise<void> {
    const { id, length } = state;
    let { offset } = state;
    let held: Uint8Array[] = [];
    let heldBytes = 0;
    const hash = chunk.checksum && createHash(chunk.checksum.algorithm);
    const flush = async (): Promise<void> => {
      const bytes = held.length === 1 ? held[0]! : Buffer.concat(held);
      held = [];
      heldBytes = 0;
      if (bytes.length > 0) offset = await parts.append(id, bytes);
    };
    try {
      for await (const bytes of untilAborted(chunk.body, signal)) {
        if (offset + heldBytes + bytes.length > length)
          throw new SherpaError(
            'INPUT_INVALID',
            { reason: `more than ${length} bytes were sent` },
            { field: 'Upload-Length' },
          );
        held.push(bytes);
        heldBytes += bytes.length;
        hash?.update(bytes);
        if (hash && heldBytes > maxCheckedBytes)
          throw new SherpaError('BODY_TOO_LARGE', { limit: `${maxCheckedBytes} bytes` });
        if (!hash && heldBytes >= writtenAtOnce) await flush();
      }
    } catch (error) {
      // What came before the break is kept.
      if (!hash) await flush();
      throw error;
    }
    if (hash && hash.digest('base64') !== chunk.checksum?.value)
      throw new SherpaError('UPLOAD_CHECKSUM_WRONG', { what: 'the bytes of this request', offset });
    await flush();
  }

  return {
    async begin(head) {
      if (head.length > config.maxUploadBytes)
        throw new SherpaError('UPLOAD_TOO_LARGE', { limit: `${config.maxUploadBytes} bytes` });
      const again =
        head.key === ''
          ? undefined
          : (await parts.all()).find(
              ({ key, length, contentType, project, outcome, expiresAt }) =>
                key === head.key &&
                length === head.length &&
                contentType === head.contentType &&
                project === head.project &&
                outcome === null &&
                expiresAt > Date.now(),
            );
      const state = again ?? (await known(head.project, await parts.begin(head)));
      return finished(state);
    },
    async state(project, id) {
      const busy = writing.get(id);
      busy?.abort.abort(new SherpaError('UPLOAD_BUSY'));
      await busy?.done.catch(() => {});
      return finished(await known(project, id));
    },
    async append(project, id, chunk) {
      if (writing.has(id)) throw new SherpaError('UPLOAD_BUSY');
      const abort = new AbortController();
      const work = async (): Promise<void> => {
        const state = await known(project, id);
        if (state.offset !== chunk.offset)
          throw new SherpaError(
            'UPLOAD_OFFSET_WRONG',
            { offset: state.offset, given: chunk.offset },
            { field: 'Upload-Offset' },
          );
        if (!state.outcome)
          await write(state, chunk, AbortSignal.any([abort.signal, chunk.signal, stopping.signal]));
      };
      const done = work();
      writing.set(id, { abort, done });
      try {
        await done;
      } finally {
        writing.delete(id);
      }
      return finished(await known(project, id));
    },
    async remove(project, id) {
      await known(project, id);
      const busy = writing.get(id);
      busy?.abort.abort(new SherpaError('UPLOAD_BUSY'));
      await busy?.done.catch(() => {});
      await finishing.get(id)?.catch(() => {});
      await parts.remove(id);
    },
    async stop() {
      clearInterval(sweeper);
      stopping.abort(new SherpaError('STOPPING'));
      await Promise.allSettled([
        ...finishing.values(),
        ...[...writing.values()].map(({ done }) => done),
      ]);
    },
  };
}

/** Ends with the abort reason as soon as the signal is aborted, whatever the source waits for. */
async function* untilAborted(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => {});
  const abort = (): void => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await Promise.race([iterator.next(), aborted.promise]);
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    // Not waited for: it may hang where the source does.
    void iterator.return?.()?.catch(() => {});
  }
}

/** Fails at its end where the bytes do not have that hash. */
async function* checked(
  source: AsyncIterable<Uint8Array>,
  sha256: string,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const bytes of source) {
    hash.update(bytes);
    yield bytes;
  }
  if (sha256 !== '' && hash.digest('hex') !== sha256.toLowerCase())
    throw new SherpaError('UPLOAD_CHECKSUM_WRONG', { what: 'the whole upload', offset: 0 });
}
