import { defineTool, evidenceSchema, ownWords } from '@datasherpa/agent/plugin';
import {
  describeSchedule,
  explainImportError,
  findCulprits,
  groupTaskLogs,
  isUnresolved,
  parseImportErrors,
  parseTaskStates,
  type Culprit,
  type DagFacts,
  type ExplainedImportError,
  type TaskLogs,
} from '@datasherpa/tools/airflow';
import { inCodeSpan } from '@datasherpa/tools/diagnosis';
import { SherpaError } from '@datasherpa/tools/errors';
import { kindOf } from './kind-of.ts';
import { readLive } from './read-live.ts';
import { sha256 } from './sha256.ts';
import { z } from 'zod';
import { dagSchema, fileSchema } from './facts-schema.ts';
import {
  limitOfFiles,
  readFiles,
  readSources,
  sourceShape,
  type ReadFiles,
  type Sources,
} from './read-sources.ts';

const cause = z.object({
  id: ownWords(),
  title: ownWords(),
  explanation: ownWords(),
  fix: z.array(ownWords()),
  firstChecks: z.array(ownWords()),
  lookNext: ownWords(),
});

const output = z.object({
  dags: z.array(dagSchema),
  files: z.array(fileSchema),
  /** Files that could not be read at all. */
  problems: z.array(z.object({ file: z.string(), why: ownWords() })),
  importErrors: z.array(
    z.object({
      file: z.string(),
      bundle: z.string().nullable(),
      exception: z.string().nullable(),
      message: z.string(),
      culprit: z
        .object({ file: z.string(), line: z.number(), inFunction: z.string().nullable() })
        .nullable(),
      cause: cause.nullable(),
      retryHelps: z.boolean(),
      readNext: ownWords(),
    }),
  ),
  /** Failed tasks by themselves, with what did not run because of them. */
  culprits: z.array(
    z.object({
      dagId: z.string().nullable(),
      runId: z.string().nullable(),
      taskId: z.string(),
      mapIndexes: z.array(z.number()),
      instances: z.number(),
      tries: z.number().nullable(),
      stopped: z.array(z.string()),
      neverStarted: z.boolean(),
      readNext: ownWords(),
    }),
  ),
  /** Causes in the logs in scope; of each task instance, all tries. */
  failures: z.array(
    z.object({
      dagId: z.string().nullable(),
      runId: z.string().nullable(),
      taskId: z.string().nullable(),
      mapIndex: z.number().nullable(),
      tries: z.array(z.number()),
      status: z.enum(['found', 'nothing_found', 'inconclusive']),
      causes: z.array(
        cause.extend({
          confidence: z.number(),
          retry: z.object({
            verdict: z.enum(['helps', 'cannot help', 'unknown']),
            why: ownWords(),
          }),
          evidence: z.array(evidenceSchema),
        }),
      ),
      lookNext: ownWords().nullable(),
    }),
  ),
});

type Output = z.output<typeof output>;
/** Task instances whose logs are diagnosed one by one; of more, those that a look at all together finds. */
const maxInstances = 20;
/** Culprits of which the next step is said. */
const maxCulprits = 3;

/** What is in DAG files, and what Airflow says about them and their runs. */
export const parseAirflow = defineTool({
  summary:
    'Read Airflow: DAG files become tasks and edges; task logs, import errors and broken DAGs become causes and the next step.',
  input: z.object({
    question: z.string().max(4000).optional().describe('What you want to know.'),
    dagId: z
      .string()
      .min(1)
      .max(250)
      .optional()
      .describe(
        'A DAG of the connected Airflow: its source, last failed run and task logs are read.',
      ),
    runId: z
      .string()
      .min(1)
      .max(250)
      .optional()
      .describe('A run of that DAG, where not the last failed one.'),
    ...sourceShape,
  }),
  output,
  risk: 'read',
  timeoutMs: 120_000,
  route: '/parse-airflow',
  cli: { command: 'airflow parse', positional: [] },
  examples: [
    { request: 'Why is my DAG not in the UI?', input: {} },
    { request: 'The Airflow task failed, log attached', input: {} },
    { request: 'Broken DAG: ModuleNotFoundError', input: {} },
    { request: 'Where does upstream_failed come from? Find the first task that failed', input: {} },
  ],
  routing: {
    verbs: [],
    aims: ['cause'],
    subjects: ['airflow'],
    attachmentKinds: ['dag', 'airflow-log'],
    signs: [
      { match: /\bbroken dag\b|\bimport errors?\b|\binvalid cron\b/i, weight: 4 },
      { match: /\bupstream_failed\b/i, weight: 3 },
      { match: /\bairflow\b.{0,30}\blogs?\b/i, weight: 2.5 },
      { match: /"logger"\s*:\s*"task"|"error_detail"/, weight: 4 },
      {
        match: /\bdag\b.{0,60}(?:\bnot\b|\bno\b|\bnicht\b|\bpas\b|\bmissing\b|\bui\b)/i,
        weight: 2.5,
      },
      { match: /\btask \w+ (?:is|was) (?:red|failed|stuck)\b/i, weight: 3 },
    ],
    kindOf,
    fromText: (text) => ({ question: text.slice(0, 4000) }),
  },
  async run({ workspace, parsers, keepText, airflow, signal, now, progress }, input) {
    if (!parsers) throw new SherpaError('NO_SOURCES');
    const { dagId, runId } = input;
    if (dagId !== undefined && (!airflow || !keepText || !workspace))
      throw new SherpaError('AIRFLOW_NOT_CONNECTED', {}, { field: 'dagId' });
    const sources =
      dagId === undefined
        ? await readSources(workspace, input, signal, 'either')
        : await readLive(
            { airflow: airflow!, keepText: keepText!, workspace: workspace!, progress },
            { dagId, runId, uploads: input.uploads, files: input.files },
            signal,
          );
    const read = await readFiles(parsers, sources, {
      lint: false,
      now: now(),
      signal,
      progress,
    });
    const dags = read.files.flatMap(({ facts }) =>
      facts.dags.map((dag) => ({ ...dag, file: facts.file, scheduleInWords: wordsOf(dag) })),
    );
    const entries = sources.texts.flatMap(({ text }) => parseImportErrors(text));
    const importErrors: ExplainedImportError[] = [];
    for (const entry of entries) importErrors.push(await explainImportError(entry, sha256));
    const states = sources.texts.flatMap(({ text }) => parseTaskStates(text));
    const edges = dags.flatMap((dag) => dag.edges);
    const culprits = findCulprits(states, edges);
    const pasted =
      input.text !== undefined &&
      sources.code.length === 0 &&
      entries.length === 0 &&
      states.length === 0 &&
      keepText;
    const logs = pasted
      ? (await workspace!.files({ uploads: [await keepText(input.text!)] })).map(
          ({ id, name }) => ({ id, name }),
        )
      : sources.logs;
    const failures =
      workspace && logs.length > 0
        ? await failuresIn(workspace, logs, input.question ?? '', signal)
        : [];
    const found =
      dags.length > 0 ||
      importErrors.length > 0 ||
      culprits.length > 0 ||
      failures.some(({ status }) => status === 'found');
    const undecided = failures.some(({ status }) => status === 'inconclusive');
    return {
      status: found ? 'found' : undecided ? 'inconclusive' : 'nothing_found',
      data: {
        dags: dags as unknown as Output['dags'],
        files: read.files.map(({ facts }) => ({
          ...facts,
          dags: facts.dags.length,
        })) as unknown as Output['files'],
        problems: [...read.problems],
        importErrors: importErrors as unknown as Output['importErrors'],
        culprits: culprits as unknown as Output['culprits'],
        failures,
      },
      summary: summaryOf({ sources, read, dags, importErrors, culprits, failures }),
      evidence: failures.flatMap(({ causes }) => causes.flatMap(({ evidence }) => evidence)),
      limits: limitOfFiles(sources),
      next: nextSteps(importErrors, culprits, failures),
    };
  },
  render: ({ dags, importErrors, culprits, failures }) =>
    [
      ...dags.map(
        (dag) =>
          `- DAG ${inCodeSpan(idOf(dag.dagId), 80)} (${inCodeSpan(`${dag.span.file ?? dag.file}:${dag.span.line}`, 120)}): ${dag.tasks.length} tasks, ${dag.edges.length} edges, ${dag.unknowns.length} unknown`,
      ),
      ...importErrors.map(
        (each) =>
          `- ${inCodeSpan(each.file, 120)}: ${each.cause?.title ?? inCodeSpan(each.exception ?? each.message, 120)}`,
      ),
      ...culprits.map(
        (each) =>
          `- task ${inCodeSpan(each.taskId, 80)} failed; ${each.stopped.length} tasks behind it did not run`,
      ),
      ...failures.flatMap(({ taskId, causes }) =>
        causes
          .slice(0, 1)
          .map((each) => `- ${taskId === null ? 'logs' : inCodeSpan(taskId, 80)}: ${each.title}`),
      ),
    ].join('\n'),
});

/** Which instances of a mapped task failed. */
function instancesOf({ mapIndexes, instances }: Culprit): string {
  if (mapIndexes.length === 0) return '';
  const shown = mapIndexes.slice(0, 5).join(', ');
  const more = mapIndexes.length > 5 ? ` and ${mapIndexes.length - 5} more` : '';
  return `, ${mapIndexes.length} of its ${instances} mapped instances failed (map index ${shown}${more})`;
}

const idOf = (id: unknown): string =>
  typeof id === 'string' ? id : 'with an id that is not known';

const wordsOf = ({ schedule }: DagFacts): string =>
  isUnresolved(schedule) ? `not known: ${schedule.unknown}` : describeSchedule(schedule);

type Workspace = NonNullable<Parameters<typeof readSources>[0]>;

/** Logs are diagnosed by task instance, all tries together; other logs with them where they are alone. */
async function failuresIn(
  workspace: Workspace,
  logs: Sources['logs'],
  question: string,
  signal: AbortSignal,
): Promise<Output['failures']> {
  const instances = groupTaskLogs(logs);
  const named = new Set(instances.flatMap(({ tries }) => tries.map(({ fileId }) => fileId)));
  const others = logs.filter(({ id }) => !named.has(id)).map(({ id }) => id);
  const groups = (await failedAmong(workspace, instances, question, signal)).map((each) => ({
    ...each,
    files: each.tries.map(({ fileId }) => fileId),
    numbers: each.tries.flatMap(({ number }) => (number === null ? [] : [number])),
  }));
  const all: Output['failures'] = [];
  for (const { dagId, runId, taskId, mapIndex, files, numbers } of groups) {
    const found = await workspace.diagnose({ files, question, signal });
    if (found.status !== 'nothing_found')
      all.push({ dagId, runId, taskId, mapIndex, tries: numbers, ...diagnosed(found, all) });
  }
  // Scheduler, DAG processor, triggerer; everything where no instance is known.
  const rest = groups.length > 0 ? others : logs.map(({ id }) => id);
  if (rest.length > 0) {
    const found = await workspace.diagnose({ files: rest, question, signal });
    if (found.status !== 'nothing_found')
      all.push({
        dagId: null,
        runId: null,
        taskId: null,
        mapIndex: null,
        tries: [],
        ...diagnosed(found, all),
      });
  }
  return all;
}

/** Of more instances than are diagnosed one by one those whose logs prove something, when all are looked at together. */
async function failedAmong(
  workspace: Workspace,
  instances: readonly TaskLogs[],
  question: string,
  signal: AbortSignal,
): Promise<readonly TaskLogs[]> {
  if (instances.length <= maxInstances) return instances;
  const files = instances.flatMap(({ tries }) => tries.map(({ fileId }) => fileId));
  const { causes } = await workspace.diagnose({ files, question, signal });
  const proving = new Set(causes.flatMap(({ evidence }) => evidence.map(({ source }) => source)));
  return instances
    .filter(({ tries }) => tries.some(({ name }) => proving.has(name)))
    .slice(0, maxInstances);
}

/** The causes of one diagnosis, their evidence numbered on from those before: an answer has each number once. */
function diagnosed(
  { status, causes, lookNext }: Awaited<ReturnType<Workspace['diagnose']>>,
  before: Output['failures'],
): Pick<Output['failures'][number], 'status' | 'causes' | 'lookNext'> {
  const offset = before.reduce(
    (sum, each) => sum + each.causes.reduce((count, { evidence }) => count + evidence.length, 0),
    0,
  );
  const moved = (id: string): string =>
    id.replace(/^E(\d+)$/, (_, number: string) => `E${Number(number) + offset}`);
  const renumbered = causes.map((each) => ({
    ...each,
    explanation: each.explanation.replaceAll(/\[(E\d+)\]/g, (_, id: string) => `[${moved(id)}]`),
    evidence: each.evidence.map((quote) => ({ ...quote, id: moved(quote.id) })),
  }));
  return { status, causes: renumbered, lookNext } as unknown as Pick<
    Output['failures'][number],
    'status' | 'causes' | 'lookNext'
  >;
}

function summaryOf(found: {
  readonly sources: Sources;
  readonly read: ReadFiles;
  readonly dags: readonly (DagFacts & { readonly file: string })[];
  readonly importErrors: readonly ExplainedImportError[];
  readonly culprits: readonly Culprit[];
  readonly failures: Output['failures'];
}): string {
  const { dags, importErrors, culprits, failures, read, sources } = found;
  const sentences: string[] = [];
  const failure = failures.find(({ status }) => status === 'found');
  const [best] = failure?.causes ?? [];
  if (failure && best) {
    const where =
      failure.taskId === null
        ? ''
        : `Task ${inCodeSpan(failure.taskId, 100)}${failure.mapIndex === null ? '' : `, map index ${failure.mapIndex}`}${failure.tries.length > 1 ? `, tries ${failure.tries.join(', ')}` : ''}: `;
    sentences.push(
      `${where}${best.title}. ${best.explanation}${best.evidence[0] ? ` [${best.evidence[0].id}]` : ''}`,
    );
  }
  const [error] = importErrors;
  if (error) {
    const place = error.culprit
      ? `, line ${error.culprit.line} of ${inCodeSpan(error.culprit.file, 120)}`
      : '';
    sentences.push(
      `${inCodeSpan(error.file, 120)} cannot be imported${place}: ${error.cause?.title ?? inCodeSpan(`${error.exception ?? ''} ${error.message}`.trim(), 160)}.${importErrors.length > 1 ? ` ${importErrors.length === 2 ? 'Another file' : `${importErrors.length - 1} other files`} cannot be imported either.` : ''}`,
    );
  }
  const [culprit] = culprits;
  if (culprit)
    sentences.push(
      `The first culprit is task ${inCodeSpan(culprit.taskId, 100)}${instancesOf(culprit)}${culprit.stopped.length > 0 ? `: ${culprit.stopped.length === 1 ? 'one task' : `${culprit.stopped.length} tasks`} behind it did not run (upstream_failed)` : ''}.${culprits.length > 1 ? ` ${culprits.length === 2 ? 'Another task failed by itself' : `${culprits.length - 1} other tasks failed by themselves`}.` : ''}`,
    );
  if (dags.length > 0) {
    const tasks = dags.reduce((sum, dag) => sum + dag.tasks.length, 0);
    const unknown = dags.reduce((sum, dag) => sum + dag.unknowns.length, 0);
    const shown = dags
      .slice(0, 3)
      .map((dag) => inCodeSpan(idOf(dag.dagId), 80))
      .join(', ');
    sentences.push(
      `Read ${dags.length === 1 ? 'one DAG' : `${dags.length} DAGs`} with ${tasks === 1 ? 'one task' : `${tasks} tasks`}: ${shown}${dags.length > 3 ? ` and ${dags.length - 3} more` : ''}.${unknown > 0 ? ` ${unknown} ${unknown === 1 ? 'thing' : 'things'} cannot be known without running the code.` : ''}`,
    );
  } else if (read.files.length > 0 && !error && !failure)
    sentences.push(
      `${read.files.length === 1 ? 'The file makes' : `${read.files.length} files make`} no DAG that Airflow would find.`,
    );
  const refused = read.files.flatMap(({ facts }) =>
    facts.problems.map((problem) => ({ file: facts.file, ...problem })),
  );
  if (refused[0])
    sentences.push(
      `Airflow refuses or overlooks ${inCodeSpan(`${refused[0].file}:${refused[0].line}`, 120)}: ${refused[0].kind.replaceAll('_', ' ')}.`,
    );
  if (read.problems.length > 0)
    sentences.push(
      `${read.problems.length === 1 ? 'One file' : `${read.problems.length} files`} could not be read.`,
    );
  if (sentences.length > 0) return sentences.join(' ');
  return sources.logs.length > 0
    ? 'The logs hold no failure that is known.'
    : 'Nothing of Airflow was found: no DAG, no import error, no task state, no log with a failure.';
}

function nextSteps(
  importErrors: readonly ExplainedImportError[],
  culprits: readonly Culprit[],
  failures: Output['failures'],
): string[] {
  const steps: string[] = [];
  for (const { causes, lookNext } of failures.slice(0, 1)) {
    const [best] = causes;
    if (best)
      steps.push(
        ...best.fix.slice(0, 3),
        `${best.retry.verdict === 'helps' ? 'A retry helps' : best.retry.verdict === 'cannot help' ? 'A retry cannot help' : 'A retry may help or not'}: ${best.retry.why}`,
      );
    if (lookNext ?? best?.lookNext) steps.push(`Look next at: ${lookNext ?? best!.lookNext}`);
  }
  for (const { cause: found, readNext } of importErrors.slice(0, 1))
    steps.push(
      ...(found?.fix.slice(0, 2) ?? []),
      'A retry cannot help: the file fails each time it is imported.',
      `Look next at: ${readNext}`,
    );
  for (const { taskId, readNext } of culprits.slice(0, maxCulprits))
    steps.push(
      culprits.length === 1
        ? `Look next at: ${readNext}`
        : `Look next at, for ${inCodeSpan(taskId, 100)}: ${readNext}`,
    );
  return steps;
}
