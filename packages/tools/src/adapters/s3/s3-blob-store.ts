import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { SherpaError } from '../../errors.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { Presence } from '../../ports/presence.ts';
import { connectS3 } from './connect-s3.ts';
import { copyInParts, maxCopyBytes } from './copy-in-parts.ts';
import { readableError, statusOf } from './s3-errors.ts';
import { placeOf, type S3Settings } from './s3-settings.ts';

/** Blobs up to this size are hashed in memory and sent in one request; of larger ones so much is on its way at a time, twice. */
const partBytes = 8 << 20;

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/**
 * Blobs as objects named by their SHA-256, below `blobs/`. The name of a large one is known only at its end: it is sent in parts to a name
 * below `incoming/` and copied inside the storage. What processes that are gone left there is swept here; parts of uploads that were
 * never completed are removed by a lifecycle rule of the bucket.
 * @throws STORE_UNAVAILABLE where the bucket cannot be used.
 */
export async function openS3BlobStore(
  settings: S3Settings,
  presence: Presence,
): Promise<BlobStore> {
  const { bucket, prefix } = settings;
  const client = connectS3(settings);
  const Bucket = bucket;
  const encryption = {
    ...(settings.encryption && { ServerSideEncryption: settings.encryption }),
    ...(settings.kmsKey !== undefined && { SSEKMSKeyId: settings.kmsKey }),
  };
  const asked = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      throw readableError(error, settings);
    }
  };
  const keyOf = (sha256: string): string => {
    if (!isHash(sha256)) throw missing(sha256);
    return `${prefix}blobs/${sha256.slice(0, 2)}/${sha256}`;
  };
  const sizeOf = async (sha256: string): Promise<number | null> => {
    if (!isHash(sha256)) return null;
    try {
      const head = await client.send(new HeadObjectCommand({ Bucket, Key: keyOf(sha256) }));
      return head.ContentLength ?? 0;
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw readableError(error, settings);
    }
  };
  const remove = (Key: string) => asked(client.send(new DeleteObjectCommand({ Bucket, Key })));

  async function* keys(Prefix: string): AsyncGenerator<string> {
    try {
      for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix }))
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
    } catch (error) {
      throw readableError(error, settings);
    }
  }

  async function* get(sha256: string, range?: { from: number; to: number }) {
    const Key = keyOf(sha256);
    if (range && range.to <= range.from) return;
    let body: Readable;
    try {
      const Range = range && `bytes=${range.from}-${range.to - 1}`;
      const found = await client.send(
        new GetObjectCommand({ Bucket, Key, ...(Range && { Range }) }),
      );
      body = found.Body as Readable;
    } catch (error) {
      // The range begins behind the end.
      if (statusOf(error) === 416) return;
      throw statusOf(error) === 404 && !isNoBucket(error)
        ? missing(sha256)
        : readableError(error, settings);
    }
    try {
      for await (const chunk of body) yield chunk as Uint8Array;
    } catch (error) {
      throw readableError(error, settings);
    } finally {
      body.destroy();
    }
  }

  try {
    await client.send(new HeadBucketCommand({ Bucket }));
  } catch (error) {
    client.destroy();
    if (statusOf(error) !== 404) throw readableError(error, settings);
    throw new SherpaError(
      'STORE_UNAVAILABLE',
      { reason: `${placeOf(settings)} does not exist` },
      { cause: error },
    );
  }
  const incoming = `${prefix}incoming/`;
  for await (const key of keys(incoming)) {
    const [owner] = key.slice(incoming.length).split('.');
    if (!(await presence.isAlive(owner!))) await remove(key);
  }

  return {
    async put(source, { signal, hold } = {}) {
      const hash = createHash('sha256');
      const { start, rest } = await readStart(source, signal);
      const isWhole = rest === null;
      let bytes = 0;
      const count = (chunk: Uint8Array): void => {
        hash.update(chunk);
        bytes += chunk.length;
      };
      for (const chunk of start) count(chunk);
      const temporary = `${incoming}${presence.id}.${randomUUID()}`;
      try {
        if (!isWhole) await send(temporary, start, rest, count, signal);
        signal?.throwIfAborted();
        const sha256 = hash.digest('hex');
        await hold?.(sha256);
        // Asked after it is held: from here on nobody deletes it.
        const existed = (await sizeOf(sha256)) !== null;
        const Key = keyOf(sha256);
        if (!existed && isWhole)
          await asked(
            client.send(
              new PutObjectCommand({ Bucket, Key, Body: Buffer.concat(start), ...encryption }),
            ),
          );
        else if (!existed) await copy(temporary, Key, bytes);
        return { sha256, bytes, existed };
      } finally {
        if (!isWhole) await remove(temporary).catch(() => {});
      }
    },
    get,
    async read(sha256, from, to) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of get(sha256, { from, to })) chunks.push(chunk);
      return new Uint8Array(Buffer.concat(chunks));
    },
    size: sizeOf,
    async delete(sha256) {
      if (isHash(sha256)) await remove(keyOf(sha256));
    },
    async *list() {
      for await (const key of keys(`${prefix}blobs/`)) yield key.slice(key.lastIndexOf('/') + 1);
    },
  };

  async function send(
    Key: string,
    start: readonly Uint8Array[],
    rest: AsyncIterator<Uint8Array>,
    count: (chunk: Uint8Array) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    let failure: { readonly error: unknown } | null = null;
    async function* all(): AsyncGenerator<Uint8Array> {
      try {
        yield* start;
        for (let next = await rest.next(); !next.done; next = await rest.next()) {
          signal?.throwIfAborted();
          count(next.value);
          yield next.value;
        }
      } catch (error) {
        failure = { error };
        throw error;
      }
    }
    const upload = new Upload({
      client,
      params: { Bucket, Key, Body: Readable.from(all(), { objectMode: false }), ...encryption },
      partSize: partBytes,
      queueSize: 2,
    });
    try {
      await upload.done();
    } catch (error) {
      // The upload may end with what went wrong when it was given up.
      throw (
        (failure as { readonly error: unknown } | null)?.error ?? readableError(error, settings)
      );
    }
  }

  async function copy(from: string, Key: string, bytes: number): Promise<void> {
    const CopySource = `${bucket}/${from.split('/').map(encodeURIComponent).join('/')}`;
    const target = { Bucket, Key, CopySource, ...encryption };
    if (bytes > maxCopyBytes) await asked(copyInParts(client, target, bytes));
    else await asked(client.send(new CopyObjectCommand(target)));
  }
}

const missing = (id: string): SherpaError => new SherpaError('NOT_FOUND', { kind: 'blob', id });

const isNoBucket = (error: unknown): boolean =>
  error instanceof Error && error.name === 'NoSuchBucket';

/** The first chunks of a source; `rest` is what follows where they are more than one part, and null where that was all. */
async function readStart(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<{ start: Uint8Array[]; rest: AsyncIterator<Uint8Array> | null }> {
  const iterator = source[Symbol.asyncIterator]();
  const start: Uint8Array[] = [];
  for (let bytes = 0; bytes <= partBytes;) {
    const next = await iterator.next();
    if (next.done) return { start, rest: null };
    signal?.throwIfAborted();
    start.push(next.value);
    bytes += next.value.length;
  }
  return { start, rest: iterator };
}
