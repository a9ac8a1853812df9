import { inCodeSpan } from '@datasherpa/tools/diagnosis';
import type { Fact, WrittenDocument } from '@datasherpa/tools/docs';

const most = 5;

/** What was documented, and of a single pipeline what flows through it and what in it is fixed. */
export function summaryOf(
  documents: readonly Pick<WrittenDocument, 'title' | 'pipeline'>[],
  format: string,
  questions: number,
): string {
  if (documents.length === 0)
    return 'Nothing to document was found: these files have no DAG, job, script, SQL, dbt model, notebook or container of a pipeline.';
  const sentences = [
    `${format === 'mermaid' ? 'Drawn from the code as Mermaid' : 'Documented from the code'}: ${named(
      documents.map(({ title }) => title),
      3,
    )}.`,
  ];
  const [only] = documents;
  if (documents.length === 1 && only) sentences.push(...ofPipeline(only.pipeline.facts));
  if (questions > 0)
    sentences.push(
      `${questions === 1 ? 'One thing' : `${questions} things`} could not be read from the code; the documents list them.`,
    );
  return sentences.join(' ');
}

function ofPipeline(facts: readonly Fact[]): string[] {
  const values = (...kinds: readonly Fact['kind'][]): string[] => [
    ...new Set(facts.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value)),
  ];
  const [reads, writes] = [values('reads'), values('writes')];
  const flows = [
    ...(reads.length > 0 ? [`reads ${named(reads, most)}`] : []),
    ...(writes.length > 0 ? [`writes ${named(writes, most)}`] : []),
  ];
  const fixed = facts
    .filter(({ kind, subject }) => kind === 'property' && subject?.startsWith('Fixed date'))
    .map(({ value }) => value);
  const parameters = values('parameter', 'variable', 'environment');
  return [
    ...(flows.length > 0 ? [`It ${flows.join(' and ')}.`] : []),
    ...(fixed.length > 0
      ? [
          `Fixed in the code, a literal and no parameter: the date${fixed.length === 1 ? '' : 's'} ${named(fixed, most)}.`,
        ]
      : []),
    ...(parameters.length > 0 ? [`Given from outside: ${named(parameters, most)}.`] : []),
  ];
}

/** Names in code spans, at most so many. */
function named(names: readonly string[], limit: number): string {
  const more = names.length > limit ? ` and ${names.length - limit} more` : '';
  return `${names
    .slice(0, limit)
    .map((name) => inCodeSpan(name, 80))
    .join(', ')}${more}`;
}
