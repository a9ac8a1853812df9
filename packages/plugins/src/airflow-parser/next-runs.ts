import { defineTool, ownWords } from '@datasherpa/agent/plugin';
import {
  describeSchedule,
  isUnresolved,
  nextRuns as runsOf,
  type DagFacts,
  type NextRunsRequest,
  type Schedule,
} from '@datasherpa/tools/airflow';
import { SherpaError } from '@datasherpa/tools/errors';
import { z } from 'zod';
import { limitOfFiles, readFiles, readSources, sourceShape } from './read-sources.ts';

const run = z.object({
  runAfter: z.string(),
  local: z.string(),
  logicalDate: z.string(),
  dataInterval: z.tuple([z.string(), z.string()]),
});
const output = z.object({
  dags: z.array(
    z.object({
      /** Null for a schedule that was given itself. */
      dagId: z.string().nullable(),
      file: z.string().nullable(),
      schedule: z.string().nullable(),
      words: z.string(),
      timezone: z.string(),
      runs: z.array(run),
      notes: z.array(z.string()),
      missed: z.object({ count: z.number(), atLeast: z.boolean() }).nullable(),
    }),
  ),
  airflow: z.enum(['2', '3']),
  note: ownWords(),
});
type Entry = z.output<typeof output>['dags'][number];

/** When DAGs or a schedule run next. */
export const nextRuns = defineTool({
  summary:
    'Tell when a cron schedule or Airflow DAGs run next, in words and times, with data interval, time zone and catchup.',
  input: z.object({
    schedule: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('A cron expression or preset; without it the DAG files in scope are read.'),
    timezone: z
      .string()
      .min(1)
      .max(100)
      .default('UTC')
      .describe('IANA time zone of that schedule.')
      .meta({ 'x-setting': 'airflow.timezone' }),
    count: z.number().int().min(1).max(100).default(5).describe('Runs to show.'),
    airflow: z
      .enum(['2', '3'])
      .default('3')
      .describe('Airflow 2 runs at the end of an interval, Airflow 3 at the time itself.')
      .meta({ 'x-setting': 'airflow.version' }),
    ...sourceShape,
  }),
  output,
  risk: 'read',
  timeoutMs: 120_000,
  cli: { command: 'airflow next-runs', positional: [] },
  examples: [
    {
      request: 'When does the schedule "0 5 * * 1-5" run next?',
      input: { schedule: '0 5 * * 1-5' },
    },
    { request: 'Next runs of this DAG', input: {} },
  ],
  routing: {
    verbs: [],
    attachmentKinds: [],
    signs: [
      {
        match:
          /\bnext (?:\w+ )?runs?\b|\bruns? next\b|\bwhen (?:does|do|will|is)\b.{0,60}\b(?:run|start|scheduled|due)\b/i,
        weight: 5,
      },
    ],
    fromText(text) {
      const schedule =
        /["'`]([^"'`]{9,100})["'`]|(@(?:once|hourly|daily|weekly|monthly|quarterly|yearly))\b/.exec(
          text,
        );
      const written = schedule?.[1] ?? schedule?.[2];
      return written === undefined ? {} : { schedule: written };
    },
  },
  async run({ workspace, parsers, signal, now, progress }, input) {
    const shared = { count: input.count, airflow: Number(input.airflow) as 2 | 3, now: now() };
    const note =
      input.airflow === '3'
        ? 'Airflow 3 runs at the time itself; with create_cron_data_intervals, and in Airflow 2, at the end of the interval.'
        : 'Airflow 2 runs at the end of the interval.';
    if (input.schedule !== undefined) {
      const schedule = scheduleOf(input.schedule);
      const entry = entryOf(
        { schedule, timezone: input.timezone, start: null, end: null, catchup: false, ...shared },
        null,
        null,
      );
      return {
        status: entry.runs.length > 0 ? 'found' : 'nothing_found',
        data: { dags: [entry], airflow: input.airflow, note },
        summary: summaryOf([entry]),
      };
    }
    if (!parsers) throw new SherpaError('NO_SOURCES');
    const sources = await readSources(workspace, input, signal);
    if (sources.code.length === 0) throw new SherpaError('NO_SOURCES');
    const read = await readFiles(parsers, sources, {
      lint: false,
      now: now(),
      signal,
      progress,
    });
    const dags = read.files.flatMap(({ facts }) =>
      facts.dags.map((dag) => ofDag(dag, facts.file, shared)),
    );
    return {
      status: dags.some(({ runs }) => runs.length > 0) ? 'found' : 'nothing_found',
      data: { dags, airflow: input.airflow, note },
      summary: dags.length === 0 ? 'The files make no DAG.' : summaryOf(dags),
      limits: limitOfFiles(sources),
    };
  },
  render: ({ dags }) =>
    dags
      .map(({ dagId, words, runs, notes }) =>
        [
          `- ${dagId ?? 'schedule'}: ${words}`,
          ...runs.map(({ local }) => `  - ${local}`),
          ...notes.map((each) => `  - ${each}`),
        ].join('\n'),
      )
      .join('\n'),
});

const scheduleOf = (written: string): Schedule =>
  written.startsWith('@') ? { kind: 'preset', value: written } : { kind: 'cron', value: written };

function ofDag(
  dag: DagFacts,
  file: string,
  shared: Pick<NextRunsRequest, 'count' | 'airflow' | 'now'>,
): Entry {
  const dagId = typeof dag.dagId === 'string' ? dag.dagId : null;
  const { schedule, startDate, endDate, timezone, catchup } = dag;
  const lost = [schedule, startDate, endDate, timezone].find(isUnresolved);
  if (
    lost ||
    isUnresolved(schedule) ||
    isUnresolved(startDate) ||
    isUnresolved(endDate) ||
    isUnresolved(timezone)
  )
    return {
      dagId,
      file,
      schedule: null,
      words: `not known: ${lost!.unknown} (line ${lost!.line}${lost!.file === undefined ? '' : ` of ${lost!.file}`})`,
      timezone: 'UTC',
      runs: [],
      notes: ['The schedule or its dates are known only when the code runs.'],
      missed: null,
    };
  const time = (date: string | null): number | null => (date === null ? null : Date.parse(date));
  return entryOf(
    {
      schedule,
      timezone,
      start: time(startDate),
      end: time(endDate),
      catchup: catchup === true,
      ...shared,
    },
    dagId,
    file,
  );
}

function entryOf(request: NextRunsRequest, dagId: string | null, file: string | null): Entry {
  const { runs, notes, missed } = runsOf(request);
  const { schedule } = request;
  return {
    dagId,
    file,
    schedule: 'value' in schedule ? schedule.value : schedule.kind,
    words: describeSchedule(schedule),
    timezone: request.timezone,
    runs: runs.map((each) => ({ ...each, dataInterval: [...each.dataInterval] })),
    notes: [...notes],
    missed,
  };
}

function summaryOf(entries: readonly Entry[]): string {
  const next = entries
    .filter(({ runs }) => runs.length > 0)
    .toSorted((a, b) => a.runs[0]!.runAfter.localeCompare(b.runs[0]!.runAfter))[0];
  if (!next)
    return entries.length === 1
      ? entries[0]!.notes.join(' ')
      : `None of the ${entries.length} DAGs runs at a time.`;
  const name = next.dagId === null ? 'It' : `\`${next.dagId.replaceAll('`', "'").slice(0, 100)}\``;
  const missed =
    next.missed && next.missed.count > 0
      ? ` Catchup makes up for ${next.missed.atLeast ? 'at least ' : ''}${next.missed.count} runs first.`
      : '';
  return `${name} runs next at ${next.runs[0]!.local} (${next.words}).${missed}`;
}
