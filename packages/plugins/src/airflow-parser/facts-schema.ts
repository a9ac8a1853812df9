import { z } from 'zod';
import { ownWords } from '@datasherpa/agent/plugin';

/** `file` where it is another one than that of the DAG. */
const span = z.object({ line: z.number(), endLine: z.number(), file: z.string().optional() });
const unresolved = span.extend({ unknown: ownWords() });
/** Arguments whose value stands in an imported file. */
const valuePlaces = z.record(z.string(), z.object({ file: z.string(), line: z.number() }));
/** A value, or why it is not known. */
const fact = <T extends z.ZodType>(value: T) => z.union([value, unresolved]);
const names = z.array(z.string());

const task = z.object({
  taskId: z.string(),
  operator: z.string(),
  operatorModule: z.string().nullable(),
  decorator: z.string().nullable(),
  callable: z.string().nullable(),
  kind: z.enum(['task', 'sensor', 'branch', 'short_circuit', 'empty', 'asset']),
  group: z.string().nullable(),
  setup: z.boolean(),
  teardown: z.boolean(),
  mapped: z.object({ over: names, partial: names }).nullable(),
  triggerRule: fact(z.string()),
  retries: fact(z.number()),
  retryDelaySeconds: fact(z.number()),
  executionTimeoutSeconds: fact(z.number().nullable()),
  owner: fact(z.string()),
  pool: fact(z.string().nullable()),
  dependsOnPast: fact(z.boolean()),
  inlets: fact(z.array(z.unknown())),
  outlets: fact(z.array(z.unknown())),
  callbacks: z.record(z.string(), fact(z.string())),
  sensor: z
    .object({
      mode: fact(z.string()),
      pokeIntervalSeconds: fact(z.number()),
      timeoutSeconds: fact(z.number()),
      softFail: fact(z.boolean()),
      deferrable: fact(z.boolean()),
    })
    .nullable(),
  arguments: z.record(z.string(), z.unknown()),
  valuePlaces,
  span,
  uncertain: unresolved.nullable(),
});

export const dagSchema = z.object({
  dagId: fact(z.string()),
  file: z.string(),
  definedBy: z.enum(['context', 'constructor', 'decorator', 'asset', 'yaml']),
  schedule: fact(
    z.looseObject({
      kind: z.enum(['none', 'preset', 'cron', 'timedelta', 'assets', 'assets_expr', 'timetable']),
    }),
  ),
  scheduleInWords: z.string(),
  startDate: fact(z.string().nullable()),
  endDate: fact(z.string().nullable()),
  timezone: fact(z.string()),
  catchup: fact(z.boolean()),
  maxActiveRuns: fact(z.number()),
  dagrunTimeoutSeconds: fact(z.number().nullable()),
  tags: fact(names),
  description: fact(z.string().nullable()),
  params: fact(z.record(z.string(), z.unknown())),
  defaultArgs: fact(z.record(z.string(), z.unknown())),
  callbacks: z.record(z.string(), fact(z.string())),
  /** Arguments that the author gave; all other values are Airflow's defaults. */
  given: names,
  valuePlaces,
  tasks: z.array(task),
  edges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      label: z.string().nullable(),
      span,
      uncertain: unresolved.nullable(),
    }),
  ),
  groups: z.array(
    z.object({
      groupId: z.string(),
      parent: z.string().nullable(),
      tooltip: fact(z.string()),
      mapped: z.boolean(),
      children: names,
      span,
    }),
  ),
  unknowns: z.array(unresolved.extend({ what: z.string() })),
  span,
  uncertain: unresolved.nullable(),
});

export const fileSchema = z.object({
  file: z.string(),
  dags: z.number(),
  problems: z.array(
    span.extend({ kind: z.string(), message: z.string(), dagId: z.string().nullable() }),
  ),
  reads: z.array(
    z.object({
      kind: z.enum(['variable', 'connection', 'environment', 'configuration']),
      name: z.string().nullable(),
      when: z.enum(['import', 'task']),
      line: z.number(),
      file: z.string().optional(),
    }),
  ),
  importedFiles: names,
  unreadable: z.array(span),
  cut: z.array(ownWords()),
});
