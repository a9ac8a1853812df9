import { evidenceSchema, ownWords } from '@datasherpa/agent/plugin';
import { z } from 'zod';

/** The story of a failure as tools give it: see `Timeline` of the timeline engine. */
export const timelineSchema = z.object({
  entries: z.array(
    z.object({
      time: z.number().nullable(),
      timeIsEstimated: z.boolean(),
      skewMs: z.number(),
      tool: ownWords(),
      kind: ownWords(),
      ids: z.record(z.string(), z.string()),
      what: ownWords(),
      quote: z.string().nullable(),
      bad: z.boolean(),
      count: z.number(),
      alsoIn: z.array(z.string()),
      evidence: evidenceSchema,
    }),
  ),
  total: z.number(),
  clocks: z.array(
    z.object({
      fileId: z.string(),
      source: z.string(),
      zoneAssumed: z.boolean(),
      zoneMinutes: z.number(),
      skewMs: z.number(),
      pairs: z.number(),
      note: z.string(),
    }),
  ),
  filesWithoutZone: z.number(),
  chain: z.array(
    z.object({
      role: z.enum(['culprit', 'consequence']),
      what: ownWords(),
      quote: z.string().nullable(),
      tool: ownWords(),
      time: z.number().nullable(),
      count: z.number(),
      causes: z.array(ownWords()),
      evidence: evidenceSchema,
    }),
  ),
});

export const impactSchema = z.object({ what: ownWords(), evidence: evidenceSchema });
