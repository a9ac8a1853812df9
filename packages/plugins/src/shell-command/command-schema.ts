import { ownWords } from '@datasherpa/agent/plugin';
import { z } from 'zod';

const span = z.object({ start: z.number().int(), end: z.number().int() });
const level = z.enum(['safe', 'caution', 'destructive']);

/** Texts about a command name its words, so they count as text of others; levels, codes and sources do not. */
export const describedShape = {
  explanation: z.array(
    z.object({
      span,
      kind: ownWords(),
      text: z.string(),
      source: z.enum(['table', 'syntax', 'none']),
    }),
  ),
  risk: z.object({
    level,
    reasons: z.array(z.object({ code: ownWords(), level, text: z.string(), span })),
  }),
  portability: z.array(
    z.object({ lacking: z.enum(['bsd', 'busybox', 'gnu', 'sh']), span, text: z.string() }),
  ),
  /** The same command in a form that only looks. */
  dryRun: z.object({ command: z.string(), how: z.string() }).nullable(),
  undo: z.string().nullable(),
};

export const commandSchema = z.object({
  command: z.string().nullable(),
  shell: z.enum(['bash', 'fish']),
  ...describedShape,
  assumptions: z.array(z.string()),
  placeholders: z.array(z.string()),
  notUnderstood: z.array(z.string()),
  question: z.string().nullable(),
  alternatives: z.array(z.object({ command: z.string(), when: z.string(), risk: level })),
  /** What the command really printed on a copy of a sample; empty where nothing was run. */
  examples: z.array(z.object({ command: z.string(), output: z.string(), truncated: z.boolean() })),
  origin: z.enum(['recipe', 'model', 'both']),
  confidence: z.number().min(0).max(1),
  complete: z.boolean(),
});

export type CommandData = z.output<typeof commandSchema>;
