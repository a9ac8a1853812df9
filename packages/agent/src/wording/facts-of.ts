import type { Answer } from '../plugin/answer.ts';

/** What a model gets to word, and what its words are checked against. */
export interface Facts {
  readonly text: string;
  /** Ids that may be cited. */
  readonly citations: ReadonlySet<string>;
}

const maxCharacters = 12_000;

/**
 * The findings of an answer as plain text: everything that engines wrote, and of the evidence only where it stands and what it
 * proves. Quoted log lines are left out, so that text inside a log never reaches the model as something to obey.
 */
export function factsOf(answer: Answer): Facts {
  const evidence = answer.evidence.map(
    ({ id, source, lines, why }) => `[${id}] ${source} line ${lines[0]}: ${why}`,
  );
  const text = [
    `Result: ${answer.status}`,
    answer.summary,
    'Findings:',
    ...plainFindings(answer.data),
    'Evidence:',
    ...evidence,
    'Next steps:',
    ...answer.next,
    ...answer.limits.map(({ what, total, shown }) => `Limit: ${shown} of ${total} ${what} shown.`),
    ...answer.degraded.map(({ what, why }) => `Missing: ${what}: ${why}`),
  ].join('\n');
  return {
    text: text.slice(0, maxCharacters),
    citations: new Set(answer.evidence.map(({ id }) => id)),
  };
}

/** Texts and numbers of a tool's output as `key: value` lines, without anything that was quoted. */
function plainFindings(value: unknown, key = ''): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((each) => plainFindings(each, key));
  if (typeof value === 'object') {
    if ('quote' in value) return [];
    return Object.entries(value).flatMap(([name, each]) => plainFindings(each, name));
  }
  return [`${key}: ${String(value as string | number | boolean)}`];
}
