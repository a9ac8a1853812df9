import type { Answer } from '../plugin/answer.ts';

/** What a model gets to word, and what its words are checked against. */
export interface Facts {
  readonly text: string;
  /** The part of it that names nothing of a log: settings and commands in it are known to the tool. */
  readonly advice: string;
  /** Ids that may be cited. */
  readonly citations: ReadonlySet<string>;
}

const maxCharacters = 12_000;

/**
 * The findings of an answer as plain text: its own sentences, of the evidence only the line and what it proves, and those parts of the
 * data that `ownFindings` gave. Quoted log lines and names of files are left out, so that text of others never reaches the model as
 * something to obey. What was missing or cut stands in the answer in any case.
 */
export function factsOf(
  answer: Pick<Answer, 'status' | 'summary' | 'evidence' | 'next'>,
  findings: readonly string[],
): Facts {
  const own = (text: string): string => ownSentences(text).own;
  const advice = answer.next.map(own).join('\n');
  const text = [
    `Result: ${answer.status}`,
    own(answer.summary),
    'Evidence:',
    ...answer.evidence.map(({ id, lines, why }) => `[${id}] line ${lines[0]}: ${own(why)}`),
    'Next steps:',
    advice,
    'Findings:',
    ...findings.map(own),
  ].join('\n');
  return {
    text: text.slice(0, maxCharacters),
    advice,
    citations: new Set(answer.evidence.map(({ id }) => id)),
  };
}

const codeSpan = /(`+)(?!`)[^]*?[^`]\1(?!`)/g;
const sentenceEnd = /(?<=[.!?]["')\]]*(?:\s\[[A-Za-z]+\d+\])*)\s+(?![\s[])/;
/** Stands for a quotation while sentences are told apart; a character of private use. */
const mark = '\uE000';
const quotation = /\uE000(\d+)\uE000/g;

/**
 * Parts a text of an answer: sentences of the tool alone, and those that quote somebody. A quotation is what stands in a code span and
 * has more than one word: a note of a user, a message of a log. Sentences with one are shown as they are and never read by a model.
 */
export function ownSentences(text: string): { readonly own: string; readonly quoting: string } {
  const quotations: string[] = [];
  // The ends of sentences inside a quotation are not those of the text.
  const masked = text
    .replaceAll(mark, '')
    .replaceAll(codeSpan, (span, fence: string) =>
      /\S\s+\S/.test(span.slice(fence.length, -fence.length))
        ? `${mark}${quotations.push(span) - 1}${mark}`
        : span,
    );
  const sentences = masked.split(sentenceEnd);
  const join = (quotes: boolean): string =>
    sentences
      .filter((sentence) => sentence.includes(mark) === quotes)
      .join(' ')
      .replaceAll(quotation, (_, at: string) => quotations[Number(at)]!);
  return { own: join(false), quoting: join(true) };
}
