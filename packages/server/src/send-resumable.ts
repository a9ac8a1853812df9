import { SherpaError } from '@datasherpa/tools/errors';

/** Bytes that can be read from anywhere, as often as needed. */
export interface OutgoingBody {
  readonly bytes: number;
  /** For several files `multipart/form-data; boundary=...`. */
  readonly contentType: string;
  /** What one file is called. */
  readonly name: string;
  /** The same for the same content: who comes back with it goes on where the last sender stopped. */
  readonly key: string;
  /** The bytes [from, to), all of them. */
  read(from: number, to: number): Promise<Uint8Array>;
}

export interface ResumableSending {
  /** One request; throws the problem of an answer that is not good, SERVER_UNREACHABLE where none came. */
  readonly request: (method: string, path: string, init: RequestInit) => Promise<Response>;
  readonly signal?: AbortSignal | undefined;
  /** How many bytes are stored. */
  readonly onStored?: ((bytes: number) => void) | undefined;
}

const path = '/upload-logs/resumable';
const version = { 'tus-resumable': '1.0.0' };
/** Each part is checked by its hash before it is stored. */
const partBytes = 8 * 1024 * 1024;
const firstWaitMs = 250;
const longestWaitMs = 8000;
const givesUpAfterMs = 120_000;

/**
 * Sends a body in parts and goes on after a break, for up to two minutes without any progress.
 * @returns the id of the upload that it became
 * @throws what `request` throws: the last error where the server stays away
 */
export async function sendResumable(
  body: OutgoingBody,
  { request, signal, onStored }: ResumableSending,
): Promise<string> {
  const init = (headers: Record<string, string>): RequestInit => ({
    headers: { ...version, ...headers },
    ...(signal && { signal }),
  });
  const begin = async (): Promise<{ url: string; response: Response }> => {
    const response = await request(
      'POST',
      path,
      init({
        'upload-length': String(body.bytes),
        'upload-metadata': metadata({
          filename: body.name,
          filetype: body.contentType,
          key: body.key,
        }),
      }),
    );
    return { url: response.headers.get('location') ?? '', response };
  };

  let url: string | null = null;
  let stored = 0;
  let moved = Date.now();
  let waitMs = firstWaitMs;
  for (;;) {
    try {
      let response: Response;
      if (url === null) ({ url, response } = await begin());
      // Not HEAD: a problem would come without its words.
      else response = await request('GET', url, init({}));
      for (;;) {
        const offset = Number(response.headers.get('upload-offset'));
        if (offset > stored) {
          moved = Date.now();
          waitMs = firstWaitMs;
        }
        stored = offset;
        onStored?.(stored);
        const upload = response.headers.get('datasherpa-upload');
        if (upload !== null) return upload;
        const part = await body.read(stored, Math.min(body.bytes, stored + partBytes));
        response = await request('PATCH', url, {
          ...init({
            'content-type': 'application/offset+octet-stream',
            'upload-offset': String(stored),
            'upload-checksum': `sha256 ${await sha256(part)}`,
          }),
          body: part as Uint8Array<ArrayBuffer>,
        });
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (isGone(error)) url = null;
      else if (!mayPass(error)) throw error;
      if (Date.now() - moved > givesUpAfterMs) throw error;
      await wait(waitMs, signal);
      waitMs = Math.min(longestWaitMs, waitMs * 2);
    }
  }
}

/** The server has forgotten it: it is begun again. */
const isGone = (error: unknown): boolean =>
  error instanceof SherpaError && (error.code === 'NOT_FOUND' || error.code === 'UPLOAD_EXPIRED');

/** What another try may not meet again: a server that is away or stops, another sender, bytes that were damaged on the way. */
const mayPass = (error: unknown): boolean =>
  error instanceof SherpaError &&
  (error.code === 'SERVER_UNREACHABLE' ||
    error.code === 'STOPPING' ||
    error.code === 'UPLOAD_BUSY' ||
    error.code === 'UPLOAD_OFFSET_WRONG' ||
    error.code === 'UPLOAD_CHECKSUM_WRONG');

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const metadata = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key} ${base64(new TextEncoder().encode(value))}`)
    .join(',');

const sha256 = async (bytes: Uint8Array): Promise<string> =>
  base64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));

const wait = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
