import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { SherpaError } from '../../errors.ts';
import type { RemoteFile, RemoteFiles } from '../../ports/remote-files.ts';
import { allowsHost } from './allowed-hosts.ts';
import { isPrivateAddress, isPublicAddress } from './is-public-address.ts';

const maxRedirects = 5;
const maxUrlLength = 4000;
/** Without a byte for this long, the other side is given up. */
const silentMs = 30_000;
const wholeMs = 30 * 60_000;

type Resolve = (
  host: string,
  done: (error: Error | null, addresses?: readonly LookupAddress[]) => void,
) => void;

export interface RemoteFilesOptions {
  /** Hosts that may be asked, see `allowsHost`. */
  readonly hosts: readonly string[];
  /** Hosts that may be asked and may be machines of the own network, too; see `isPrivateAddress`. */
  readonly privateHosts?: readonly string[];
  /** Which addresses any of them may have. */
  readonly isAllowedAddress?: (address: string) => boolean;
  readonly resolve?: Resolve;
}

const resolveBySystem: Resolve = (host, done) =>
  systemLookup(host, { all: true, verbatim: true }, done);

/**
 * Files over HTTP and HTTPS, of allowed hosts only, and of machines that are not in the public internet only where the host is allowed
 * to be one: each address that a name stands for is checked, and the connection goes to those that were checked. The same holds for each
 * redirect.
 */
export function openRemoteFiles({
  hosts,
  privateHosts = [],
  isAllowedAddress = isPublicAddress,
  resolve = resolveBySystem,
}: RemoteFilesOptions): RemoteFiles {
  const isAllowed = (url: URL, address: string): boolean =>
    isAllowedAddress(address) || (allowsHost(privateHosts, url) && isPrivateAddress(address));
  const lookupFor =
    (url: URL): LookupFunction =>
    (host, options, done) =>
      resolve(host, (error, addresses = []) => {
        const [first] = addresses;
        if (error || !first) done(error ?? new Error('no address'), []);
        // One that is not allowed spoils all: the name is not what it should be.
        else if (!addresses.every(({ address }) => isAllowed(url, address)))
          done(new ForbiddenAddress('its name stands for a private address'), []);
        else if (options.all) done(null, [...addresses]);
        else done(null, first.address, first.family);
      });

  function check(url: URL): void {
    const refuse = (reason: string): never => {
      throw new SherpaError('URL_NOT_ALLOWED', { url: shown(url), reason });
    };
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      refuse('only http and https are read');
    if (url.username !== '' || url.password !== '') refuse('it holds a login');
    if (!allowsHost([...hosts, ...privateHosts], url))
      refuse('its host is not one of those that the operator allows');
    // A name is checked when it is looked up; an address in any spelling is one here already.
    const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(literal) !== 0 && !isAllowed(url, literal)) refuse('it is a private address');
  }

  return {
    async open(text, { maxBytes, signal }) {
      if (text.length > maxUrlLength || !URL.canParse(text))
        throw new SherpaError(
          'INPUT_INVALID',
          { reason: 'it is not an address' },
          { field: 'url' },
        );
      const whole = AbortSignal.timeout(wholeMs);
      const either = signal ? AbortSignal.any([signal, whole]) : whole;
      let url = new URL(text);
      for (let redirects = 0; ; redirects++) {
        check(url);
        const words = { url, signal, whole };
        const response = await ask(url, lookupFor(url), either).catch((error: unknown) => {
          throw reasonOf(error, words);
        });
        const { statusCode = 0, headers } = response;
        const next = headers.location;
        if (statusCode >= 300 && statusCode < 400 && next !== undefined) {
          response.destroy();
          if (redirects === maxRedirects)
            throw unreadable(url, `it redirects more than ${maxRedirects} times`);
          if (!URL.canParse(next, url.href))
            throw unreadable(url, 'it redirects to what is no address');
          url = new URL(next, url);
          continue;
        }
        if (statusCode !== 200) {
          response.destroy();
          throw unreadable(url, `its server answered with status ${statusCode}`);
        }
        if (Number(headers['content-length'] ?? 0) > maxBytes) {
          response.destroy();
          throw tooLarge(maxBytes);
        }
        return {
          name: nameOf(url, headers['content-disposition']),
          contentType: headers['content-type'] ?? '',
          content: contentOf(response, maxBytes, words),
        } satisfies RemoteFile;
      }
    },
  };
}

class ForbiddenAddress extends Error {}
class Silent extends Error {}

function ask(url: URL, lookup: LookupFunction, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      // A connection of its own: none is taken over that was checked for another name.
      agent: false,
      lookup,
      signal,
      headers: { 'user-agent': 'datasherpa', accept: '*/*', 'accept-encoding': 'identity' },
    });
    request.setTimeout(silentMs, () => request.destroy(new Silent()));
    request.once('error', reject);
    request.once('response', (response) => {
      request.off('error', reject);
      // What breaks from now on is told where the content is read.
      request.on('error', (error) => response.destroy(error));
      resolve(response);
    });
    request.end();
  });
}

interface Words {
  readonly url: URL;
  readonly signal: AbortSignal | undefined;
  readonly whole: AbortSignal;
}

async function* contentOf(
  response: IncomingMessage,
  maxBytes: number,
  words: Words,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      yield chunk;
    }
  } catch (error) {
    throw reasonOf(error, words);
  } finally {
    response.destroy();
  }
  if (!response.complete) throw unreadable(words.url, 'it broke off');
}

const tooLarge = (maxBytes: number): SherpaError =>
  new SherpaError('UPLOAD_TOO_LARGE', { limit: `${maxBytes} bytes` });

/** Without login and query: they may hold secrets. */
const shown = ({ protocol, host, pathname }: URL): string =>
  `${protocol}//${host}${pathname}`.slice(0, 300);

const unreadable = (url: URL, reason: string): SherpaError =>
  new SherpaError('URL_NOT_READABLE', { url: shown(url), reason });

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up at the moment',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'it broke off',
  EHOSTUNREACH: 'it cannot be reached',
  ENETUNREACH: 'it cannot be reached',
  ETIMEDOUT: 'it does not answer',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
};

function reasonOf(error: unknown, { url, signal, whole }: Words): unknown {
  if (error instanceof SherpaError) return error;
  if (signal?.aborted) return signal.reason;
  const what = `Reading ${shown(url)}`;
  if (whole.aborted) return new SherpaError('TIMED_OUT', { what, seconds: wholeMs / 1000 });
  if (error instanceof Silent)
    return new SherpaError('TIMED_OUT', {
      what: `A sign of ${shown(url)}`,
      seconds: silentMs / 1000,
    });
  if (error instanceof ForbiddenAddress)
    return new SherpaError('URL_NOT_ALLOWED', { url: shown(url), reason: error.message });
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return unreadable(url, reasons[code] ?? (code || 'it is not what a web server sends'));
}

function nameOf(url: URL, disposition: string | undefined): string {
  const given = /filename="([^"]+)"/.exec(disposition ?? '')?.[1];
  const last = url.pathname.split('/').findLast((part) => part !== '') ?? url.hostname;
  try {
    return given ?? decodeURIComponent(last);
  } catch {
    return last;
  }
}
