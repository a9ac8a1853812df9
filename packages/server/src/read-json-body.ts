import { SherpaError } from '@datasherpa/tools/errors';

export const maxJsonBytes = 1024 * 1024;

/**
 * Reads a JSON body, counting its bytes as they come.
 * @throws CONTENT_TYPE_UNSUPPORTED, BODY_TOO_LARGE, JSON_MALFORMED
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType))
    throw new SherpaError('CONTENT_TYPE_UNSUPPORTED', {
      contentType,
      expected: 'application/json',
    });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxJsonBytes)
      throw new SherpaError('BODY_TOO_LARGE', { limit: `${maxJsonBytes} bytes` });
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (cause) {
    const reason = bytes === 0 ? 'it is empty' : 'it cannot be parsed';
    throw new SherpaError('JSON_MALFORMED', { reason }, { cause });
  }
}
