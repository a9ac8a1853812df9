import { open, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { notReadable, reasonOf } from '../find-files.ts';

const chunkBytes = 65_536;
const lookEveryMs = 200;

/**
 * The bytes of a file from its start and as it grows, like `tail -F`: a file that is replaced under its name is read to its end and
 * then the new one from its start, one that is emptied is read from its start, one that is not there (any more) is waited for. Ends
 * when the signal is given, after what is there by then.
 * @throws FILE_NOT_READABLE where it may not be read, or is no file
 */
export async function* tailFile(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let file: FileHandle | null = null;
  let identity = '';
  let position = 0;
  try {
    for (;;) {
      const isLast = signal.aborted;
      const named = await lookAt(path);
      if (file) {
        const { size } = await file.stat();
        // Emptied: what is written next stands at the start.
        if (size < position) position = 0;
        for await (const part of readOn(file, position)) {
          position += part.length;
          yield part;
        }
      }
      if (named && named.identity !== identity) {
        await file?.close();
        file = await openFile(path);
        // Replaced between the look and the opening: the next look tells.
        identity = file ? identityOf(await file.stat({ bigint: true })) : '';
        position = 0;
        if (file) continue;
      }
      if (isLast) return;
      await sleep(lookEveryMs, undefined, { signal }).catch(() => {});
    }
  } finally {
    await file?.close();
  }
}

async function* readOn(file: FileHandle, from: number): AsyncGenerator<Uint8Array> {
  for (let at = from; ;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(chunkBytes), 0, chunkBytes, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

const identityOf = ({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string =>
  `${dev} ${ino}`;

async function lookAt(path: string): Promise<{ readonly identity: string } | null> {
  try {
    const named = await stat(path, { bigint: true });
    if (!named.isFile()) throw notReadable(path, 'it is not a file');
    return { identity: identityOf(named) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error instanceof Error &&
      'code' in error &&
      typeof error.code === 'string' &&
      error.code.startsWith('E')
      ? notReadable(path, reasonOf(error), error)
      : error;
  }
}

async function openFile(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) return null;
    throw notReadable(path, reasonOf(error), error);
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
