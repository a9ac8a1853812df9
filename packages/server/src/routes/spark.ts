import { SherpaError } from '@datasherpa/tools/errors';
import { writeZip, type ZipFile } from '@datasherpa/tools/archives';
import type { EventLog, Workspace } from '@datasherpa/tools/ingestion';
import {
  answerHistoryRequest,
  archiveOfLogs,
  HistoryRefusal,
  restText,
  type LoggedApplication,
} from '@datasherpa/tools/spark';
import { Hono } from 'hono';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import { logsOfApplication } from './spark-logs.ts';

const root = '/spark/api/v1';
const codes = { 400: 'INPUT_INVALID', 404: 'SPARK_NOT_FOUND', 503: 'SPARK_NOT_IN_LOG' } as const;

/**
 * The REST interface of Spark's History Server over the event logs that were uploaded, so that its clients work unchanged with
 * `http://HOST/spark` as the server. Where the id of an application stands, the id of an uploaded file may stand too.
 */
export function sparkRoutes({ host }: AppParts): Hono<AppEnvironment> {
  return new Hono<AppEnvironment>().get(`${root}/*`, async (context) => {
    const url = new URL(context.req.url);
    const path = decoded(url.pathname.slice(root.length));
    const { logs, leftOut } = await host.workspaceFor(context.get('project')).everyEventLog();
    // The answer has no place for it: its fields are those of Spark.
    if (leftOut > 0) context.header('x-uploads-left-out', String(leftOut));
    const logged = logs.map((log) => loggedAs(log, log.summary.id, context.req.raw.signal));
    const wanted = logsToDownload(logs, path);
    if (wanted) return downloadOf(wanted, host.workspaceFor(context.get('project')));
    const byFile = logOfFile(logs, path);
    if (byFile) logged.unshift(loggedAs(byFile.log, byFile.id, context.req.raw.signal));
    try {
      const answer = await answerHistoryRequest(logged, path, url.searchParams, host.now());
      return context.body(restText(answer), 200, { 'content-type': 'application/json' });
    } catch (error) {
      if (!(error instanceof HistoryRefusal)) throw error;
      const older =
        error.status === 404 && leftOut > 0 ? ` (${leftOut} older uploads were not looked at)` : '';
      throw new SherpaError(codes[error.status], {
        reason: `${error.message.slice(0, 300)}${older}`,
      });
    }
  });
}

interface Download {
  readonly name: string;
  readonly logs: readonly EventLog[];
}

/** `/applications/ID/logs`: the logs of all attempts, or of one, as the server gives them. */
function logsToDownload(logs: readonly EventLog[], path: string): Download | null {
  const [kind, id, ...rest] = path.split('/').filter(Boolean);
  if (kind !== 'applications' || id === undefined || rest.at(-1) !== 'logs' || rest.length > 2)
    return null;
  const attempt = rest.length === 2 ? rest[0]! : null;
  const own = logsOfApplication(logs, id, attempt);
  return { name: `eventLogs-${id}${attempt === null ? '' : `-${attempt}`}.zip`, logs: own };
}

/** The bytes as they were sent, unpacked, in one archive that is made while it is read. */
function downloadOf({ name, logs }: Download, workspace: Workspace): Response {
  const archived = archiveOfLogs(
    logs.map(({ name: path, files, summary }) => ({
      name: path,
      files,
      ended: summary.endTime !== null,
    })),
  );
  const files = async function* (): AsyncGenerator<ZipFile> {
    for (const { path, file } of archived)
      yield {
        path,
        modified: file?.createdAt ?? Math.max(...logs.map(({ lastUpdated }) => lastUpdated)),
        bytes: file?.bytes ?? 0,
        content: file ? workspace.content(file.id) : nothing(),
      };
  };
  return new Response(ReadableStream.from(writeZip(files())), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`,
    },
  });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** A path that is no valid encoding of anything is taken as it is, and found nowhere. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const loggedAs = (log: EventLog, id: string, signal: AbortSignal): LoggedApplication => ({
  id,
  summary: log.summary,
  lastUpdated: log.lastUpdated,
  application: () => log.application(signal),
});

/** The log of the file whose id stands where the id of an application does. */
function logOfFile(
  logs: readonly EventLog[],
  path: string,
): { readonly log: EventLog; readonly id: string } | null {
  const id = path.split('/')[2] ?? '';
  const log = logs.find(({ files }) => files.some((file) => file.id === id));
  return log ? { log: { ...log, summary: { ...log.summary, attemptId: null } }, id } : null;
}
