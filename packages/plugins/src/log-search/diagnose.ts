import { defineTool, evidenceSchema, ownWords } from '@datasherpa/agent/plugin';
import { SherpaError } from '@datasherpa/tools/errors';
import { lookCommandsOf, type LookCommand, type Retry } from '@datasherpa/tools/diagnosis';
import { assessRisk } from '@datasherpa/tools/shell';
import type { Timeline } from '@datasherpa/tools/timeline';
import { z } from 'zod';
import { memorySchema } from './memory-schema.ts';
import { comparedIn, evidenceIn } from './compare.ts';
import { comparisonSchema } from './comparison-schema.ts';
import { againstShape, scopeBeside, scopeOf, scopeShape } from './scope.ts';
import { clocksIn } from './timeline.ts';
import { impactSchema, timelineSchema } from './timeline-schema.ts';

const maxQuestion = 4000;
/** Milestones beside a diagnosis; the tool `timeline` shows more. */
const shownMilestones = 20;
/** Of each list of a comparison; the tool `compare` shows more. */
const shownDifferences = 5;

const cause = z.object({
  id: ownWords(),
  family: ownWords(),
  title: ownWords(),
  definition: ownWords(),
  confidence: z.number(),
  explanation: ownWords(),
  evidence: z.array(evidenceSchema),
  counterEvidence: z.array(evidenceSchema),
  firstChecks: z.array(ownWords()),
  fix: z.array(ownWords()),
  prevention: z.array(ownWords()),
  /** Whether the same work may end well when it is run once more with nothing changed. */
  retry: z.object({ verdict: z.enum(['helps', 'cannot help', 'unknown']), why: ownWords() }),
  /** What did not happen because of the failure, as far as the logs prove it; of the first cause. */
  impact: z.array(impactSchema),
  /** Commands that show more and change nothing, with the names that the logs give; of the first cause. */
  commands: z.array(z.object({ command: z.string(), shows: ownWords(), complete: z.boolean() })),
  lookNext: ownWords(),
  symptoms: z.array(ownWords()),
  occurrences: z.number(),
});

const output = z.object({
  causes: z.array(cause),
  lookNext: ownWords().nullable(),
  memory: memorySchema.nullable(),
  /** What led to the failure, in order, where the logs have milestones. */
  timeline: timelineSchema.nullable(),
  /** What differs from the run that it was compared with. */
  comparison: comparisonSchema.nullable(),
  searched: z.object({ files: z.number(), lines: z.number(), events: z.number() }),
});

const retryWords: Readonly<Record<Retry['verdict'], string>> = {
  helps: 'A retry helps',
  'cannot help': 'A retry cannot help',
  unknown: 'A retry may help or not',
};

/** Why did it fail: causes with evidence. */
export const diagnose = defineTool({
  summary:
    'Explain why a job, task or pipeline failed: the cause, the lines that prove it, and what to do next.',
  input: z.object({
    question: z.string().describe('What you want to know.'),
    text: z
      .string()
      .min(1)
      .optional()
      .meta({ format: 'log-text' })
      .describe('Log text sent along: it is stored as an upload, and only it is looked at.'),
    against: againstShape.optional(),
    ...scopeShape,
  }),
  output,
  risk: 'read',
  timeoutMs: 60_000,
  route: '/debug',
  cli: { command: 'debug', positional: ['question'] },
  examples: [
    {
      request: 'Why did the nightly load fail?',
      input: { question: 'Why did the nightly load fail?' },
    },
    { request: 'What killed my Spark job?', input: { question: 'What killed my Spark job?' } },
  ],
  routing: {
    verbs: ['summarise', 'summarize'],
    aims: ['cause'],
    attachmentKinds: ['log'],
  },
  async run({ workspace, keepText, signal }, input) {
    if (!workspace) throw new SherpaError('NO_LOGS');
    if (input.question.trim() === '')
      throw new SherpaError('QUESTION_EMPTY', {}, { field: 'question' });
    if (input.question.length > maxQuestion)
      throw new SherpaError(
        'QUESTION_TOO_LONG',
        { length: input.question.length, limit: maxQuestion },
        { field: 'question' },
      );
    const named =
      input.text !== undefined && keepText
        ? { uploads: [await keepText(input.text)] }
        : scopeOf(input);
    const scope = input.against ? await scopeBeside(workspace, named, input.against) : named;
    const found = await workspace.diagnose({ ...scope, question: input.question, signal });
    const story =
      found.status === 'nothing_found'
        ? null
        : await workspace.timeline({ ...scope, limit: shownMilestones, diagnosis: found });
    const comparison = input.against
      ? await workspace.compare({
          before: { uploads: input.against },
          after: scope,
          limit: shownDifferences,
          signal,
        })
      : null;
    const [best] = found.causes;
    const commands = best ? commandsFor(best, story) : [];
    const next = best
      ? [
          ...best.fix,
          `${retryWords[best.retry.verdict]}: ${best.retry.why}`,
          ...best.firstChecks.map((check) => `Check: ${check}`),
        ]
      : [];
    return {
      status: found.status,
      data: {
        causes: found.causes.map((each) => ({
          ...each,
          impact: each === best && story ? story.impact : [],
          commands: each === best ? commands : [],
        })) as unknown as z.output<typeof cause>[],
        timeline: (story && story.total > 0 ? told(story) : null) as z.output<
          typeof timelineSchema
        > | null,
        comparison: comparison as z.output<typeof comparisonSchema> | null,
        lookNext: found.lookNext,
        memory: found.memory as z.output<typeof memorySchema> | null,
        searched: found.searched,
      },
      summary: comparison ? `${found.summary} ${comparedIn(comparison)}` : found.summary,
      evidence: [
        ...found.causes.flatMap((each) => [...each.evidence, ...each.counterEvidence]),
        ...(comparison ? evidenceIn(comparison) : []),
      ] as z.output<typeof evidenceSchema>[],
      limits: [...found.limits, ...(comparison?.limits ?? [])],
      degraded: [...found.notes, ...(story ? clocksIn(story) : [])],
      next: found.lookNext ? [...next, `Look next at: ${found.lookNext}`] : next,
    };
  },
  render({ causes }) {
    return causes
      .map(
        ({ title, confidence, explanation }) =>
          `- **${title}** (${Math.round(confidence * 100)} %): ${explanation}`,
      )
      .join('\n');
  },
});

/** The ids of what broke come before those of everything else. None that the shell engine would not call safe. */
function commandsFor(
  cause: {
    readonly id: string;
    readonly family: string;
    readonly evidence: readonly { readonly quote: string }[];
  },
  story: Timeline | null,
): LookCommand[] {
  const entries = story?.entries ?? [];
  const ids = [...entries.filter(({ bad }) => bad), ...entries].map((entry) => entry.ids);
  const commands = lookCommandsOf(
    cause,
    ids,
    cause.evidence.map(({ quote }) => quote),
  );
  return commands.filter(({ command }) => assessRisk(command).level === 'safe');
}

function told({ entries, total, clocks, filesWithoutZone, chain }: Timeline): unknown {
  return { entries, total, clocks, filesWithoutZone, chain };
}
