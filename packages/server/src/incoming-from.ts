import { SherpaError } from '@datasherpa/tools/errors';
import type { RemoteFiles } from '@datasherpa/tools/ports';
import { eventLogAddress } from '@datasherpa/tools/spark';
import { z } from 'zod';
import type { Config } from './config.ts';
import { readJsonBody } from './read-json-body.ts';
import type { Incoming } from './receive-upload.ts';

/** `POST /upload-logs` as JSON: a file that another machine gives. */
export const urlBody = z.strictObject({
  url: z.string().min(1).max(4000).describe('Address of a file, over http or https.'),
});

/**
 * What comes in from the address in a request.
 * @throws URL_NOT_ALLOWED, URL_NOT_READABLE, UPLOAD_TOO_LARGE, TIMED_OUT; INPUT_INVALID and what `readJsonBody` throws
 */
export async function incomingFrom(
  request: Request,
  remote: RemoteFiles | null,
  { maxUploadBytes }: Pick<Config, 'maxUploadBytes'>,
): Promise<Incoming> {
  const body = urlBody.safeParse(await readJsonBody(request));
  if (!body.success)
    throw new SherpaError(
      'INPUT_INVALID',
      { reason: 'a body of JSON holds one address as "url" and nothing else' },
      { field: 'url' },
    );
  if (!remote)
    throw new SherpaError('URL_NOT_ALLOWED', {
      url: 'that was sent',
      reason: 'reading addresses is switched off here',
    });
  const { signal } = request;
  const { url } = body.data;
  // Of a Spark application on a History Server its event log is meant.
  const address = eventLogAddress(url) ?? url;
  const file = await remote.open(address, { maxBytes: maxUploadBytes, signal });
  return { body: file.content, contentType: 'application/octet-stream', name: file.name, signal };
}
