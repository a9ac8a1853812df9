import { z } from 'zod';

/** The one answer shape of every face: REST, CLI, agent, web, MCP. */

export const statuses = [
  'found',
  'nothing_found',
  'inconclusive',
  'needs_approval',
  'failed',
] as const;
export type AnswerStatus = (typeof statuses)[number];

export const evidenceSchema = z.object({
  id: z.string(),
  fileId: z.string(),
  source: z.string(),
  lines: z.tuple([z.number().int().min(1), z.number().int().min(1)]),
  bytes: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
  sha256: z.string(),
  quote: z.string(),
  why: z.string(),
});

export const limitSchema = z.object({
  what: z.string(),
  total: z.number(),
  shown: z.number(),
  why: z.string(),
  howToGetTheRest: z.string(),
});

/** Something that was missing while the answer was made: the model, a truncated file, an unknown format. */
export const degradedSchema = z.object({
  what: z.string(),
  why: z.string(),
  /** What it means for this answer. */
  effect: z.string(),
});

export const answerSchema = z.object({
  status: z.enum(statuses),
  /** The tool's own output, valid against its output schema. */
  data: z.unknown(),
  /**
   * Plain words; cites evidence as [E1]. Markdown without HTML. Text of others (a log, a file name, a note) stands in a code span or
   * not at all; sentences with one are shown, and kept from models.
   */
  summary: z.string(),
  evidence: z.array(evidenceSchema),
  degraded: z.array(degradedSchema),
  limits: z.array(limitSchema),
  /** What to do next, one sentence each. */
  next: z.array(z.string()),
  /** Milliseconds by stage. */
  timings: z.record(z.string(), z.number()),
  /** Name of the model that worded the summary, or null. */
  model: z.string().nullable(),
  requestId: z.string(),
});

export type Answer = z.infer<typeof answerSchema>;
export type Degraded = z.infer<typeof degradedSchema>;

/** What a tool returns; the host fills timings, model and request id. */
export interface ToolResult<T> {
  readonly status: AnswerStatus;
  readonly data: T;
  readonly summary: string;
  readonly evidence?: readonly z.infer<typeof evidenceSchema>[];
  readonly degraded?: readonly Degraded[];
  readonly limits?: readonly z.infer<typeof limitSchema>[];
  readonly next?: readonly string[];
}
