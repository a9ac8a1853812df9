import { factsOf } from '@datasherpa/agent/testing';
import type { Diagnosis } from '@datasherpa/tools/diagnosis';

/** About 2,000 tokens: four characters each, as texts of this kind have them. */
const firstCharacters = 8000;

/**
 * Whether a model that words an answer is pointed to the root line early enough: the line that proves the labelled cause, wherever that
 * stands among the causes, is cited within the first 2,000 tokens of what the model gets. Models get lines by number and meaning, never
 * the text of a log.
 * @param isLabelled whether a cause of the answer is the one of the label.
 */
export function citesRootLine(
  { status, summary, causes }: Diagnosis,
  isLabelled: (cause: string) => boolean,
): boolean {
  const root = causes.find(({ id }) => isLabelled(id))?.evidence[0];
  if (!root) return false;
  const evidence = causes.flatMap((cause) => [...cause.evidence, ...cause.counterEvidence]);
  const given = { status, summary, evidence, next: [] } as unknown as Parameters<typeof factsOf>[0];
  const { text } = factsOf(given, []);
  return text.slice(0, firstCharacters).includes(`[${root.id}] line ${root.lines[0]}:`);
}
