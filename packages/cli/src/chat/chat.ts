import { SherpaError } from '@datasherpa/tools/errors';
import { exitCodes } from '../ask.ts';
import type { GlobalOptions } from '../global-options.ts';
import { openClient } from '../open-client.ts';
import { scopeOfPaths } from '../scope-of-paths.ts';
import { answerMessage } from './answer-message.ts';
import { converse } from './converse.ts';

const maxMessageBytes = 1024 * 1024;

/**
 * Talks with the agent about the paths, or about everything uploaded. One message comes from `--message` or, where stdin is not a
 * terminal, from all of stdin; otherwise a person types them. Gives the exit code.
 */
export async function chat(
  paths: readonly string[],
  options: GlobalOptions & { readonly message?: string },
): Promise<number> {
  const given = options.message !== undefined || !process.stdin.isTTY;
  // Stdin is the log then.
  if (given && options.message === undefined && paths.includes('-'))
    throw new SherpaError('QUESTION_EMPTY', {}, { field: 'message' });
  const opened = await openClient(options);
  try {
    const scope = await scopeOfPaths(opened.client, paths);
    if (!given) {
      await converse(opened.client, scope, options);
      return 0;
    }
    const message = options.message ?? (await readMessage());
    const stopping = new AbortController();
    process.once('SIGINT', () => stopping.abort());
    const { answer } = await answerMessage(
      opened.client,
      { message, ...scope },
      { signal: stopping.signal, json: options.json === true },
    );
    return exitCodes[answer.status];
  } finally {
    await opened.close();
  }
}

/** @throws BODY_TOO_LARGE */
async function readMessage(): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxMessageBytes)
      throw new SherpaError('BODY_TOO_LARGE', { limit: `${maxMessageBytes} bytes` });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
