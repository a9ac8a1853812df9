import { SherpaError } from '@datasherpa/tools/errors';

export const maxJsonBytes = 1024 * 1024;
/** So much comes within seconds, also over a slow line. */
const defaultPatienceMs = 30_000;

/**
 * Reads a JSON body, counting its bytes as they come.
 * @param patienceMs in which all of it has to come
 * @throws CONTENT_TYPE_UNSUPPORTED, BODY_TOO_LARGE, JSON_MALFORMED, also for one that does not come to its end
 */
export async function readJsonBody(
  request: Request,
  patienceMs = defaultPatienceMs,
): Promise<unknown> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType))
    throw new SherpaError('CONTENT_TYPE_UNSUPPORTED', {
      contentType,
      expected: 'application/json',
    });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // No `AbortSignal.timeout`: Node keeps its timer, and what listens to it, until the time is over.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patienceMs);
  const { signal } = late;
  const body = request.body?.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal });
  try {
    for await (const chunk of body ?? []) {
      bytes += chunk.length;
      if (bytes > maxJsonBytes)
        throw new SherpaError('BODY_TOO_LARGE', { limit: `${maxJsonBytes} bytes` });
      chunks.push(chunk);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    const reason = `it did not come to its end within ${patienceMs / 1000} s`;
    throw new SherpaError('JSON_MALFORMED', { reason });
  } finally {
    clearTimeout(timer);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (cause) {
    const reason = bytes === 0 ? 'it is empty' : 'it cannot be parsed';
    throw new SherpaError('JSON_MALFORMED', { reason }, { cause });
  }
}
