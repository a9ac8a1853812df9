import type { FileRecord, MetadataStore, Stores } from '@datasherpa/tools/ports';
import { Readable } from 'node:stream';
import busboy from '@fastify/busboy';
import { unpack, type Member } from '@datasherpa/tools/archives';
import { SherpaError } from '@datasherpa/tools/errors';
import { parseDigest } from '@datasherpa/tools/ingestion';
import { v7 as timeOrderedId } from 'uuid';
import type { Config } from './config.ts';
import { deleteUpload } from './delete-upload.ts';
import { queueFile, settleUpload } from './ingestion-worker.ts';
import { markReady } from './mark-ready.ts';
import { countReceived } from './received-bytes.ts';
import { together } from './together.ts';

/** Files up to this size are stored side by side and share their commits. */
const smallBytes = 256 * 1024;
const storedAtOnce = 32;

/** Uploads with the same first file that are compared with a new one. */
const comparedUploads = 50;

/** What comes in: the body of a request or of an answer, or files one by one. */
export type Incoming = IncomingBody | IncomingFiles;

interface IncomingBody {
  readonly body: AsyncIterable<Uint8Array> | null;
  /** Of a form with files, or of one file. */
  readonly contentType: string;
  /** What one file is called. */
  readonly name: string;
  /** Told of what else a form holds. */
  readonly onField?: (name: string, value: string) => void;
  readonly signal: AbortSignal;
}
interface IncomingFiles {
  readonly files: readonly {
    readonly name: string;
    readonly content: AsyncIterable<Uint8Array>;
  }[];
  readonly signal: AbortSignal;
}

export const incomingOf = (request: Request): IncomingBody => ({
  body: request.body as AsyncIterable<Uint8Array> | null,
  contentType: request.headers.get('content-type') ?? '',
  name: new URL(request.url).searchParams.get('name') ?? 'pasted.log',
  signal: request.signal,
});

export interface Received {
  readonly uploadId: string;
  /** True where an earlier upload has exactly these files. */
  readonly existing: boolean;
}

/**
 * Streams files into the stores. Until all are stored the upload is `uploading`; a broken one is discarded whole.
 * @throws UPLOAD_TOO_LARGE, UPLOAD_TOO_MANY_FILES, UPLOAD_NO_FILES, UPLOAD_INTERRUPTED, CONTENT_TYPE_UNSUPPORTED, ARCHIVE_BOMB
 */
export async function receiveUpload(
  stores: Stores,
  config: Config,
  project: string,
  incoming: Incoming,
): Promise<Received> {
  const { signal } = incoming;
  const uploadId = timeOrderedId();
  const createdAt = Date.now();
  await stores.metadata.uploads.insert(
    { id: uploadId, project, status: 'uploading', createdAt, error: null },
    stores.presence.id,
  );
  const files: FileRecord[] = [];
  /** Nothing is written for an upload that was deleted meanwhile: nobody would find it again. */
  const whileItIsThere = together<(metadata: MetadataStore) => Promise<void>>((works) =>
    stores.metadata.transaction(async (metadata) => {
      if (!(await metadata.uploads.get(project, uploadId)))
        throw new SherpaError('UPLOAD_INTERRUPTED');
      for (const work of works) await work(metadata);
    }),
  );
  const keep = async (at: number, member: Member, content: AsyncIterable<Uint8Array>) => {
    const { sha256, bytes } = await stores.blobs.put(content, {
      signal,
      hold: (hash) => whileItIsThere(({ holds }) => holds.forUpload(hash, uploadId)),
    });
    const error =
      member.problem() ??
      (bytes === 0 ? new SherpaError('FILE_EMPTY', { name: member.name }) : null);
    const file: FileRecord = {
      id: timeOrderedId(),
      uploadId,
      project,
      name: member.name,
      status: bytes === 0 ? 'failed' : 'stored',
      sha256,
      bytes,
      receivedBytes: member.packedBytes(),
      duplicateOf: null,
      digest: null,
      error: error ? { code: error.code, message: error.message } : null,
      createdAt: createdAt + at,
    };
    files[at] = file;
    await whileItIsThere((metadata) => metadata.files.insert(file));
  };
  const keeping = new Set<Promise<void>>();
  const failing = Promise.withResolvers<never>();
  let count = 0;
  const store = async (name: string, content: AsyncIterable<Uint8Array>): Promise<void> => {
    const options = { name, maxUnpackedBytes: config.maxUnpackedBytes, spool: stores.spool };
    for await (const member of unpack(content, { ...options, signal })) {
      if (count === config.maxFiles)
        throw new SherpaError('UPLOAD_TOO_MANY_FILES', { limit: config.maxFiles });
      const { isWhole, bytes } = await readAhead(member.content, smallBytes);
      const kept = keep((count += 1) - 1, member, bytes);
      if (!isWhole) await kept;
      keeping.add(kept);
      kept.then(() => keeping.delete(kept), failing.reject);
      if (keeping.size >= storedAtOnce) await Promise.race(keeping);
    }
  };
  try {
    if ('files' in incoming)
      for (const { name, content } of incoming.files)
        await Promise.race([store(name, content), failing.promise]);
    else await readBody(incoming, config, store, failing.promise);
    await Promise.all(keeping);
    if (files.length === 0) throw new SherpaError('UPLOAD_NO_FILES', {}, { field: 'files' });
    const earlier = await complete(stores, project, uploadId, files);
    if (earlier) {
      await deleteUpload({ stores }, project, uploadId);
      return { uploadId: earlier, existing: true };
    }
    const unknown: FileRecord[] = [];
    await stores.metadata.transaction(async (metadata) => {
      for (const file of await metadata.files.listByUpload(uploadId))
        if (file.status === 'stored') {
          // What is known of the content from another file need not be read again.
          const known = parseDigest(file.digest);
          if (known) await markReady(metadata, file, known);
          else unknown.push(file);
        }
    });
    for (const file of unknown) await queueFile(stores, file);
    await settleUpload(stores.metadata, project, uploadId);
    return { uploadId, existing: false };
  } catch (error) {
    await Promise.allSettled(keeping);
    await deleteUpload({ stores }, project, uploadId);
    if (signal.aborted) throw new SherpaError('UPLOAD_INTERRUPTED', {}, { cause: error });
    throw error;
  }
}

/** Reads until the end, or until it is more than `most` bytes: the rest is then read as it is asked for. */
async function readAhead(
  content: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ readonly isWhole: boolean; readonly bytes: AsyncIterable<Uint8Array> }> {
  const iterator = content[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  for (let bytes = 0; bytes <= most; bytes += chunks.at(-1)!.length) {
    const { value, done } = await iterator.next();
    if (done)
      return {
        isWhole: true,
        bytes: (async function* () {
          yield* chunks;
        })(),
      };
    // A decoder may use its memory again for the next.
    chunks.push(value.slice());
  }
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
      yield* { [Symbol.asyncIterator]: () => iterator };
    } finally {
      await iterator.return?.();
    }
  };
  return { isWhole: false, bytes: rest() };
}

/**
 * Ends the state `uploading`, unless an earlier upload has exactly these files: its id is returned then. One transaction, so that
 * of two that are the same and come at once, the second finds the first.
 * @throws UPLOAD_INTERRUPTED where the upload was deleted meanwhile
 */
function complete(
  stores: Stores,
  project: string,
  uploadId: string,
  files: readonly FileRecord[],
): Promise<string | null> {
  return stores.metadata.transaction(async (metadata) => {
    if (!(await metadata.uploads.get(project, uploadId)))
      throw new SherpaError('UPLOAD_INTERRUPTED');
    const content = files[0]!.sha256;
    for (const id of await metadata.uploads.listWithContent(project, content, comparedUploads))
      if (isSame(await metadata.files.listByUpload(id), files)) return id;
    await metadata.uploads.update(uploadId, { status: 'ingesting' });
    return null;
  });
}

/** Same names and contents. A fault of ours may not come again, and who cancelled may want them now: then they are read once more. */
function isSame(earlier: readonly FileRecord[], files: readonly FileRecord[]): boolean {
  const keyOf = (list: readonly FileRecord[]): string =>
    list
      .map(({ name, sha256 }) => `${sha256} ${name}`)
      .toSorted()
      .join('\n');
  const ours = new Set(['INTERNAL', 'FILE_READING_STOPPED']);
  return (
    keyOf(earlier) === keyOf(files) &&
    !earlier.some(
      ({ status, error }) => status === 'cancelled' || (error !== null && ours.has(error.code)),
    )
  );
}

async function readBody(
  { body, contentType, name, onField }: IncomingBody,
  config: Config,
  store: (name: string, content: AsyncIterable<Uint8Array>) => Promise<void>,
  /** What was read before could not be kept: the rest is not waited for. */
  failing: Promise<never>,
): Promise<void> {
  if (!body) throw new SherpaError('UPLOAD_NO_FILES', {}, { field: 'files' });
  const source = Readable.from(limited(body, config.maxUploadBytes));
  if (
    /^(?:text\/plain|application\/(?:octet-stream|gzip|x-gzip|zip|zstd|x-tar|x-bzip2|x-xz))\b/i.test(
      contentType,
    )
  ) {
    await Promise.race([store(name, source), failing]);
    return;
  }
  if (!/^multipart\/form-data\b/i.test(contentType))
    throw new SherpaError('CONTENT_TYPE_UNSUPPORTED', {
      contentType,
      expected:
        'multipart/form-data with parts named "files", or application/octet-stream with ?name=',
    });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let form;
  try {
    form = new busboy.Busboy({
      headers: { 'content-type': contentType },
      preservePath: true,
      limits: { fileSize: Infinity, files: config.maxFiles, fieldSize: 10_000, fields: 20 },
    });
  } catch (cause) {
    throw new SherpaError('UPLOAD_NO_FILES', {}, { cause, field: 'files' });
  }
  const interrupted = (cause: unknown): void =>
    reject(new SherpaError('UPLOAD_INTERRUPTED', {}, { cause }));
  // Parts come one after another; each is stored before the next is read, which also holds the sender back.
  let previous: Promise<void> = Promise.resolve();
  const parts: Readable[] = [];
  form.on('file', (_field: string, stream: Readable, named: string | undefined) => {
    parts.push(stream);
    // A body that ends too early is told to its last part, whether somebody reads that part at the moment or not.
    stream.on('error', interrupted);
    previous = previous.then(() => store(named ?? 'unnamed', stream));
    previous.catch((error: unknown) => {
      stream.resume();
      reject(error as Error);
    });
  });
  if (onField) form.on('field', onField);
  form.on('filesLimit', () =>
    reject(new SherpaError('UPLOAD_TOO_MANY_FILES', { limit: config.maxFiles })),
  );
  form.on('error', interrupted);
  form.on('finish', () => {
    previous.then(resolve, reject);
  });
  source.on('error', reject);
  failing.catch(reject);
  source.pipe(form);
  try {
    await promise;
  } finally {
    source.destroy();
    form.destroy();
    for (const part of parts) part.destroy();
    // What is being stored comes to its end before the upload is discarded.
    await previous.catch(() => {});
  }
}

async function* limited(
  body: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limit) throw new SherpaError('UPLOAD_TOO_LARGE', { limit: `${limit} bytes` });
    countReceived(chunk.length);
    yield chunk;
  }
}
