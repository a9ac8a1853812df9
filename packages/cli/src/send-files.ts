import { createReadStream } from 'node:fs';
import type { Client, OutgoingFile, UploadView } from '@datasherpa/server/client';
import { SherpaError } from '@datasherpa/tools/errors';
import { notReadable, reasonOf, type FoundFile } from './find-files.ts';
import { outgoingForm } from './outgoing-form.ts';
import type { Progress } from './render/show-progress.ts';
import { timeLeft } from './render/time-left.ts';

/** From this size on, sending again what was sent before would hurt. */
const resumedFromBytes = 32 * 1024 * 1024;

/**
 * Sends files as one upload; much of it to a server in a way that goes on after a break.
 * @throws FILE_NOT_READABLE for a file that breaks off, CANCELLED, and what the client throws.
 */
export async function sendFiles(
  client: Client,
  files: readonly FoundFile[],
  progress: Progress,
  signal: AbortSignal,
): Promise<UploadView> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const isResumed =
    client.isRemote && total >= resumedFromBytes && files.every(({ isStream }) => !isStream);
  const started = Date.now();
  let skipped = 0;
  const tell = (sent: number): void => {
    const of = total > sent ? ` of ${megabytes(total)}` : '';
    const left = timeLeft(sent - skipped, total - skipped, Date.now() - started);
    progress.note(`sending: ${megabytes(sent)}${of} MB${left}`);
  };
  try {
    if (!isResumed) return await sendAtOnce(client, files, tell, signal);
    let isFirst = true;
    return await client.uploadResumable(await outgoingForm(files), {
      signal,
      onStored(bytes) {
        // What an earlier run of the command had sent says nothing about the rate.
        if (isFirst) skipped = bytes;
        isFirst = false;
        tell(bytes);
      },
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    const what = `Sending the files${isResumed ? ' (within a day, the same command goes on where it stopped)' : ''}`;
    throw new SherpaError('CANCELLED', { what });
  }
}

async function sendAtOnce(
  client: Client,
  files: readonly FoundFile[],
  tell: (sent: number) => void,
  signal: AbortSignal,
): Promise<UploadView> {
  // The request that carries a file fails when the file does; the file's own error is the one to tell.
  let broken: unknown;
  let sent = 0;
  async function* contentOf({ path, bytes }: FoundFile): AsyncGenerator<Uint8Array> {
    // Memory for a whole megabyte at each of ten thousand small files would be what takes longest.
    const highWaterMark = Math.min(1 << 20, Math.max(1 << 16, bytes));
    const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark });
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        sent += chunk.length;
        tell(sent);
        yield chunk;
      }
    } catch (cause) {
      broken = notReadable(path, reasonOf(cause), cause);
      throw broken;
    } finally {
      stream.destroy();
    }
  }
  async function* outgoing(): AsyncGenerator<OutgoingFile> {
    for (const file of files) yield { name: file.name, content: contentOf(file) };
  }
  try {
    return (await client.upload(outgoing(), { signal })).upload;
  } catch (error) {
    throw broken ?? error;
  }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
