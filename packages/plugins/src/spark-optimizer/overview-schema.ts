import { ownWords } from '@datasherpa/agent/plugin';
import { z } from 'zod';

export const applicationSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  attemptId: z.string().nullable(),
  sparkVersion: z.string(),
  startTime: z.number().nullable(),
  endTime: z.number().nullable(),
});

/** See `Overview` of the Spark engine. */
export const overviewSchema = z.object({
  durationMs: z.number(),
  ended: z.boolean(),
  driverOnlyMs: z.number(),
  jobs: z.object({ total: z.number(), failed: z.number() }),
  stages: z.object({
    total: z.number(),
    failed: z.number(),
    skipped: z.number(),
    repeated: z.number(),
  }),
  tasks: z.object({
    total: z.number(),
    failed: z.number(),
    killed: z.number(),
    speculative: z.number(),
    resubmitted: z.number(),
  }),
  executors: z.object({
    added: z.number(),
    lost: z.number(),
    mostAtOnce: z.number(),
    mostCoresAtOnce: z.number(),
  }),
  coreHours: z.number(),
  taskHours: z.number(),
  busyShare: z.number().nullable(),
  gcShare: z.number(),
  inputBytes: z.number(),
  outputBytes: z.number(),
  shuffleReadBytes: z.number(),
  shuffleWriteBytes: z.number(),
  memorySpilledBytes: z.number(),
  diskSpilledBytes: z.number(),
  queries: z.object({ total: z.number(), failed: z.number() }),
});

export const stageSchema = z.object({
  id: z.number(),
  attempt: z.number(),
  name: z.string(),
  status: z.enum(['ACTIVE', 'COMPLETE', 'FAILED', 'PENDING', 'SKIPPED']),
  wallMs: z.number(),
  tasks: z.number(),
  failedTasks: z.number(),
  medianMs: z.number(),
  p95Ms: z.number(),
  longestMs: z.number(),
  skew: z.number().nullable(),
  gcShare: z.number(),
  inputBytes: z.number(),
  shuffleReadBytes: z.number(),
  shuffleWriteBytes: z.number(),
  diskSpilledBytes: z.number(),
});

export const readSchema = z.object({
  files: z.array(
    z.object({
      name: z.string(),
      bytes: z.number(),
      lines: z.number(),
      problem: z.string().nullable(),
    }),
  ),
  bytes: z.number(),
  lines: z.number(),
  events: z.number(),
  skipped: z.object({
    empty: z.number(),
    broken: z.number(),
    noEvent: z.number(),
    tooLong: z.number(),
  }),
  unknownEvents: z.record(z.string(), z.number()),
  tasksWithoutStart: z.number(),
  incomplete: z.array(ownWords()),
});
