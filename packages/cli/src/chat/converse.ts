import { createInterface } from 'node:readline/promises';
import type { Client } from '@datasherpa/server/client';
import { harmless } from '../render/render-answer.ts';
import { reportError } from '../render/report-error.ts';
import { answerMessage } from './answer-message.ts';
import type { Call } from './take-turn.ts';

const prompt = '> ';

/**
 * A conversation at a terminal, in one thread, until Ctrl-D. Ctrl-C cancels the running answer; with none running, or a second
 * time, it leaves. Prompts go to stderr, so that stdout has the answers only.
 */
export async function converse(
  client: Client,
  scope: { readonly uploads?: readonly string[] },
  options: { readonly json?: boolean },
): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr, prompt });
  let running: AbortController | undefined;
  const leaving = new AbortController();
  terminal.on('SIGINT', () => {
    if (running && !running.signal.aborted) running.abort();
    else terminal.close();
  });
  terminal.once('close', () => {
    leaving.abort();
    running?.abort();
  });
  const approve = async ({ tool, input }: Call): Promise<boolean> => {
    const { name, text } = harmless({ name: tool, text: JSON.stringify(input, null, 2) });
    const asking = AbortSignal.any([leaving.signal, ...(running ? [running.signal] : [])]);
    const reply = await terminal
      .question(`${name} would run with\n${text}\nAllow it? [y/N] `, { signal: asking })
      // Leaving and cancelling are no consent.
      .catch(() => 'no');
    return /^y(?:es)?$/i.test(reply.trim());
  };

  process.stderr.write('Ask about your logs. Ctrl-C cancels an answer, Ctrl-D leaves.\n');
  let threadId: string | undefined;
  let sent = false;
  terminal.prompt();
  for await (const line of terminal) {
    const message = line.trim();
    if (message !== '') {
      running = new AbortController();
      try {
        const turn = await answerMessage(
          client,
          // The files stay in the conversation's scope.
          { message, ...(threadId !== undefined && { threadId }), ...(!sent && scope) },
          { signal: running.signal, json: options.json === true, approve },
        );
        ({ threadId } = turn);
        sent = true;
      } catch (error) {
        if (leaving.signal.aborted) break;
        reportError(error, options.json === true);
      }
      running = undefined;
    }
    if (leaving.signal.aborted) break;
    terminal.prompt();
  }
  terminal.close();
  // Ctrl-D leaves the cursor behind the prompt.
  process.stderr.write('\n');
}
