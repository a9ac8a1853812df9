import { z } from 'zod';

/**
 * What a tool prints on stdout for one incident: one JSON object, nothing else. The question comes on stdin, the folder with the
 * log files is the last argument.
 */
export const answerSchema = z.object({
  /** `cause`: this is it. `unsure`: the logs do not prove it. `healthy`: nothing failed. */
  outcome: z.enum(['cause', 'unsure', 'healthy']),
  /** An id of `causes.json`, or null. */
  cause: z.string().nullable().default(null),
  /** The lines that the answer rests on, most important first. */
  evidence: z.array(z.object({ file: z.string(), line: z.number().int().min(1) })).default([]),
  /** What to read next, in words. */
  readNext: z.string().nullable().default(null),
});

export type ToolAnswer = z.output<typeof answerSchema>;
