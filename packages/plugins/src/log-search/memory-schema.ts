import { failureStatuses } from '@datasherpa/tools/ingestion';
import { z } from 'zod';

/** What is remembered of a failure: see `FailureMemory`. */
export const memorySchema = z.object({
  fingerprint: z.string(),
  status: z.enum(failureStatuses),
  occurrences: z.number(),
  firstSeen: z.number(),
  lastSeen: z.number(),
  note: z.object({ text: z.string(), at: z.number() }).nullable(),
  uploads: z.array(z.string()),
  uploadsTotal: z.number(),
});
