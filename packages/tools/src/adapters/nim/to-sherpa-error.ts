import { SherpaError } from '../../errors.ts';
import { EndpointRefusal, ResponseTooLarge } from './endpoint.ts';

/** The refusal inside an error that a client library wrapped. */
export function refusalIn(error: unknown): EndpointRefusal | null {
  for (let each = error; each instanceof Error; each = each.cause)
    if (each instanceof EndpointRefusal) return each;
  return null;
}

/** Errors of the network, which have a code of the operating system or of the HTTP client. */
export function networkCodeOf(error: unknown): string | null {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code } = each as { code?: unknown };
    if (typeof code === 'string' && /^(?:E[A-Z_]+|UND_ERR_\w+)$/.test(code)) return code;
  }
  return null;
}

const networkWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its address',
  ENOTFOUND: 'the name of its host is unknown',
  EAI_AGAIN: 'the name of its host could not be looked up',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its network cannot be reached',
  UND_ERR_CONNECT_TIMEOUT: 'its host does not accept the connection',
};

/**
 * The error of the catalogue for whatever went wrong at an endpoint. The original is not kept as cause: it may hold headers.
 * @param waitSeconds what a caller would have to wait, where a rate limit is at fault.
 */
export function toSherpaError(error: unknown, waitSeconds = 60): SherpaError {
  if (error instanceof SherpaError) return error;
  const refusal = refusalIn(error);
  if (refusal) {
    const { status } = refusal;
    if (status === 429) return new SherpaError('MODEL_RATE_LIMITED', { seconds: waitSeconds });
    return new SherpaError('MODEL_UNAVAILABLE', {
      reason: `${refusalWords(status)} (${status})${refusal.message ? `: ${refusal.message}` : ''}`,
    });
  }
  for (let each = error; each instanceof Error; each = each.cause) {
    if (each instanceof SyntaxError)
      return new SherpaError('MODEL_BAD_ANSWER', { reason: 'it is not valid JSON' });
    if (each instanceof ResponseTooLarge)
      return new SherpaError('MODEL_BAD_ANSWER', { reason: each.message });
  }
  // The client library's error for an error object inside the stream; its words are the endpoint's and unchecked.
  if (error instanceof Error && error.constructor.name === 'APIError')
    return new SherpaError('MODEL_UNAVAILABLE', { reason: 'it reported an error in its answer' });
  const code = networkCodeOf(error);
  if (code !== null || (error instanceof TypeError && error.message === 'terminated'))
    return new SherpaError('MODEL_UNAVAILABLE', {
      reason: networkWords[code ?? ''] ?? 'the connection broke off',
    });
  return new SherpaError('MODEL_BAD_ANSWER', { reason: 'it does not have the expected form' });
}

function refusalWords(status: number): string {
  if (status < 400) return 'it redirects, and only the address that was set is used';
  if (status === 401 || status === 403) return 'it does not accept the key';
  if (status === 404) return 'it does not know the model or the path';
  return status < 500 ? 'it refused the request' : 'it failed';
}
