import { SherpaError } from '@datasherpa/tools/errors';
import type { RemoteFiles, RemoteObjects } from '@datasherpa/tools/ports';
import { eventLogAddress } from '@datasherpa/tools/spark';
import { z } from 'zod';
import type { Config } from './config.ts';
import { readJsonBody } from './read-json-body.ts';
import type { Incoming } from './receive-upload.ts';

/** `POST /upload-logs` as JSON: files that another machine gives. */
export const urlBody = z.strictObject({
  url: z
    .string()
    .min(1)
    .max(4000)
    .describe(
      'Address of a file or of an application on a History Server, over http or https; or of an object or a folder of them, s3://BUCKET/KEY.',
    ),
});

/** What reads addresses; null: no address of that kind is read. */
export interface Sources {
  readonly remote: RemoteFiles | null;
  readonly objects: RemoteObjects | null;
}

/**
 * What comes in from the address in a request.
 * @throws INPUT_INVALID, what `readJsonBody` throws, and what `incomingFrom` throws
 */
export async function incomingFromBody(
  request: Request,
  sources: Sources,
  config: Pick<Config, 'maxUploadBytes' | 'maxFiles'>,
): Promise<Incoming> {
  const body = urlBody.safeParse(await readJsonBody(request));
  if (!body.success)
    throw new SherpaError(
      'INPUT_INVALID',
      { reason: 'a body of JSON holds one address as "url" and nothing else' },
      { field: 'url' },
    );
  return incomingFrom(body.data.url, sources, config, request.signal);
}

/**
 * What comes in from an address.
 * @throws URL_NOT_ALLOWED, URL_NOT_READABLE, UPLOAD_TOO_LARGE, UPLOAD_TOO_MANY_FILES, STORE_UNAVAILABLE, TIMED_OUT
 */
export async function incomingFrom(
  url: string,
  { remote, objects }: Sources,
  { maxUploadBytes: maxBytes, maxFiles }: Pick<Config, 'maxUploadBytes' | 'maxFiles'>,
  signal: AbortSignal,
): Promise<Incoming> {
  if (/^s3[an]?:/i.test(url)) {
    if (!objects) throw switchedOff('object stores');
    return { files: await objects.open(url, { maxBytes, maxFiles, signal }), signal };
  }
  if (!remote) throw switchedOff('addresses');
  // Of a Spark application on a History Server its event log is meant.
  const address = eventLogAddress(url) ?? url;
  const file = await remote.open(address, { maxBytes, signal });
  return { body: file.content, contentType: 'application/octet-stream', name: file.name, signal };
}

const switchedOff = (what: string): SherpaError =>
  new SherpaError('URL_NOT_ALLOWED', {
    url: 'that was sent',
    reason: `reading ${what} is switched off here`,
  });
