import { SherpaError } from '@datasherpa/tools/errors';
import type { ChatModel } from '@datasherpa/tools/ports';
import type { Answer, Degraded } from '../plugin/answer.ts';
import { factsOf, ownSentences } from './facts-of.ts';
import { groundingCheck } from './is-grounded.ts';
import { splitSentences } from './split-sentences.ts';

const maxTokens = 600;
const maxRequest = 2000;

const task = `You word the findings of an analysis for a data engineer. Use only the facts below: never add a cause, a number, a name or a command of your own.
Say in at most eight short sentences what happened, why, and what to do next. Cite evidence as [E1] right after what it proves. Plain Markdown, no headings.`;

/**
 * Lets a model word an answer. Every sentence is checked against the findings before it is passed on; what is not grounded is left
 * out. Where too little is left, or the model fails, the answer's own summary follows; otherwise those of its sentences that quote
 * somebody, which no model sees.
 * @param findings what of the data a model may read (`ownFindings`).
 * @param onText gets the text as it becomes certain.
 * @returns the whole text, the model's name where it worded anything, and what was missing.
 * @throws the abort reason
 */
export async function wordAnswer(
  model: ChatModel,
  answer: Answer,
  findings: readonly string[],
  request: string,
  signal: AbortSignal,
  onText: (text: string) => void,
): Promise<{
  readonly text: string;
  readonly model: string | null;
  readonly degraded: Degraded[];
  /** What the model was not shown. */
  readonly limits: Answer['limits'];
}> {
  const facts = factsOf(answer, findings);
  const grounded = groundingCheck({
    ...facts,
    text: `${facts.text}\n${request.slice(0, maxRequest)}`,
  });
  const degraded: Degraded[] = [];
  const limits: Answer['limits'] = [];
  let text = '';
  let dropped = 0;
  const say = (part: string): void => {
    text += part;
    onText(part);
  };
  try {
    const stream = model.stream({
      messages: [
        {
          role: 'user',
          content: `${task}\n\nFacts:\n${facts.text}\n\nQuestion: ${request.slice(0, maxRequest)}`,
        },
      ],
      maxTokens,
      signal,
      onRedacted: (report) => limits.push(withheld(report)),
    });
    for await (const sentence of splitSentences(stream))
      if (sentence.trim() === '') {
        if (text !== '') say(sentence);
      } else if (grounded(sentence)) say(sentence);
      else dropped++;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SherpaError)) throw error;
    degraded.push({
      what: 'model',
      why: error.message,
      effect: 'The answer is worded by rules; the findings are the same.',
    });
  }
  const worded = text.trim() !== '';
  if (dropped > 0)
    degraded.push({
      what: 'words of the model',
      why: `${dropped} ${dropped === 1 ? 'sentence was' : 'sentences were'} not supported by the findings.`,
      effect: 'They were left out.',
    });
  const cites =
    answer.evidence.length === 0 || answer.evidence.some(({ id }) => text.includes(`[${id}]`));
  if (!worded || !cites || degraded.some(({ what }) => what === 'model'))
    say(worded ? `\n\n${answer.summary}` : answer.summary);
  else {
    const { quoting } = ownSentences(answer.summary);
    if (quoting !== '') say(`\n\n${quoting}`);
  }
  return { text, model: worded ? model.profile.name : null, degraded, limits };
}

/** What was replaced before the model saw it, by kind; never the values. */
function withheld(report: Readonly<Record<string, number>>): Answer['limits'][number] {
  const kinds = Object.entries(report);
  return {
    what: 'values shown to the model',
    total: kinds.reduce((sum, [, count]) => sum + count, 0),
    shown: 0,
    why: `Secrets and personal data are replaced before a model sees a text: ${kinds.map(([kind, count]) => `${count} ${kind}`).join(', ')}.`,
    howToGetTheRest: 'They are in the findings and the files, which are yours.',
  };
}
