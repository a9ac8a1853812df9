import type { Limit } from '@datasherpa/tools/diagnosis';
import { SherpaError } from '@datasherpa/tools/errors';
import type { EventLog, Scope, Workspace } from '@datasherpa/tools/ingestion';

/** The event log that a request is about: the one that is named, else the run that began last. */
export async function chooseApplication(
  workspace: Workspace,
  scope: Scope,
  wanted: { readonly application?: string | undefined; readonly attempt?: string | undefined },
): Promise<{ readonly log: EventLog; readonly limits: readonly Limit[] }> {
  const logs = await workspace.eventLogs(scope);
  if (logs.length === 0) {
    const files = await workspace.files(scope);
    if (files.length === 0) throw new SherpaError('NO_LOGS');
    throw new SherpaError('NOT_AN_EVENT_LOG', { files: String(files.length) });
  }
  const { application, attempt } = wanted;
  const fitting = logs.filter(
    ({ summary, files }) =>
      (application === undefined ||
        summary.id === application ||
        files.some(({ id }) => id === application)) &&
      (attempt === undefined || summary.attemptId === attempt),
  );
  if (fitting.length === 0)
    throw new SherpaError('NOT_FOUND', {
      kind: 'Spark application',
      id: [application, attempt].filter((part) => part !== undefined).join(' attempt '),
    });
  const [log] = fitting.toSorted((a, b) => startOf(b) - startOf(a));
  if (fitting.length === 1) return { log: log!, limits: [] };
  return {
    log: log!,
    limits: [
      {
        what: 'applications',
        total: fitting.length,
        shown: 1,
        why: 'One application is looked at at a time: the one that began last.',
        howToGetTheRest:
          'Name one by its id or that of its file, with "application" or --application.',
      },
    ],
  };
}

/** A log without a start says little: any other one is looked at before it. */
const startOf = ({ summary }: EventLog): number => summary.startTime ?? 0;
