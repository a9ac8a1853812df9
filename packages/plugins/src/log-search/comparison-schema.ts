import { evidenceSchema, ownWords } from '@datasherpa/agent/plugin';
import { z } from 'zod';

const cause = z.object({ id: ownWords(), title: ownWords() });
const counted = { before: z.number(), after: z.number(), evidence: evidenceSchema };
const line = z.object({
  quote: z.string(),
  level: z.string(),
  ratesPerThousand: z.tuple([z.number(), z.number()]),
  ...counted,
});
const side = z.object({ files: z.number(), lines: z.number() });

/** What differs between two runs: see `ComparedRuns` of the comparison engine. */
export const comparisonSchema = z.object({
  foundCauses: z.object({ before: z.array(cause), after: z.array(cause) }),
  steps: z.array(
    z.object({
      kind: ownWords(),
      tool: ownWords(),
      what: ownWords(),
      quote: z.string().nullable(),
      ...counted,
    }),
  ),
  notRun: z.array(z.object({ what: ownWords(), evidence: evidenceSchema })),
  errors: z.array(z.object({ type: z.string(), quote: z.string(), ...counted })),
  lines: z.object({ new: z.array(line), moreFrequent: z.array(line), gone: z.array(line) }),
  slower: z.array(
    z.object({
      phase: ownWords(),
      beforeMs: z.number(),
      afterMs: z.number(),
      endedBadly: z.boolean(),
      evidence: z.array(evidenceSchema),
    }),
  ),
  compared: z.object({ before: side, after: side }),
});
