import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { createClient, type Client } from '@datasherpa/server/client';
import { exitCodes } from '../ask.ts';
import type { GlobalOptions } from '../global-options.ts';
import { harmless, renderAnswer } from '../render/render-answer.ts';
import { jsonLine } from '../render/json-line.ts';
import { visibleText } from '../render/visible-text.ts';
import { renderAlert } from './render-alert.ts';
import { sendLive } from './send-live.ts';
import { tailFile } from './tail-file.ts';

const usualQuestion = 'Why did it fail?';

/**
 * Follows files (and stdin) until Ctrl-C or until they end, prints a line for each alert, and then explains what was read.
 * @param words the files; before them there may be a question, which is what has a space or ends with a question mark and is no file
 * @returns the exit code of `debug`
 */
export async function follow(words: readonly string[], options: GlobalOptions): Promise<number> {
  const [first = '-', ...others] = words;
  const isQuestion = /\s|\?$/.test(first) && !existsSync(first);
  const question = isQuestion ? first : usualQuestion;
  const paths = isQuestion ? others : [first, ...others];
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  // Given a second time, they end the process at once.
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const server = options.server === undefined ? await startOwnServer() : null;
  const url = server?.url ?? options.server!;
  try {
    const uploads = await Promise.all(
      (paths.length === 0 ? ['-'] : paths).map((path) => followOne(url, path, options, stopping)),
    );
    return await explain(
      createClient({ baseUrl: url, ...(options.key !== undefined && { key: options.key }) }),
      question,
      uploads.flat(),
      options,
    );
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    // Another that was still followed when one failed.
    stopping.abort();
    await server?.stop();
  }
}

/** The same protocol without a server that is named: one of our own, on a free port. */
async function startOwnServer() {
  const { startServer } = await import('@datasherpa/server');
  return startServer({ port: 0, needsKey: false, host: '127.0.0.1' });
}

async function followOne(
  url: string,
  path: string,
  options: GlobalOptions,
  stopping: AbortController,
): Promise<string[]> {
  const name = path === '-' ? 'stdin.log' : basename(path);
  const source =
    path === '-' ? untilStopped(process.stdin, stopping.signal) : tailFile(path, stopping.signal);
  const note = (text: string): void => void process.stderr.write(`${visibleText(text)}\n`);
  note(`Following ${name}; Ctrl-C ends it and explains what was read.`);
  return sendLive({ url, key: options.key }, name, source, {
    onAlert(alert) {
      process.stdout.write(
        options.json ? jsonLine({ file: name, ...alert }) : renderAlert(name, alert),
      );
    },
    onRates({ linesPerMinute, errorsPerMinute, counts }) {
      if (process.stderr.isTTY && counts.lines > 0)
        note(`${name}: ${linesPerMinute} lines and ${errorsPerMinute} errors a minute.`);
    },
    onConnection(state) {
      note(
        state === 'lost'
          ? `The connection is lost; ${name} is kept and sent when it is back.`
          : `Connected again; ${name} goes on.`,
      );
    },
  });
}

async function* untilStopped(
  stream: NodeJS.ReadableStream & { destroy(): unknown },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const end = (): void => void stream.destroy();
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  try {
    for await (const part of stream) yield part as Uint8Array;
  } catch (error) {
    // Destroyed while it was read.
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

async function explain(
  client: Client,
  question: string,
  uploads: readonly string[],
  options: GlobalOptions,
): Promise<number> {
  const read: string[] = [];
  const there = new Set((await client.uploads({ limit: 200 })).uploads.map(({ id }) => id));
  // Nothing is kept of a file that nothing came from.
  for (const id of uploads) {
    if (!there.has(id)) continue;
    for await (const view of client.watchUpload(id))
      if (view.files.some(({ status }) => status === 'ready') && !read.includes(id)) read.push(id);
  }
  if (read.length === 0) {
    process.stderr.write('Nothing was read.\n');
    return exitCodes.nothing_found;
  }
  const answer = await client.callTool('/debug', { question, uploads: read });
  process.stdout.write(options.json ? jsonLine(answer) : renderAnswer(harmless(answer)));
  return exitCodes[answer.status];
}
