import type { Answer } from '../plugin/answer.ts';

/** An answer that says why there is none. */
export const failedAnswer = (summary: string, next: string[], requestId: string): Answer => ({
  status: 'failed',
  data: null,
  summary,
  evidence: [],
  degraded: [],
  limits: [],
  next,
  timings: {},
  model: null,
  requestId,
});
