import type { Pacing } from './pacing.ts';
import type { RequestLimit } from './request-limit.ts';

/** Where a model is, and how fast it may be asked. */
export interface EndpointOptions {
  /** With the version, for example `http://127.0.0.1:8000/v1`. A name and password in it are sent as basic authentication. */
  readonly baseUrl: string;
  readonly key?: string;
  readonly limit: RequestLimit;
  /** Told of the tokens that the endpoint counted in a request and its answer, where it counts them. */
  readonly onTokens?: (tokens: { readonly sent: number; readonly received: number }) => void;
  readonly pacing?: Pacing;
}

/** An answer of an endpoint that is not a success. Holds no header and no secret. */
export class EndpointRefusal extends Error {
  override readonly name = 'EndpointRefusal';
  readonly status: number;
  /** What `Retry-After` asks for, in milliseconds. */
  readonly retryAfterMs: number | null;

  constructor(status: number, words: string, retryAfterMs: number | null) {
    super(words);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** A response that is larger than anything a model says. */
export class ResponseTooLarge extends Error {}

/** One endpoint, ready to be asked. */
export interface Endpoint {
  /** Base URL without name and password, fit to be shown. */
  readonly url: string;
  /**
   * As the global `fetch`, but only to this endpoint: adds the key, follows no redirect, bounds the response.
   * @throws EndpointRefusal where the status is not a success; ResponseTooLarge while reading; what `fetch` throws.
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
}

const maxWords = 200;
const maxErrorBytes = 4096;

/** @param maxBytes of one response */
export function openEndpoint(
  { baseUrl, key }: Pick<EndpointOptions, 'baseUrl' | 'key'>,
  maxBytes: number,
): Endpoint {
  const url = new URL(baseUrl);
  const login =
    url.username === '' && url.password === ''
      ? null
      : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  const authorization =
    key !== undefined
      ? `Bearer ${key}`
      : login !== null
        ? `Basic ${Buffer.from(login).toString('base64')}`
        : null;
  const secrets = [key, login?.slice(login.indexOf(':') + 1)].filter(
    (secret) => secret !== undefined && secret !== '',
  ) as string[];

  return {
    url: url.href.replace(/\/$/, ''),
    async fetch(input, init) {
      const response = await fetch(input, {
        ...init,
        headers: {
          accept: 'application/json, text/event-stream',
          ...(init?.body != null && { 'content-type': 'application/json' }),
          ...(authorization !== null && { authorization }),
        },
        redirect: 'manual',
      });
      if (response.ok)
        return response.body
          ? new Response(response.body.pipeThrough(bound(maxBytes)), response)
          : response;
      const words = shown(await firstBytes(response, maxErrorBytes), secrets);
      throw new EndpointRefusal(
        response.status,
        words,
        retryAfter(response.headers.get('retry-after')),
      );
    },
  };
}

function bound(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes > maxBytes)
        controller.error(new ResponseTooLarge(`the response has more than ${maxBytes} bytes`));
      else controller.enqueue(chunk);
    },
  });
}

/** The start of an error page; a page that does not end is given up with what came. */
async function firstBytes(response: Response, most: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of response.body ?? []) {
      parts.push(part);
      bytes += part.length;
      if (bytes >= most) break;
    }
  } catch {
    // The status says enough.
  }
  return new TextDecoder().decode(Buffer.concat(parts).subarray(0, most));
}

/** The endpoint's own words on one line, without the key that some endpoints repeat. */
function shown(body: string, secrets: readonly string[]): string {
  let words = body;
  try {
    const { error, message, detail, title } = JSON.parse(body) as Record<string, unknown>;
    const inner = (error as { message?: unknown } | undefined)?.message;
    words = [inner, error, message, detail, title].find((each) => typeof each === 'string') ?? '';
  } catch {
    // Not JSON: the text itself.
  }
  for (const secret of secrets) words = words.replaceAll(secret, '<key>');
  return words
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, maxWords);
}

/** Seconds, or a date (RFC 9110, section 10.2.3). */
function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  const milliseconds = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : null;
}
