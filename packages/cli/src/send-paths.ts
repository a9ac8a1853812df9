import { createReadStream } from 'node:fs';
import type { Client, OutgoingFile, UploadView } from '@datasherpa/server/client';
import { SherpaError } from '@datasherpa/tools/errors';
import { findFiles, notReadable, reasonOf, type FoundFile } from './find-files.ts';
import { showProgress, type Progress } from './render/show-progress.ts';
import { visibleText } from './render/visible-text.ts';
import { onInterrupt } from './on-interrupt.ts';
import { timeLeft } from './render/time-left.ts';
import { watchReading } from './watch-reading.ts';

const maxSkippedShown = 20;

/**
 * Uploads the paths (see `findFiles`) and waits until every file was read. What was left out is said on stderr. Ctrl-C cancels what is
 * not read yet.
 * @throws what `findFiles` throws, FILE_NOT_READABLE for a file that breaks off, CANCELLED, and what the client throws.
 */
export async function sendPaths(
  client: Client,
  paths: readonly string[],
  given?: AbortSignal,
): Promise<UploadView> {
  const { files, skipped } = await findFiles(paths);
  for (const sentence of skipped.slice(0, maxSkippedShown))
    process.stderr.write(`${visibleText(sentence)}\n`);
  if (skipped.length > maxSkippedShown)
    process.stderr.write(`${skipped.length - maxSkippedShown} more were left out.\n`);
  const progress = showProgress();
  try {
    return await onInterrupt(async (interrupted) => {
      const signal = given ? AbortSignal.any([given, interrupted]) : interrupted;
      const { upload } = await send(client, files, progress, signal);
      if (upload.status === 'ready') return upload;
      return await watchReading(client, upload, progress, signal);
    });
  } finally {
    progress.end();
  }
}

async function send(
  client: Client,
  files: readonly FoundFile[],
  progress: Progress,
  signal: AbortSignal,
) {
  // The request that carries a file fails when the file does; the file's own error is the one to tell.
  let broken: unknown;
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let sent = 0;
  const started = Date.now();
  async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
    const stream =
      path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1 << 20 });
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        sent += chunk.length;
        progress.note(
          `sending: ${megabytes(sent)}${total > sent ? ` of ${megabytes(total)}` : ''} MB${timeLeft(sent, total, Date.now() - started)}`,
        );
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
    for (const { name, path } of files) yield { name, content: contentOf(path) };
  }
  try {
    return await client.upload(outgoing(), { signal });
  } catch (error) {
    if (signal.aborted) throw new SherpaError('CANCELLED', { what: 'Sending the files' });
    throw broken ?? error;
  }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
