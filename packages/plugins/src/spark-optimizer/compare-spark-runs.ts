import { defineTool } from '@datasherpa/agent/plugin';
import { SherpaError } from '@datasherpa/tools/errors';
import type { EventLog, Workspace } from '@datasherpa/tools/ingestion';
import { compareSparkRuns as compareRuns, type SparkComparison } from '@datasherpa/tools/spark';
import { z } from 'zod';
import { runComparisonSchema } from './advice-schema.ts';
import { bytesText, durationText } from './words.ts';

const ids = z.array(z.string().min(1).max(100)).max(1000);
const shownContributions = 20;
const shownStages = 100;

/** Why one run was slower than another, in parts that add up. */
export const compareSparkRuns = defineTool({
  summary:
    'Compare two Spark runs by their event logs: what made one slower, by stage, data, settings, garbage collection and spill.',
  input: z.object({
    before: z
      .string()
      .min(1)
      .max(300)
      .optional()
      .describe('Id of the application (or `ID attempt N`) to compare with.'),
    after: z.string().min(1).max(300).optional().describe('Id of the application in question.'),
    uploads: ids
      .optional()
      .describe('Ids of uploads that hold both. Without uploads and files: all of the project.'),
    files: ids.optional().describe('Ids of single files.'),
  }),
  output: runComparisonSchema,
  risk: 'read',
  timeoutMs: 300_000,
  route: '/compare-spark-runs',
  cli: { command: 'compare-runs', positional: [] },
  examples: [
    { request: 'Why was the Spark run of today slower than the one of yesterday?', input: {} },
    { request: 'Compare these two event logs', input: {} },
    { request: 'What changed between these two runs, configuration or data volume?', input: {} },
  ],
  routing: {
    verbs: [],
    aims: ['difference'],
    attachmentKinds: ['event_logs'],
    fromText: runsIn,
  },
  async run({ workspace, signal, progress }, input) {
    if (!workspace) throw new SherpaError('NO_LOGS');
    const { before, after, total } = await twoRuns(workspace, input);
    progress('reading the first event log', 0);
    const first = await before.application(signal);
    progress('reading the second event log', 0.5);
    const second = await after.application(signal);
    const compared = compareRuns(first, second);
    return {
      status: compared.isReal ? 'found' : 'nothing_found',
      data: {
        ...compared,
        contributions: withRest(compared.contributions),
        stages: compared.stages.slice(0, shownStages),
      } as unknown as z.output<typeof runComparisonSchema>,
      summary: summaryOf(compared),
      limits: [
        ...(total > 2
          ? [
              {
                what: 'applications',
                total,
                shown: 2,
                why: 'Two runs are compared: the two that began last.',
                howToGetTheRest: 'Name them with "before" and "after".',
              },
            ]
          : []),
        ...(compared.stages.length > shownStages
          ? [
              {
                what: 'stages',
                total: compared.stages.length,
                shown: shownStages,
                why: 'An answer holds that many.',
                howToGetTheRest: 'The parts of the difference name those that matter.',
              },
            ]
          : []),
      ],
    };
  },
  render: ({ contributions }) =>
    [
      '| part | difference | why |',
      '|---|---|---|',
      ...contributions.map(
        ({ name, ms, why }) => `| ${name} | ${signed(ms)} | ${why.join('; ')} |`,
      ),
    ].join('\n'),
});

/** Ids of applications, or attempts of one, that a request names; the first is the one to compare with. */
function runsIn(text: string): { before?: string; after?: string } {
  const ids = [
    ...new Set(text.match(/\b(?:application_\d+_\d+|app-\d{14}-\d+|local-\d{13})\b/g) ?? []),
  ];
  const attempts = [...text.matchAll(/\battempt (\d+)\b/gi)].map(([, attempt]) => attempt!);
  const [first, second] = ids;
  if (first !== undefined && second !== undefined) return { before: first, after: second };
  if (first !== undefined && attempts.length >= 2)
    return { before: `${first} attempt ${attempts[0]}`, after: `${first} attempt ${attempts[1]}` };
  return {};
}

/** The two that are named, or the two that began last, the earlier one first. */
async function twoRuns(
  workspace: Workspace,
  input: {
    before?: string | undefined;
    after?: string | undefined;
    uploads?: string[] | undefined;
    files?: string[] | undefined;
  },
): Promise<{ before: EventLog; after: EventLog; total: number }> {
  const scope = {
    ...(input.uploads && { uploads: input.uploads }),
    ...(input.files && { files: input.files }),
  };
  const logs = (await workspace.eventLogs(scope)).toSorted((a, b) => startOf(a) - startOf(b));
  if (logs.length === 0)
    throw new SherpaError('NOT_AN_EVENT_LOG', {
      files: String((await workspace.files(scope)).length),
    });
  const named = (wanted: string): EventLog => {
    const [, id = wanted, attempt] = /^(.+?)\s+attempt\s+(\S+)$/i.exec(wanted) ?? [];
    const found = logs.findLast(
      ({ summary, name }) =>
        (summary.id === id || name === id) &&
        (attempt === undefined || summary.attemptId === attempt),
    );
    if (!found) throw new SherpaError('NOT_FOUND', { kind: 'Spark application', id: wanted });
    return found;
  };
  const after =
    input.after === undefined
      ? logs.findLast((log) => input.before === undefined || log !== named(input.before))
      : named(input.after);
  const before =
    input.before === undefined
      ? logs.findLast((log) => log !== after && (!after || startOf(log) <= startOf(after)))
      : named(input.before);
  if (!before || !after || before === after)
    throw new SherpaError('TWO_RUNS_NEEDED', { runs: String(logs.length) });
  return { before, after, total: logs.length };
}

/** The largest parts, and the sum of the others as one, so that what is shown adds up too. */
function withRest(all: SparkComparison['contributions']) {
  const rest = all.slice(shownContributions);
  if (rest.length === 0) return all;
  const ms = rest.reduce((sum, each) => sum + each.ms, 0);
  return [
    ...all.slice(0, shownContributions),
    { what: 'rest' as const, name: `${rest.length} smaller parts`, ms, why: [] },
  ];
}

const startOf = ({ summary, lastUpdated }: EventLog): number => summary.startTime ?? lastUpdated;
const signed = (ms: number): string => `${ms < 0 ? '-' : '+'}${durationText(Math.abs(ms))}`;
const nameOf = ({ id, attemptId }: { id: string | null; attemptId: string | null }): string =>
  `${id ?? 'the run'}${attemptId === null ? '' : ` attempt ${attemptId}`}`;

/** The difference, whether it is more than noise, and what made it. Also the answer of `optimize` with another run beside it. */
export function summaryOf(compared: SparkComparison): string {
  const { before, after, differenceMs, isReal, contributions, settings } = compared;
  const share = before.wallMs === 0 ? 0 : Math.abs(differenceMs) / before.wallMs;
  const percent = `${Math.round(share * 1000) / 10} %`;
  const head = `${nameOf(before)} took ${seconds(before.wallMs)}, ${nameOf(after)} ${seconds(after.wallMs)}: ${differenceMs === 0 ? 'no difference' : `${durationText(Math.abs(differenceMs))} (${percent}) ${differenceMs > 0 ? 'more' : 'less'}`}.`;
  const noise = isReal
    ? ''
    : ' No, this is not a real difference: two equal runs differ by as much (noise).';
  const parts = contributions
    .filter(({ ms }) => Math.abs(ms) >= 1000)
    .slice(0, 3)
    .map(
      ({ what, name, ms, why }) =>
        `${what === 'driver' ? 'the driver' : (name.split(':')[0] ?? name)} ${signed(ms)}${why.length > 0 && what !== 'driver' ? ` (${why.join('; ')})` : ''}`,
    );
  const made = isReal && parts.length > 0 ? ` It comes from ${parts.join(', ')}.` : '';
  const gc = ` Garbage collection took ${seconds(before.gcMs)} and ${seconds(after.gcMs)}, reading ${bytesText(before.inputBytes + before.shuffleReadBytes)} and ${bytesText(after.inputBytes + after.shuffleReadBytes)}.`;
  const changed =
    settings.length === 0
      ? ' No setting differs.'
      : ` ${settings.length} ${settings.length === 1 ? 'setting differs' : 'settings differ'}.`;
  return `${head}${noise}${made}${gc}${changed}`;
}

/** With two decimals, so that small differences can be seen. */
const seconds = (ms: number): string =>
  ms < 600_000 ? `${(ms / 1000).toFixed(2)} s` : durationText(ms);
