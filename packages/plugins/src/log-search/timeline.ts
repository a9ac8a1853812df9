import { defineTool, type Degraded, type evidenceSchema } from '@datasherpa/agent/plugin';
import { SherpaError } from '@datasherpa/tools/errors';
import type { Timeline } from '@datasherpa/tools/timeline';
import { z } from 'zod';
import { scopeOf, scopeShape } from './scope.ts';
import { impactSchema, timelineSchema } from './timeline-schema.ts';

const output = timelineSchema.extend({ impact: z.array(impactSchema) });

/** What happened, in order, across tools. */
export const timeline = defineTool({
  summary:
    'Tell what happened in which order across all logs: tries, applications, stages, lost executors, kills, and what led to what.',
  input: z.object({
    limit: z.number().int().min(1).max(500).default(60).describe('Milestones to show.'),
    ...scopeShape,
  }),
  output,
  risk: 'read',
  timeoutMs: 60_000,
  route: '/timeline',
  cli: { command: 'timeline', positional: [] },
  examples: [
    { request: 'Show me the timeline of the failure', input: {} },
    { request: 'Give me the chronology of this run', input: {} },
  ],
  routing: {
    verbs: ['timeline', 'chronology', 'chronological'],
    attachmentKinds: ['log'],
    fromText: () => ({}),
  },
  async run({ workspace, signal }, input) {
    if (!workspace) throw new SherpaError('NO_LOGS');
    const made = await workspace.timeline({ ...scopeOf(input), limit: input.limit, signal });
    return {
      status: made.entries.length > 0 ? 'found' : 'nothing_found',
      data: made as unknown as z.output<typeof output>,
      summary: summaryOf(made),
      evidence: made.entries.map(({ evidence }) => evidence) as unknown as z.output<
        typeof evidenceSchema
      >[],
      limits: made.limits,
      degraded: [...zonesIn(made), ...clocksIn(made)],
    };
  },
  render: ({ entries }) =>
    entries.map(({ tool, what, evidence }) => `- ${tool}: ${what} [${evidence.id}]`).join('\n'),
});

const zonesIn = ({ filesWithoutZone }: Timeline): Degraded[] =>
  filesWithoutZone === 0
    ? []
    : [
        {
          what: 'time zone',
          why: `Times of ${filesWithoutZone} ${filesWithoutZone === 1 ? 'file' : 'files'} have no zone.`,
          effect: 'They are read as UTC.',
        },
      ];

/** What was estimated about clocks. */
export const clocksIn = ({ clocks }: Timeline): Degraded[] =>
  clocks.map(({ source, note }) => ({
    what: `clock of ${source}`,
    why: `${note.slice(0, 1).toUpperCase()}${note.slice(1)}.`,
    effect: 'Times are shown as written; the order was found without the estimated difference.',
  }));

function summaryOf({ entries, total, chain }: Timeline): string {
  if (entries.length === 0)
    return 'No milestone was found: these logs do not say when tries, applications, stages or containers begin and end.';
  const [culprit, ...consequences] = chain;
  const found =
    total === 1
      ? 'One milestone was found.'
      : `${total} milestones were found, ${entries.length} are shown.`;
  if (!culprit) return `${found} None of them is a failure.`;
  const steps = [culprit, ...consequences].map(({ what, evidence }) => `${what} [${evidence.id}]`);
  return `${found} It begins with: ${steps[0]}.${steps.length > 1 ? ` What follows: ${steps.slice(1).join('; ')}.` : ''}`;
}
