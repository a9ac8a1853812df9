import { defineTool } from '@datasherpa/agent/plugin';
import { inCodeSpan } from '@datasherpa/tools/diagnosis';
import { SherpaError } from '@datasherpa/tools/errors';
import type { EventLog, Workspace } from '@datasherpa/tools/ingestion';
import {
  jobOfName,
  trendMeasures,
  trendsOf,
  trendTexts,
  type RunOfJob,
  type Trends,
} from '@datasherpa/tools/spark';
import { z } from 'zod';
import { countText } from './words.ts';

const ids = z.array(z.string().min(1).max(100)).max(1000);
/** Logs that are read for one answer; what was read before is remembered. */
const readAtOnce = 100;
const shownJobs = 100;
/** Three before a change and three from it on. */
const fewest = 6;

const measure = z.enum(trendMeasures);
const run = z.object({
  applicationId: z.string(),
  attemptId: z.string().nullable(),
  startedAt: z.number(),
  measures: z.object({
    durationMs: z.number(),
    coreHours: z.number(),
    diskSpilledBytes: z.number(),
    failedTasks: z.number(),
    failedJobs: z.number(),
    inputBytes: z.number(),
    shuffleReadBytes: z.number(),
    gcShare: z.number(),
    ended: z.number(),
  }),
});

const output = z.object({
  job: z.string().nullable(),
  runs: z.array(run),
  changes: z.array(
    z.object({
      measure,
      applicationId: z.string(),
      attemptId: z.string().nullable(),
      startedAt: z.number(),
      before: z.number(),
      after: z.number(),
      together: z.array(measure),
    }),
  ),
  outliers: z.array(
    z.object({
      measure,
      applicationId: z.string(),
      startedAt: z.number(),
      value: z.number(),
    }),
  ),
  comparedRuns: z.number(),
  jobs: z.array(z.object({ job: z.string(), runs: z.number(), lastStartedAt: z.number() })),
});

/** Runs of one job over time, and where what they took changed. */
export const sparkTrends = defineTool({
  summary:
    'Follow the runs of a Spark job over time: duration, cost, spill, failures, and from which run on they changed.',
  input: z.object({
    job: z
      .string()
      .min(1)
      .max(300)
      .optional()
      .describe('Name of the job, or a part of it; without it, the job that ran last.'),
    limit: z
      .number()
      .int()
      .min(1)
      .max(500)
      .default(100)
      .describe('Runs to look at, the last ones.'),
    uploads: ids
      .optional()
      .describe('Ids of uploads with event logs that are read first. Without: all of the project.'),
    files: ids.optional().describe('Ids of single files.'),
  }),
  output,
  risk: 'read',
  timeoutMs: 300_000,
  route: '/spark-trends',
  cli: { command: 'trends', positional: ['job'] },
  examples: [
    { request: 'Has this Spark job become slower over time?', input: {} },
    { request: 'Show the trend of the runs of load_orders', input: { job: 'load_orders' } },
    { request: 'Since when does the nightly Spark job cost more?', input: {} },
  ],
  routing: {
    verbs: ['trend', 'trends', 'history'],
    attachmentKinds: [],
    signs: [
      { match: /\btrends?\b/i, weight: 4 },
      { match: /\bover (?:time|the last|the past)\b|\bsince when\b/i, weight: 4 },
      {
        match: /\b(?:become|became|becoming|getting|got) (?:slower|faster|more expensive)\b/i,
        weight: 2,
      },
      { match: /\b(?:last|past|previous) \d+ runs\b|\bruns of\b/i, weight: 3 },
    ],
    fromText: (text) => {
      const [, job] = /\bruns? of (?:the )?(?:job )?[`"']?([\w.-]{3,100})/i.exec(text) ?? [];
      return job === undefined ? {} : { job };
    },
  },
  async run({ workspace, signal, progress }, input) {
    if (!workspace) throw new SherpaError('NO_LOGS');
    const { sparkRuns } = workspace;
    const logs = await workspace.eventLogs({
      ...(input.uploads && { uploads: input.uploads }),
      ...(input.files && { files: input.files }),
    });
    const unread = await rememberNew(workspace, logs, { signal, progress });
    const { jobs, total: allJobs } = await sparkRuns.jobs(shownJobs);
    const job = chooseJob(
      input.job,
      jobs,
      logs.map((log) => sparkRuns.jobOf(log)),
    );
    const { runs, total } =
      job === null ? { runs: [], total: 0 } : await sparkRuns.ofJob(job, input.limit);
    const trends = trendsOf(runs);
    return {
      status:
        trends.changes.length > 0
          ? 'found'
          : trends.comparedRuns < fewest
            ? 'inconclusive'
            : 'nothing_found',
      data: { job, runs, ...trends, jobs } as unknown as z.output<typeof output>,
      summary: summaryOf(job, runs, trends),
      limits: [
        ...(total > runs.length
          ? [
              {
                what: 'runs',
                total,
                shown: runs.length,
                why: 'The last runs are looked at.',
                howToGetTheRest: 'Ask for more with "limit" or --limit.',
              },
            ]
          : []),
        ...(unread > 0
          ? [
              {
                what: 'event logs',
                total: logs.length,
                shown: logs.length - unread,
                why: `At most ${readAtOnce} logs are read for one answer; those that began last came first.`,
                howToGetTheRest: 'Ask again: what was read is remembered.',
              },
            ]
          : []),
        ...(allJobs > jobs.length
          ? [
              {
                what: 'jobs',
                total: allJobs,
                shown: jobs.length,
                why: 'The jobs that ran last are named.',
                howToGetTheRest: 'Name a job with "job".',
              },
            ]
          : []),
      ],
      next: trends.changes
        .filter(({ measure: what }) => what === 'durationMs' || what === 'coreHours')
        .slice(0, 2)
        .map(
          ({ applicationId }) =>
            `Compare the run ${inCodeSpan(applicationId, 100)} with the one before it (sherpa compare-runs --after).`,
        ),
    };
  },
  render: ({ runs, changes }) =>
    [
      '| run | began | duration | core-hours | spilled | failed tasks | input |',
      '|---|---|---|---|---|---|---|',
      ...runs.map(
        ({ applicationId, startedAt, measures }) =>
          `| ${applicationId} | ${new Date(startedAt).toISOString()} | ${(['durationMs', 'coreHours', 'diskSpilledBytes', 'failedTasks', 'inputBytes'] as const).map((each) => trendTexts[each].text(measures[each])).join(' | ')} |`,
      ),
      ...changes.map(
        ({ measure: what, applicationId, before, after }) =>
          `- ${trendTexts[what].title}: ${trendTexts[what].text(before)} → ${trendTexts[what].text(after)} from ${applicationId} on`,
      ),
    ].join('\n'),
});

/** Reads logs whose runs are not remembered yet, those that began last first. Gives how many were left. */
async function rememberNew(
  { sparkRuns }: Workspace,
  logs: readonly EventLog[],
  {
    signal,
    progress,
  }: { signal: AbortSignal; progress: (note: string, fraction: number | null) => void },
): Promise<number> {
  const fresh: EventLog[] = [];
  // Of a run that was sent several times the last copy counts.
  const newest = new Map<string, EventLog>();
  for (const log of logs.toSorted((a, b) => a.lastUpdated - b.lastUpdated))
    newest.set(`${log.summary.id} ${log.summary.attemptId}`, log);
  for (const log of newest.values())
    if (log.summary.startTime !== null && !(await sparkRuns.isKnown(log))) fresh.push(log);
  fresh.sort((a, b) => b.summary.startTime! - a.summary.startTime!);
  const now = fresh.slice(0, readAtOnce);
  for (const [at, log] of now.entries()) {
    signal.throwIfAborted();
    progress(`reading event log ${at + 1} of ${now.length}`, at / now.length);
    await sparkRuns.remember(log, signal);
  }
  return fresh.length - now.length;
}

/**
 * The job that is named, whole or in part; without a name that of the logs in scope, or the one that ran last.
 * @throws NOT_FOUND
 */
function chooseJob(
  wanted: string | undefined,
  jobs: readonly { readonly job: string }[],
  ofScope: readonly string[],
): string | null {
  const names = jobs.map(({ job }) => job);
  if (wanted === undefined) {
    const own = new Set(ofScope);
    return names.find((job) => own.has(job)) ?? names[0] ?? null;
  }
  const part = wanted.toLowerCase();
  const found =
    names.find((job) => job === wanted) ??
    names.find((job) => job === jobOfName(wanted)) ??
    names.find((job) => job.toLowerCase().includes(part));
  if (found === undefined)
    throw new SherpaError('NOT_FOUND', { kind: 'Spark job', id: wanted.slice(0, 100) });
  return found;
}

function summaryOf(job: string | null, runs: readonly RunOfJob[], trends: Trends): string {
  if (job === null)
    return 'No run of a Spark job is known: no event log with a start was uploaded.';
  const { changes, outliers, comparedRuns } = trends;
  const name = inCodeSpan(job, 100);
  const head = `${countText(runs.length, 'run')} of ${name}${comparedRuns < runs.length ? `, ${runs.length - comparedRuns} of them without an end` : ''}.`;
  if (comparedRuns < fewest)
    return `${head} That is too little to tell a change from chance: it takes ${fewest} runs with an end.`;
  const last = runs.at(-1)!;
  const now = `The last one took ${trendTexts.durationMs.text(last.measures.durationMs)} and ${trendTexts.coreHours.text(last.measures.coreHours)} core-hours.`;
  if (changes.length === 0)
    return `${head} ${now} Nothing changed its level.${outlierText(outliers)}`;
  const told = changes.slice(0, 5).map(({ measure: what, before, after, startedAt, together }) => {
    const { title, text } = trendTexts[what];
    const others = together.map((each) => trendTexts[each].title.toLowerCase());
    return `${title} went from ${text(before)} to ${text(after)} with the run of ${new Date(startedAt).toISOString().slice(0, 16)}Z${others.length > 0 ? `, together with ${others.join(', ')}` : ''}.`;
  });
  const more = changes.length > told.length ? ` ${changes.length - told.length} more changes.` : '';
  return `${head} ${now} ${told.join(' ')}${more}${outlierText(outliers)}`;
}

const outlierText = (outliers: Trends['outliers']): string => {
  const slow = outliers.filter(({ measure: what }) => what === 'durationMs');
  return slow.length === 0
    ? ''
    : ` ${countText(slow.length, 'run')} stood alone with ${slow
        .slice(0, 3)
        .map(({ value }) => trendTexts.durationMs.text(value))
        .join(', ')}.`;
};
