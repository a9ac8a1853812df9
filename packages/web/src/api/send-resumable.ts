import { getJson, path, send, RequestFailed } from './request.ts';
import type { ResumableView } from '@datasherpa/server/client';
import type { OutgoingFile } from './uploads.ts';

const partBytes = 8 * 1024 * 1024;
const firstWaitMs = 250;
const longestWaitMs = 8000;
const givesUpAfterMs = 120_000;
const version = { 'tus-resumable': '1.0.0' };

/** Errors that another try may not meet again. */
const passing = new Set([
  'SERVER_UNREACHABLE',
  'STOPPING',
  'UPLOAD_BUSY',
  'UPLOAD_OFFSET_WRONG',
  'UPLOAD_CHECKSUM_WRONG',
]);

/**
 * Sends files as one form in parts and goes on after a break, for up to two minutes without any progress; also where this page had
 * stopped before it was loaded again.
 * @param options.onSent share of the bytes that are stored, 0..1
 * @returns what it became
 * @throws RequestFailed
 */
export async function sendResumable(
  files: readonly OutgoingFile[],
  options: { readonly signal: AbortSignal; readonly onSent: (fraction: number) => void },
): Promise<{ readonly upload: string; readonly existing: boolean }> {
  const { signal } = options;
  const key = await keyOf(files);
  const form = formOf(files, `datasherpa-${key.slice(0, 32)}`);
  let address: string | null = null;
  let stored = 0;
  let moved = Date.now();
  let waitMs = firstWaitMs;
  for (;;) {
    try {
      address ??= await begin(form, key, signal);
      for (;;) {
        const state: ResumableView = await getJson<ResumableView>(address, { signal });
        if (state.offset > stored) {
          moved = Date.now();
          waitMs = firstWaitMs;
        }
        stored = state.offset;
        options.onSent(form.size > 0 ? stored / form.size : 1);
        if (state.upload !== null) return { upload: state.upload, existing: state.existing };
        const part = form.slice(stored, stored + partBytes);
        await send(address, {
          method: 'PATCH',
          headers: {
            ...version,
            'content-type': 'application/offset+octet-stream',
            'upload-offset': String(stored),
            'upload-checksum': `sha256 ${base64(await digest(await bytesOf(part)))}`,
          },
          body: part,
          signal,
        });
      }
    } catch (error) {
      // Taken away by the user: nobody goes on with it.
      if (signal.aborted && address !== null)
        void fetch(address, { method: 'DELETE', headers: version }).catch(() => {});
      signal.throwIfAborted();
      if (!(error instanceof RequestFailed)) throw error;
      if (error.code === 'NOT_FOUND' || error.code === 'UPLOAD_EXPIRED') address = null;
      else if (!passing.has(error.code)) throw error;
      if (Date.now() - moved > givesUpAfterMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      waitMs = Math.min(longestWaitMs, waitMs * 2);
    }
  }
}

async function begin(form: Blob, key: string, signal: AbortSignal): Promise<string> {
  const values = { filetype: form.type, key };
  const metadata = Object.entries(values)
    .map(([name, value]) => `${name} ${base64(new TextEncoder().encode(value))}`)
    .join(',');
  const response = await send(path`/upload-logs/resumable`, {
    method: 'POST',
    headers: { ...version, 'upload-length': String(form.size), 'upload-metadata': metadata },
    signal,
  });
  return response.headers.get('location') ?? '';
}

/** The files as one form, without reading them. */
function formOf(files: readonly OutgoingFile[], boundary: string): Blob {
  const pieces: (string | File)[] = [];
  for (const { file, name } of files)
    pieces.push(
      `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${name.replaceAll(/[\r\n"]/g, '_')}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      file,
      '\r\n',
    );
  // A type is written in small letters, as the boundary is.
  return new Blob([...pieces, `--${boundary}--\r\n`], {
    type: `multipart/form-data; boundary=${boundary}`,
  });
}

/** The same for the same files as they are now. */
const keyOf = async (files: readonly OutgoingFile[]): Promise<string> => {
  const known = files.map(({ file, name }) => [name, file.size, file.lastModified]);
  const hash = await digest(new TextEncoder().encode(JSON.stringify(known)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

const digest = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** @throws RequestFailed where a file was changed or taken away meanwhile */
async function bytesOf(part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch {
    throw new RequestFailed(
      'A file was changed or taken away while it was sent.',
      'Add the files again.',
      'FILE_NOT_READABLE',
    );
  }
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
