import { defineTool, type evidenceSchema } from '@datasherpa/agent/plugin';
import type { ComparedRuns } from '@datasherpa/tools/comparison';
import { SherpaError } from '@datasherpa/tools/errors';
import type { Evidence } from '@datasherpa/tools/diagnosis';
import { z } from 'zod';
import { comparisonSchema } from './comparison-schema.ts';
import { againstShape, scopeBeside, scopeOf, scopeShape } from './scope.ts';

/** What is different from a run that went well. */
export const compare = defineTool({
  summary:
    'Compare the logs of a run with those of another: new errors and lines, what is gone or more frequent, causes, slower phases.',
  input: z.object({
    against: againstShape,
    limit: z.number().int().min(1).max(200).default(10).describe('Entries of each list.'),
    ...scopeShape,
  }),
  output: comparisonSchema,
  risk: 'read',
  timeoutMs: 60_000,
  route: '/compare',
  cli: { command: 'compare', positional: [] },
  examples: [
    {
      request: 'Compare this run with upload yesterday',
      input: { against: ['yesterday'] },
    },
  ],
  routing: {
    verbs: ['compare', 'diff', 'versus'],
    attachmentKinds: ['log'],
  },
  async run({ workspace, signal }, input) {
    if (!workspace) throw new SherpaError('NO_LOGS');
    const found = await workspace.compare({
      before: { uploads: input.against },
      after: await scopeBeside(workspace, scopeOf(input), input.against),
      limit: input.limit,
      signal,
    });
    return {
      status: differs(found) ? 'found' : 'nothing_found',
      data: found as unknown as z.output<typeof comparisonSchema>,
      summary: comparedIn(found),
      evidence: evidenceIn(found) as unknown as z.output<typeof evidenceSchema>[],
      limits: found.limits,
    };
  },
  render: ({ steps, slower }) =>
    [
      ...steps.map(({ what, evidence }) => `- ${what} [${evidence.id}]`),
      ...slower.map(({ phase, beforeMs, afterMs }) => `- ${phase}: ${beforeMs} -> ${afterMs} ms`),
    ].join('\n'),
});

const differs = ({ steps, notRun, errors, lines, slower }: ComparedRuns): boolean =>
  [steps, notRun, errors, lines.new, lines.moreFrequent, lines.gone, slower].some(
    (list) => list.length > 0,
  );

export const evidenceIn = ({ steps, notRun, errors, lines, slower }: ComparedRuns): Evidence[] => [
  ...[...steps, ...notRun, ...errors, ...lines.new, ...lines.moreFrequent, ...lines.gone].map(
    ({ evidence }) => evidence,
  ),
  ...slower.flatMap(({ evidence }) => evidence),
];

const maxSteps = 4;

/** One paragraph of the gravest differences. */
export function comparedIn({
  foundCauses,
  steps,
  notRun,
  errors,
  lines,
  slower,
  compared,
}: ComparedRuns): string {
  const { before, after } = compared;
  const known = new Set(foundCauses.before.map(({ id }) => id));
  const fresh = foundCauses.after.filter(({ id }) => !known.has(id));
  const sentences = [
    `Compared with ${before.files} ${before.files === 1 ? 'file' : 'files'} of another run (${before.lines} and ${after.lines} lines without frames of traces).`,
    ...(fresh.length > 0
      ? [`New cause: ${fresh.map(({ title }) => title).join('; ')}.`]
      : foundCauses.after.length > 0
        ? ['Both runs have the same cause.']
        : []),
    ...(steps.length > 0
      ? [
          `New or more often: ${steps
            .slice(0, maxSteps)
            .map(({ what, evidence }) => `${what} [${evidence.id}]`)
            .join('; ')}.`,
        ]
      : []),
    ...(fresh.length === 0 && steps.length === 0 && errors.length > 0
      ? [
          `New errors: ${errors
            .slice(0, maxSteps)
            .map(({ type, evidence }) => `${type} [${evidence.id}]`)
            .join('; ')}.`,
        ]
      : []),
    ...notRun.slice(0, maxSteps).map(({ what, evidence }) => `${what} [${evidence.id}]`),
    ...slower
      .slice(0, 1)
      .map(
        ({ phase, beforeMs, afterMs }) =>
          `Slower most of all: ${phase}, ${seconds(beforeMs)} before and ${seconds(afterMs)} now.`,
      ),
  ];
  if (sentences.length > 1) return sentences.join(' ');
  const counts = [
    [lines.new.length, 'new'],
    [lines.moreFrequent.length, 'more frequent'],
    [lines.gone.length, 'gone'],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return told.length > 0
    ? `${sentences[0]} No new cause or error; kinds of lines: ${told.join(', ')}.`
    : `${sentences[0]} No difference of weight was found.`;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
