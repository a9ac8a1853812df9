import type { Answer } from '@datasherpa/agent/plugin';
import type { AgentBody, Client } from '@datasherpa/server/client';
import { harmless, renderDetails } from '../render/render-answer.ts';
import { showProgress } from '../render/show-progress.ts';
import { createWordWriter } from '../render/word-writer.ts';
import { takeTurn, type TurnFace } from './take-turn.ts';
import { jsonLine } from '../render/json-line.ts';

/** Answers one message on stdout: its words as they come, then what proves them; with `json` the whole answer as one line. */
export async function answerMessage(
  client: Client,
  body: AgentBody,
  options: {
    readonly signal: AbortSignal;
    readonly json: boolean;
    readonly approve?: TurnFace['approve'];
  },
): Promise<{ readonly answer: Answer; readonly threadId: string }> {
  const progress = showProgress();
  const writer = createWordWriter((text) => process.stdout.write(text));
  const { approve } = options;
  try {
    const turn = await takeTurn(
      client,
      body,
      {
        note: (text) => progress.note(text),
        words(text) {
          if (options.json) return;
          progress.end();
          writer.write(text);
        },
        ...(approve && {
          approve: (call) => {
            progress.end();
            return approve(call);
          },
        }),
      },
      options.signal,
    );
    progress.end();
    if (options.json) process.stdout.write(jsonLine(turn.answer));
    else {
      // An answer that waits for approval was not said yet.
      if (!writer.wrote()) writer.write(turn.answer.summary);
      writer.end();
      process.stdout.write(renderDetails(harmless(turn.answer)));
    }
    return turn;
  } finally {
    progress.end();
  }
}
