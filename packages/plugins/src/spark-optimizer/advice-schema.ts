import { ownWords } from '@datasherpa/agent/plugin';
import { z } from 'zod';

const severity = z.enum(['critical', 'warning', 'info']);
const recommendation = z.object({
  key: ownWords(),
  /** As the run had it: a text of its configuration. */
  old: z.string().nullable(),
  new: ownWords(),
  reason: ownWords(),
  expected: ownWords(),
  risk: ownWords(),
});

/** See `Finding` of the Spark engine. `explanation` may have words of the log. */
const finding = z.object({
  rule: ownWords(),
  title: ownWords(),
  severity,
  stages: z.array(z.object({ id: z.number(), attempt: z.number() })),
  executions: z.array(z.number()),
  executors: z.array(z.string()),
  measures: z.array(
    z.object({
      name: ownWords(),
      value: z.number(),
      unit: z.enum(['bytes', 'ms', 'count', 'ratio', 'percent', 'core-hours', 'rows']),
    }),
  ),
  threshold: ownWords(),
  formula: ownWords(),
  savedMs: z.number().nullable(),
  savedCoreHours: z.number().nullable(),
  method: z.enum(['measured', 'modeled', 'none']),
  explanation: z.string(),
  caveat: ownWords(),
  disproof: ownWords(),
  recommendations: z.array(recommendation),
  codeAdvice: z.array(ownWords()),
});

export const adviceSchema = z.object({
  findings: z.array(finding),
  clean: z.array(z.object({ rule: ownWords(), title: ownWords(), checked: ownWords() })),
  notObservable: z.array(
    z.object({ rule: ownWords(), title: ownWords(), why: ownWords(), switchOn: ownWords() }),
  ),
  recommendations: z.array(recommendation),
  refused: z.array(z.object({ key: ownWords(), value: ownWords(), why: ownWords() })),
});

export const whatIfSchema = z.object({
  executors: z.number(),
  coresEach: z.number(),
  points: z.array(
    z.object({
      executors: z.number(),
      cores: z.number(),
      wallMs: z.number(),
      coreHours: z.number(),
      utilization: z.number(),
    }),
  ),
  criticalPathMs: z.number(),
  evenMs: z.number(),
  modelError: z.number().nullable(),
  isReliable: z.boolean(),
  caveats: z.array(ownWords()),
});

const totals = z.object({
  id: z.string().nullable(),
  attemptId: z.string().nullable(),
  wallMs: z.number(),
  tasks: z.number(),
  executors: z.number(),
  cores: z.number(),
  runMs: z.number(),
  gcMs: z.number(),
  inputBytes: z.number(),
  shuffleReadBytes: z.number(),
  diskSpilledBytes: z.number(),
  failedTasks: z.number(),
});
const side = z.object({
  id: z.number(),
  attempt: z.number(),
  name: z.string(),
  wallMs: z.number(),
  tasks: z.number(),
  runMs: z.number(),
  gcMs: z.number(),
  readBytes: z.number(),
  diskSpilledBytes: z.number(),
  skew: z.number(),
});

/** See `SparkComparison` of the Spark engine. */
export const runComparisonSchema = z.object({
  before: totals,
  after: totals,
  differenceMs: z.number(),
  isReal: z.boolean(),
  contributions: z.array(
    z.object({
      what: z.enum(['driver', 'stage', 'stage only before', 'stage only after', 'rest']),
      name: z.string(),
      ms: z.number(),
      why: z.array(ownWords()),
    }),
  ),
  stages: z.array(z.object({ before: side, after: side, ms: z.number() })),
  onlyBefore: z.array(side),
  onlyAfter: z.array(side),
  settings: z.array(
    z.object({ key: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
