import { inCodeSpan } from '@datasherpa/tools/diagnosis';
import type { Fact, WrittenDocument } from '@datasherpa/tools/docs';

const most = 5;

/** What was documented, and of a single pipeline what flows through it and what in it is fixed. */
export function summaryOf(
  documents: readonly Pick<WrittenDocument, 'title' | 'path' | 'pipeline'>[],
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
  if (documents.length === 1 && only) return [...sentences, ...ofDocument(only)].join(' ');
  sentences.push(...ofAll(documents));
  if (questions > 0)
    sentences.push(
      `${questions === 1 ? 'One thing' : `${questions} things`} could not be read from the code; the documents list them.`,
    );
  return sentences.join(' ');
}

/** Of several documents: how much they hold, and what is written by one and read by another. */
function ofAll(documents: readonly Pick<WrittenDocument, 'pipeline'>[]): string[] {
  const facts = documents.flatMap(({ pipeline }) => pipeline.facts);
  const names = (kind: Fact['kind']): Set<string> =>
    new Set(facts.flatMap((fact) => (fact.kind === kind ? [fact.value] : [])));
  const [reads, writes] = [names('reads'), names('writes')];
  const shared = [...writes].filter((name) => reads.has(name));
  const tasks = facts.filter(({ kind }) => kind === 'task').length;
  const counts = [
    `${documents.length} documents`,
    ...(tasks > 0 ? [numbered(tasks, 'task')] : []),
    ...(reads.size > 0 ? [`${reads.size} datasets read`] : []),
    ...(writes.size > 0 ? [`${writes.size} written`] : []),
  ];
  return [
    `${counts.join(', ')}.`,
    ...(shared.length > 0 ? [`Between them flows ${named(shared, most)}.`] : []),
    'The index `README.md` lists them all and draws what flows where.',
  ];
}

/** Of one document: what the code says it is for, the numbers at a glance, what flows, what is open, and where it is. */
function ofDocument({
  path,
  pipeline: { facts },
}: Pick<WrittenDocument, 'path' | 'pipeline'>): string[] {
  const of = (kind: Fact['kind']): readonly Fact[] => facts.filter((fact) => fact.kind === kind);
  const purpose = of('says').find(({ subject }) => subject === null) ?? of('says')[0];
  const [schedule] = of('schedule');
  const edges = of('edge').length;
  const words = schedule?.attributes['words'];
  const unknown = of('unknown');
  return [
    purpose
      ? `The code says of it: ${inCodeSpan(firstSentence(purpose.value), 200)}.`
      : 'The code does not say what it is for.',
    ...(of('task').length > 0
      ? [
          `${numbered(of('task').length, 'task')}${edges > 0 ? ` with ${numbered(edges, 'dependency', 'dependencies')}` : ''}${schedule ? `, scheduled ${inCodeSpan(schedule.value, 80)}${words === undefined ? '' : ` (${words})`}` : ''}.`,
        ]
      : []),
    ...ofPipeline(facts),
    ...(unknown.length > 0
      ? [
          `Open: ${named(
            unknown.map(({ value }) => value),
            3,
          )} could not be read from the code.`,
        ]
      : []),
    `The whole document, with a source line for each statement, is \`${path}\` below.`,
  ];
}

const numbered = (count: number, one: string, more = `${one}s`): string =>
  `${count} ${count === 1 ? one : more}`;

const firstSentence = (text: string): string =>
  /^[\s\S]*?[.!?](?=\s|$)/.exec(text.trim())?.[0].replace(/\.$/, '') ??
  text.trim().split('\n\n')[0]!;

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
