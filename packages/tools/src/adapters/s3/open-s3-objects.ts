import {
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import { SherpaError } from '../../errors.ts';
import type { RemoteFile } from '../../ports/remote-files.ts';
import type { RemoteObjects } from '../../ports/remote-objects.ts';
import { connectS3 } from './connect-s3.ts';
import { readableError, statusOf } from './s3-errors.ts';
import type { S3Settings } from './s3-settings.ts';

/** As Hadoop's file systems write it, too. A key is taken as it stands: nothing in it is an escape. */
const address = /^s3[an]?:\/\/([^/]+)(?:\/(.*))?$/is;
const maxAddressLength = 1500;

interface Place {
  readonly url: string;
  readonly key: string;
  readonly source: S3Settings;
}

/**
 * Objects of the places that the operator named, and of no others: a bucket, or what lies below a prefix of it. An address that is no
 * object stands for the folder of that name, such as that of a rolled event log.
 */
export function openS3Objects(sources: readonly S3Settings[]): RemoteObjects {
  const clients = new Map<S3Settings, S3Client>();
  const clientOf = (source: S3Settings): S3Client => {
    const client = clients.get(source) ?? connectS3(source);
    clients.set(source, client);
    return client;
  };

  function placeOf(url: string): Place {
    const refuse = (reason: string): never => {
      throw new SherpaError('URL_NOT_ALLOWED', { url: shown(url), reason });
    };
    const [, bucket, key = ''] = address.exec(url) ?? [];
    if (bucket === undefined || url.length > maxAddressLength)
      throw new SherpaError('INPUT_INVALID', { reason: 'it is not an address' }, { field: 'url' });
    if (key.split('/').some((part) => part === '..' || part === '.'))
      refuse('a part of its path is . or ..');
    const source = sources.find(
      (each) =>
        each.bucket === bucket && (key.startsWith(each.prefix) || `${key}/` === each.prefix),
    );
    return source ? { url, key, source } : refuse('it is not in a place that the operator allows');
  }

  return {
    async open(url, { maxBytes, maxFiles, signal }) {
      const place = placeOf(url);
      const client = clientOf(place.source);
      const found = (await objectAt(client, place, signal)) ?? [
        ...(await objectsBelow(client, place, maxFiles, signal)),
      ];
      const bytes = found.reduce((sum, each) => sum + each.bytes, 0);
      if (found.length === 0)
        throw new SherpaError('URL_NOT_READABLE', {
          url: shown(url),
          reason: 'there is no object of that name, and none below it',
        });
      if (bytes > maxBytes)
        throw new SherpaError('UPLOAD_TOO_LARGE', { limit: `${maxBytes} bytes` });
      return found.map(({ key, name }): RemoteFile => ({
        name,
        contentType: 'application/octet-stream',
        content: contentOf(client, place, key, signal),
      }));
    },
    close() {
      for (const client of clients.values()) client.destroy();
    },
  };
}

interface Found {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
}

async function objectAt(
  client: S3Client,
  { key, source }: Place,
  signal: AbortSignal | undefined,
): Promise<readonly Found[] | null> {
  if (key === '' || key.endsWith('/') || `${key}/` === source.prefix) return null;
  try {
    const head = await client.send(
      new HeadObjectCommand({ Bucket: source.bucket, Key: key }),
      signal ? { abortSignal: signal } : {},
    );
    return [{ key, name: key.slice(key.lastIndexOf('/') + 1), bytes: head.ContentLength ?? 0 }];
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw failure(error, source, signal);
  }
}

async function objectsBelow(
  client: S3Client,
  { key, source }: Place,
  maxFiles: number,
  signal: AbortSignal | undefined,
): Promise<readonly Found[]> {
  const folder = key === '' || key.endsWith('/') ? key : `${key}/`;
  // Names keep the last part: it says that the files below are one rolled log.
  const parent = folder.lastIndexOf('/', folder.length - 2) + 1;
  const found: Found[] = [];
  try {
    const pages = paginateListObjectsV2({ client }, { Bucket: source.bucket, Prefix: folder });
    for await (const { Contents = [] } of pages) {
      signal?.throwIfAborted();
      for (const { Key, Size = 0 } of Contents) {
        // Consoles keep a folder as an object without content.
        if (Key === undefined || Key.endsWith('/')) continue;
        if (found.length === maxFiles)
          throw new SherpaError('UPLOAD_TOO_MANY_FILES', { limit: maxFiles });
        found.push({ key: Key, name: Key.slice(parent), bytes: Size });
      }
    }
  } catch (error) {
    throw failure(error, source, signal);
  }
  return found;
}

async function* contentOf(
  client: S3Client,
  { source }: Place,
  key: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  let body: Readable | undefined;
  try {
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: source.bucket, Key: key }),
      signal ? { abortSignal: signal } : {},
    );
    body = Body as Readable;
    for await (const chunk of body) yield chunk as Uint8Array;
  } catch (error) {
    throw failure(error, source, signal);
  } finally {
    body?.destroy();
  }
}

function failure(error: unknown, source: S3Settings, signal: AbortSignal | undefined): unknown {
  return signal?.aborted ? signal.reason : readableError(error, source);
}

const shown = (url: string): string => url.slice(0, 300);
