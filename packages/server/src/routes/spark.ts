import { SherpaError } from '@datasherpa/tools/errors';
import type { EventLog } from '@datasherpa/tools/ingestion';
import {
  answerHistoryRequest,
  HistoryRefusal,
  restText,
  type LoggedApplication,
} from '@datasherpa/tools/spark';
import { Hono } from 'hono';
import type { AppEnvironment, AppParts } from '../app-parts.ts';

const root = '/spark/api/v1';

/**
 * The REST interface of Spark's History Server over the event logs that were uploaded, so that its clients work unchanged with
 * `http://HOST/spark` as the server. Where the id of an application stands, the id of an uploaded file may stand too.
 */
export function sparkRoutes({ host }: AppParts): Hono<AppEnvironment> {
  return new Hono<AppEnvironment>().get(`${root}/*`, async (context) => {
    const url = new URL(context.req.url);
    const path = decoded(url.pathname.slice(root.length));
    const logs = await host.workspaceFor(context.get('project')).eventLogs({});
    const logged = logs.map((log) => loggedAs(log, log.summary.id, context.req.raw.signal));
    const byFile = logOfFile(logs, path);
    if (byFile) logged.unshift(loggedAs(byFile.log, byFile.id, context.req.raw.signal));
    try {
      const answer = await answerHistoryRequest(logged, path, url.searchParams, host.now());
      return context.body(restText(answer), 200, { 'content-type': 'application/json' });
    } catch (error) {
      if (!(error instanceof HistoryRefusal)) throw error;
      throw error.status === 404
        ? new SherpaError('SPARK_NOT_FOUND', { reason: error.message.slice(0, 300) })
        : new SherpaError('INPUT_INVALID', { reason: error.message.slice(0, 300) });
    }
  });
}

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
