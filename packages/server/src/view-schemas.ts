import { keyRoles } from '@datasherpa/tools/ports';
import { degradedSchema } from '@datasherpa/agent/plugin';
import { catalogue, type ErrorCode } from '@datasherpa/tools/errors';
import { failureStatuses } from '@datasherpa/tools/ingestion';
import { formats, levels } from '@datasherpa/tools/logs';
import { z } from 'zod';
import type {
  AccessKeyView,
  AuditView,
  ProjectList,
  PipelineList,
  PipelineRunList,
  SettingList,
  UserList,
  UserView,
  Me,
  ApprovalReceipt,
  ApprovalView,
  FailureList,
  FailureView,
  Health,
  JobView,
  LinesView,
  PluginView,
  Problem,
  Ready,
  ResumableView,
  ServerLimits,
  SparkPlots,
  ThreadList,
  ThreadView,
  ToolView,
  UploadList,
  UploadReceipt,
  UploadView,
} from './client.ts';

/**
 * What the routes answer, as the API description shows it. The compiler holds each schema to the interface in `client.ts`, and
 * `openapi.test.ts` holds the answers to the schemas.
 */

const count = z.number().int().min(0);
const epochMilliseconds = z.number();
const code = z.enum(Object.keys(catalogue) as [ErrorCode, ...ErrorCode[]]);

const problem = z.object({
  type: z.string(),
  code,
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  hint: z.string(),
  field: z.string().exactOptional(),
  requestId: z.string(),
});
const fileProblem = z.object({ code, message: z.string(), hint: z.string() });
const upload = z.object({
  id: z.string(),
  status: z.enum(['uploading', 'ingesting', 'ready', 'failed']),
  createdAt: epochMilliseconds,
  problem: fileProblem.nullable(),
  files: z.array(
    z.object({
      id: z.string(),
      uploadId: z.string(),
      name: z.string(),
      status: z.enum(['stored', 'ingesting', 'ready', 'failed', 'cancelled']),
      sha256: z.string(),
      bytes: count,
      receivedBytes: count,
      duplicateOf: z.string().nullable(),
      rotation: z
        .object({
          log: z.string(),
          part: count,
          parts: count,
          assumed: z.string().nullable(),
        })
        .nullable(),
      problem: fileProblem.nullable(),
      progress: z
        .object({ fraction: z.number(), note: z.string(), etaMs: count.nullable() })
        .nullable(),
      digest: z
        .object({
          format: z.string(),
          formatConfidence: z.number().min(0).max(1),
          formatGiven: z.boolean(),
          lines: count,
          events: count,
          templates: count,
          levels: z.object(
            Object.fromEntries(levels.map((level) => [level, count.exactOptional()])) as Record<
              (typeof levels)[number],
              z.ZodExactOptional<typeof count>
            >,
          ),
          firstTime: epochMilliseconds.nullable(),
          lastTime: epochMilliseconds.nullable(),
          degraded: z.array(degradedSchema),
        })
        .nullable(),
    }),
  ),
});
const resumable = z.object({
  id: z.string(),
  offset: count,
  length: count,
  expiresAt: epochMilliseconds,
  upload: z.string().nullable(),
  existing: z.boolean(),
});
const job = z.object({
  id: z.string(),
  uploadId: z.string(),
  name: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  fraction: z.number().min(0).max(1),
  bytesRead: count,
  bytes: count,
  bytesPerSecond: count.nullable(),
  etaMs: count.nullable(),
  startedAt: epochMilliseconds.nullable(),
  attempt: count.nullable(),
  problem: fileProblem.nullable(),
});
const lines = z.object({
  file: z.object({ id: z.string(), name: z.string(), bytes: count }),
  from: z.number().int().min(1),
  lines: z.array(
    z.object({
      number: z.number().int().min(1),
      text: z.string(),
      cut: z.boolean(),
      bytes: count,
      level: z.enum(levels),
    }),
  ),
  totalLines: count,
});
const json = z.record(z.string(), z.unknown());
const tool = z.object({
  name: z.string(),
  plugin: z.string(),
  tool: z.string(),
  summary: z.string(),
  risk: z.enum(['read', 'write', 'exec']),
  routes: z.array(z.string()),
  cli: z.object({ command: z.string(), positional: z.array(z.string()) }).nullable(),
  input: json,
  output: json,
  examples: z.array(z.object({ request: z.string(), input: z.unknown() })),
});
const plugin = z.object({
  name: z.string(),
  version: z.string(),
  summary: z.string(),
  status: z.enum(['active', 'disabled']),
  reason: z.string().nullable(),
  capabilities: z.array(z.string()),
  tools: z.array(z.string()),
});
const thread = z.object({
  id: z.string(),
  title: z.string(),
  createdAt: epochMilliseconds,
  updatedAt: epochMilliseconds,
});
const run = z.object({
  id: z.string(),
  status: z.enum(['running', 'waiting', 'done', 'failed', 'cancelled']),
  createdAt: epochMilliseconds,
  endedAt: epochMilliseconds.nullable(),
  message: z.string(),
  /** Parts of the UI message stream, which has a schema of its own. */
  chunks: z.array(z.looseObject({ type: z.string() })),
});
const approval = z.object({
  id: z.string(),
  runId: z.string(),
  threadId: z.string(),
  tool: z.string(),
  input: z.unknown(),
  risk: z.enum(['write', 'exec']),
  status: z.enum(['pending', 'approved', 'rejected', 'expired', 'used']),
  createdAt: epochMilliseconds,
});
const failure = z.object({
  fingerprint: z.string(),
  cause: z.string(),
  title: z.string(),
  status: z.enum(failureStatuses),
  template: z.string(),
  component: z.string(),
  occurrences: count,
  firstSeen: epochMilliseconds.nullable(),
  lastSeen: epochMilliseconds.nullable(),
  note: z.object({ text: z.string(), at: epochMilliseconds }).nullable(),
  uploads: z.array(z.string()),
  uploadsTotal: count,
});
const role = z.enum(keyRoles);
const me = z.object({ name: z.string(), role, project: z.string(), needsKey: z.boolean() });
const accessKey = z.object({
  id: z.string(),
  name: z.string(),
  role,
  project: z.string(),
  createdAt: epochMilliseconds,
  expiresAt: epochMilliseconds.nullable(),
  revokedAt: epochMilliseconds.nullable(),
  user: z.string().nullable(),
});
const user = z.object({
  id: z.string(),
  name: z.string(),
  role,
  createdAt: epochMilliseconds,
  disabledAt: epochMilliseconds.nullable(),
});
const pipeline = {
  id: z.string(),
  kind: z.enum(['airflow', 'spark', 'dbt']),
  name: z.string(),
};
const lastRun = z.object({ run: z.string(), at: epochMilliseconds.nullable() }).nullable();
const auditEntry = z.object({
  id: z.string(),
  at: epochMilliseconds,
  actor: z.string(),
  user: z.string().nullable(),
  action: z.string(),
  target: z.string(),
  status: count,
  requestId: z.string(),
});
const health = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  version: z.string(),
  components: z.record(
    z.string(),
    z.object({ status: z.enum(['ok', 'off', 'down']), detail: z.string() }),
  ),
});
const limits = z.object({
  maxUploadBytes: count,
  maxUnpackedBytes: count,
  maxFiles: count,
  maxJsonBytes: count,
  maxLinesAtOnce: count,
  formats: z.array(z.enum(formats)),
});

/** By the names under which the API description has them. */
export const viewSchemas = {
  Problem: problem satisfies z.ZodType<Problem>,
  Health: health satisfies z.ZodType<Health>,
  Live: z.object({ status: z.literal('ok') }),
  Ready: z.object({
    status: z.enum(['ok', 'degraded']),
    without: z.array(z.string()),
  }) satisfies z.ZodType<Ready>,
  Limits: limits satisfies z.ZodType<ServerLimits>,
  Tools: z.object({ tools: z.array(tool satisfies z.ZodType<ToolView>) }),
  Plugins: z.object({ plugins: z.array(plugin satisfies z.ZodType<PluginView>) }),
  Upload: upload satisfies z.ZodType<UploadView>,
  Uploads: z.object({ uploads: z.array(upload), total: count }) satisfies z.ZodType<UploadList>,
  UploadReceipt: z.object({
    upload,
    existing: z.boolean(),
  }) satisfies z.ZodType<UploadReceipt>,
  Resumable: resumable satisfies z.ZodType<ResumableView>,
  Job: job satisfies z.ZodType<JobView>,
  Lines: lines satisfies z.ZodType<LinesView>,
  Run: run,
  Cancelled: z.object({ cancelled: z.boolean() }),
  Threads: z.object({
    threads: z.array(thread satisfies z.ZodType<ThreadView>),
    total: count,
  }) satisfies z.ZodType<ThreadList>,
  Thread: z.object({ thread, runs: z.array(run), total: count }),
  Failure: failure satisfies z.ZodType<FailureView>,
  Failures: z.object({ failures: z.array(failure), total: count }) satisfies z.ZodType<FailureList>,
  SparkPlots: z.object({
    plots: z.array(
      z.object({ name: z.string(), title: z.string(), description: z.string(), svg: z.string() }),
    ),
  }) satisfies z.ZodType<SparkPlots>,
  Me: me satisfies z.ZodType<Me>,
  Keys: z.object({ keys: z.array(accessKey satisfies z.ZodType<AccessKeyView>) }),
  NewKey: z.object({ key: accessKey, secret: z.string() }),
  User: user satisfies z.ZodType<UserView>,
  Users: z.object({ users: z.array(user), total: count }) satisfies z.ZodType<UserList>,
  Projects: z.object({
    projects: z.array(
      z.object({
        id: z.string(),
        createdAt: epochMilliseconds,
        uploads: count,
        users: count,
      }),
    ),
    total: count,
  }) satisfies z.ZodType<ProjectList>,
  Pipelines: z.object({
    pipelines: z.array(
      z.object({ ...pipeline, runs: count, lastSuccess: lastRun, lastFailure: lastRun }),
    ),
    total: count,
  }) satisfies z.ZodType<PipelineList>,
  PipelineRuns: z.object({
    pipeline: z.object(pipeline),
    runs: z.array(
      z.object({
        run: z.string(),
        status: z.enum(['success', 'failed']).nullable(),
        startedAt: epochMilliseconds.nullable(),
        endedAt: epochMilliseconds.nullable(),
        tries: count,
        failedParts: z.array(z.string()),
        uploads: z.array(z.string()),
        causes: z.array(z.object({ fingerprint: z.string(), title: z.string() })),
      }),
    ),
    total: count,
  }) satisfies z.ZodType<PipelineRunList>,
  Settings: z.object({
    settings: z.array(
      z.object({
        name: z.string(),
        description: z.string(),
        schema: z.unknown(),
        value: z.unknown(),
        from: z.enum(['project', 'environment', 'default']),
        changedAt: epochMilliseconds.nullable(),
        changedBy: z.string().nullable(),
      }),
    ),
  }) satisfies z.ZodType<SettingList>,
  Audit: z.object({ entries: z.array(auditEntry satisfies z.ZodType<AuditView>), total: count }),
  Approvals: z.object({ approvals: z.array(approval satisfies z.ZodType<ApprovalView>) }),
  ApprovalReceipt: z.object({
    approval,
    runId: z.string().nullable(),
  }) satisfies z.ZodType<ApprovalReceipt>,
};

export type ViewName = keyof typeof viewSchemas;
