import { defineTool, ownWords, type Degraded, type evidenceSchema } from '@datasherpa/agent/plugin';
import { SherpaError } from '@datasherpa/tools/errors';
import type { ChatModel } from '@datasherpa/tools/ports';
import {
  applicationOfDescription,
  compareSparkRuns,
  eventLogAddress,
  oddNumbersOf,
  settingsFormats,
  type SettingsFormat,
  overviewOf,
  parseDescription,
  readDescription,
  stageOverviews,
  type Advice,
  type Application,
  type Overview,
  type StageOverview,
} from '@datasherpa/tools/spark';
import { z } from 'zod';
import { advicesOf } from './advices-of.ts';
import { adviceSchema, runComparisonSchema, whatIfSchema } from './advice-schema.ts';
import { summaryOf as comparedIn } from './compare-spark-runs.ts';
import { chooseApplication } from './choose-application.ts';
import { explainRun, wordsSchema, type Words } from './explain-run.ts';
import { applicationSchema, overviewSchema, readSchema, stageSchema } from './overview-schema.ts';
import { provingFindings, provingLines } from './proving-lines.ts';
import { bytesText, countText, durationText, shareText } from './words.ts';

const ids = z.array(z.string().min(1).max(100)).max(1000);

const output = z.object({
  application: applicationSchema,
  overview: overviewSchema,
  stages: z.array(stageSchema),
  read: readSchema,
  advice: adviceSchema,
  /** The recommendations as text for the platform that was asked for. */
  settings: z.object({ platform: z.enum(settingsFormats), text: ownWords() }),
  whatIf: whatIfSchema.nullable(),
  /** What a model says of the findings, where one is configured; all of it is checked against them. */
  words: wordsSchema.nullable(),
  /** What differs from the run that it was compared with. */
  comparison: runComparisonSchema.nullable(),
});

/** Where an application spent its time, what can be got back, and how. */
export const optimizeSpark = defineTool({
  summary:
    'Tune a Spark job from its event log or a description: skew, spill, memory, partitions, executors; settings to change, with what they save.',
  input: z.object({
    application: z
      .string()
      .min(1)
      .max(300)
      .optional()
      .describe('Id of the application, where several were uploaded.'),
    description: z
      .string()
      .min(1)
      .max(200_000)
      .optional()
      .describe(
        'In place of an event log: settings, executors, a table of stages and what is wrong, as JSON or text.',
      ),
    attempt: z.string().min(1).max(100).optional().describe('Attempt of that application.'),
    against: ids
      .min(1)
      .optional()
      .meta({ format: 'upload-ids' })
      .describe('Ids of uploads of another run of the same job, to compare with.'),
    keep: z
      .array(z.string().min(1).max(200))
      .max(200)
      .optional()
      .describe(
        'Settings that must stay as they are or are not to be touched; `spark.sql.adaptive.*` is all that begin so.',
      )
      .meta({ 'x-setting': 'spark.keep' }),
    platform: z
      .enum(settingsFormats)
      .default('spark-defaults')
      .describe('Where the settings go to.')
      .meta({ 'x-setting': 'spark.platform' }),
    source: z
      .string()
      .min(1)
      .max(100_000)
      .optional()
      .describe('The program of the job, for advice on its lines where a model is configured.'),
    plain: z
      .boolean()
      .default(false)
      .describe('Without words of a model, also where one is configured.'),
    limit: z.number().int().min(1).max(200).default(10).describe('Stages to show, slowest first.'),
    url: z
      .string()
      .min(1)
      .max(4000)
      .optional()
      .describe(
        'Address of an event log that the operator allows: a file, an application on a History Server, or s3://BUCKET/KEY.',
      ),
    uploads: ids
      .optional()
      .describe('Ids of uploads. Without uploads and files: all of the project.'),
    files: ids.optional().describe('Ids of single files.'),
  }),
  output,
  risk: 'read',
  timeoutMs: 300_000,
  route: '/optimize-resources',
  cli: { command: 'optimize', positional: [] },
  examples: [
    { request: 'Optimise this Spark job', input: {} },
    { request: 'Why is my Spark job so slow?', input: {} },
    { request: 'Which Spark settings should I change for this event log?', input: {} },
  ],
  routing: {
    verbs: [],
    aims: ['settings'],
    attachmentKinds: ['event_log'],
    kindOf: ({ name, head }) =>
      /^\{"Event":"(?:SparkListener|org\.apache\.spark|DBC)/.test(head) ||
      /(?:^|\/)(?:application_\d+_\d+|app-\d{14}-\d+|local-\d{13}|eventlog_v2_|events_\d+_)|event_?log/i.test(
        name,
      )
        ? 'event_log'
        : null,
    fromText: (text) => {
      const url = addressIn(text);
      // A conversation has its own words.
      const plain = true;
      if (url !== null) return { url, plain };
      return parseDescription(text) === null ? { plain } : { description: text, plain };
    },
  },
  async run({ workspace, readAddress, model: configured, signal, progress }, input) {
    const model = input.plain ? undefined : configured;
    if (input.description !== undefined)
      return describedRun(input.description, input, model, signal);
    if (!workspace) throw new SherpaError('NO_LOGS');
    const scope =
      input.url === undefined
        ? {
            ...(input.uploads && { uploads: input.uploads }),
            ...(input.files && { files: input.files }),
          }
        : { uploads: [await fetched(input.url, readAddress, progress)] };
    const { log, limits } = await chooseApplication(workspace, scope, input);
    progress('reading the event log', null);
    const application = await log.application(signal);
    await workspace.sparkRuns.remember(log, signal);
    const overview = overviewOf(application);
    const stages = stageOverviews(application);
    const advised = advicesOf(application, input);
    const comparison = input.against
      ? compareSparkRuns(
          await (
            await chooseApplication(workspace, { uploads: input.against }, {})
          ).log.application(signal),
          application,
        )
      : null;
    if (model) progress('asking the model for words', null);
    const explained = await wordsOf(model, advised.advice, application, input.source, signal);
    const { id, name, attemptId, sparkVersion, startTime, endTime } = {
      ...application,
      id: log.summary.id,
    };
    return {
      status: application.read.events > 0 ? 'found' : 'inconclusive',
      data: {
        application: { id, name, attemptId, sparkVersion, startTime, endTime },
        overview,
        stages: stages.slice(0, input.limit),
        read: application.read as unknown as z.output<typeof readSchema>,
        ...advised.data,
        words: explained.words,
        comparison: comparison as z.output<typeof runComparisonSchema> | null,
      },
      summary: [
        advised.summary,
        summaryOf(overview, stages),
        ...(comparison ? [comparedIn(comparison)] : []),
      ].join(' '),
      next: advised.next,
      evidence: (await workspace.quote([
        ...provingFindings(advised.advice, log),
        ...provingLines(application, log),
      ])) as unknown as z.output<typeof evidenceSchema>[],
      degraded: [...degradedOf(application), ...explained.degraded],
      limits: [
        ...limits,
        ...(stages.length > input.limit
          ? [
              {
                what: 'stages',
                total: stages.length,
                shown: input.limit,
                why: 'The slowest stages are shown.',
                howToGetTheRest: 'Ask for more with "limit" or --limit.',
              },
            ]
          : []),
      ],
    };
  },
  render: ({ stages, advice, settings }) =>
    [
      ...advice.findings.map(
        ({ severity, title, savedMs, savedCoreHours }) =>
          `- **${severity}** ${title}${savedMs === null ? '' : `: up to ${durationText(savedMs)}`}${savedCoreHours === null ? '' : `: ${savedCoreHours.toFixed(2)} core-hours`}`,
      ),
      ...(settings.text === '' ? [] : ['', '```text', settings.text.trimEnd(), '```']),
      '',
      '| stage | time | tasks | median | longest | skew | gc | shuffle read | disk spill |',
      '|---|---|---|---|---|---|---|---|---|',
      ...stages.map(
        (stage) =>
          `| ${stage.id}.${stage.attempt} | ${durationText(stage.wallMs)} | ${stage.tasks} | ${durationText(stage.medianMs)} | ${durationText(stage.longestMs)} | ${stage.skew === null ? '' : stage.skew.toFixed(1)} | ${shareText(stage.gcShare)} | ${bytesText(stage.shuffleReadBytes)} | ${bytesText(stage.diskSpilledBytes)} |`,
      ),
    ].join('\n'),
});

async function wordsOf(
  model: ChatModel | undefined,
  advice: Advice,
  application: Application,
  source: string | undefined,
  signal: AbortSignal,
): Promise<{ words: Words | null; degraded: Degraded[] }> {
  return model
    ? explainRun(model, { advice, application, source: source ?? '' }, signal)
    : { words: null, degraded: [] };
}

/** An address that can only be that of an event log; a link to anything else is a part of the talk. */
function addressIn(text: string): string | null {
  const [url] = /(?:https?|s3[an]?):\/\/[^\s"'<>`]+[^\s"'<>`.,;:!?)\]]/i.exec(text) ?? [];
  return url !== undefined && (/^s3/i.test(url) || eventLogAddress(url) !== null) ? url : null;
}

/** The upload that an address became. */
async function fetched(
  url: string,
  readAddress: ((url: string) => Promise<string>) | undefined,
  progress: (note: string, fraction: number | null) => void,
): Promise<string> {
  if (!readAddress)
    throw new SherpaError('URL_NOT_ALLOWED', {
      url: 'that was sent',
      reason: 'reading addresses is switched off here',
    });
  progress('fetching the event log', null);
  return readAddress(url);
}

/** What can be said about a run from what somebody tells of it. */
async function describedRun(
  text: string,
  options: {
    limit: number;
    keep?: string[] | undefined;
    platform: SettingsFormat;
    source?: string | undefined;
  },
  model: ChatModel | undefined,
  signal: AbortSignal,
) {
  const { limit, source } = options;
  const { description, notUsed } = readDescription(text);
  if (!description) {
    const not = notUsed.map((each) => `"${each.text}": ${each.why}`).join('; ');
    const reason = `the description says nothing about a run: no setting, no stage, no duration${not === '' ? '' : ` (${not})`}`;
    throw new SherpaError(
      'INPUT_INVALID',
      { reason: reason.slice(0, 500) },
      { field: 'description' },
    );
  }
  const { application, missing, cut } = await applicationOfDescription(description);
  const advised = advicesOf(application, options);
  const overview = overviewOf(application);
  const stages = stageOverviews(application);
  const explained = await wordsOf(model, advised.advice, application, source, signal);
  const { name, attemptId, sparkVersion, startTime, endTime } = application;
  return {
    status: 'inconclusive' as const,
    data: {
      application: { id: 'description', name, attemptId, sparkVersion, startTime, endTime },
      overview,
      stages: stages.slice(0, limit),
      read: application.read as unknown as z.output<typeof readSchema>,
      ...advised.data,
      words: explained.words,
      comparison: null,
    },
    summary: `${advised.summary} ${summaryOf(overview, stages)}`,
    degraded: [
      {
        what: 'event log',
        why: `The run was described in words. Not said: ${missing.join('; ')}.`,
        effect: 'Numbers of single tasks are shares of what was said of their stage.',
      },
      ...notUsed.map(({ text: words, why }) => ({
        what: 'description',
        why: `Not used: "${words}", because ${why}.`,
        effect: 'It is in no number of the answer.',
      })),
      ...cut.map((why) => ({
        what: 'description',
        why: `${why}.`,
        effect: 'Totals and times are those that were said.',
      })),
      ...description.symptoms.map((words) => ({
        what: 'description',
        why: `No number and no setting is in: "${words.slice(0, 200)}".`,
        effect: 'No rule looks at it; the log of the run, or `sherpa debug`, would tell the cause.',
      })),
      ...explained.degraded,
    ],
    next: [...advised.next, 'Send the event log of the run: it has every task, executor and plan.'],
  };
}

function summaryOf(overview: Overview, stages: readonly StageOverview[]): string {
  const { jobs, tasks, executors } = overview;
  const failed = [
    jobs.failed > 0 ? countText(jobs.failed, 'job') : '',
    overview.stages.failed > 0 ? countText(overview.stages.failed, 'stage attempt') : '',
    tasks.failed > 0 ? countText(tasks.failed, 'task') : '',
    // A query whose jobs went well can fail all the same, and nothing else would tell.
    jobs.failed === 0 && overview.queries.failed > 0
      ? countText(overview.queries.failed, 'query', 'queries')
      : '',
  ].filter((part) => part !== '');
  const [slowest] = stages;
  return [
    `The application ${overview.ended ? 'ran' : 'has no end in its log; it ran at least'} ${durationText(overview.durationMs)}, of which ${durationText(overview.driverOnlyMs)} passed without a job.`,
    `${countText(jobs.total, 'job')}, ${countText(overview.stages.total, 'stage attempt')}, ${countText(tasks.total, 'task')}.`,
    failed.length > 0 ? `Failed: ${failed.join(', ')}.` : 'Nothing failed.',
    executors.added > 0
      ? `At most ${countText(executors.mostAtOnce, 'executor')} with ${countText(executors.mostCoresAtOnce, 'core')} at once, ${overview.coreHours.toFixed(2)} core-hours${overview.busyShare === null ? '' : `, ${shareText(overview.busyShare)} of them busy`}; ${countText(executors.lost, 'executor')} lost.`
      : 'No executor is in the log.',
    `Garbage collection took ${shareText(overview.gcShare)} of the time of tasks; ${bytesText(overview.diskSpilledBytes)} were spilled to disk; ${bytesText(overview.shuffleReadBytes)} were read from shuffles and ${bytesText(overview.inputBytes)} from input.`,
    slowest
      ? `Slowest stage: ${slowest.id}.${slowest.attempt} with ${durationText(slowest.wallMs)} for ${countText(slowest.tasks, 'task')} (median ${durationText(slowest.medianMs)}, longest ${durationText(slowest.longestMs)}).`
      : 'No stage ran.',
  ].join(' ');
}

function degradedOf(application: Application): Degraded[] {
  const { read } = application;
  const { broken, noEvent, tooLong } = read.skipped;
  const skipped = broken + noEvent + tooLong;
  return [
    ...read.incomplete.map((why) => ({
      what: 'event log',
      why: `It is not complete: ${why}.`,
      effect: 'What happened there is not in the numbers.',
    })),
    ...oddNumbersOf(application).map((odd) => ({
      what: 'numbers',
      why: `The log has what cannot be true: ${odd}.`,
      effect: 'They are counted as they stand, as the History Server does; findings may be wrong.',
    })),
    ...(skipped > 0
      ? [
          {
            what: 'lines',
            why: `Of ${read.lines.toLocaleString('en')} lines, ${skipped.toLocaleString('en')} are no event.`,
            effect: 'They are left out of the numbers.',
          },
        ]
      : []),
    ...(read.tasksWithoutStart > 0
      ? [
          {
            what: 'tasks',
            why: `The log has no start of ${read.tasksWithoutStart.toLocaleString('en')} tasks.`,
            effect: 'They count here; the History Server does not show them.',
          },
        ]
      : []),
  ];
}
