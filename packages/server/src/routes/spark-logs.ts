import { SherpaError } from '@datasherpa/tools/errors';
import type { EventLog } from '@datasherpa/tools/ingestion';

/**
 * The event logs of an application, or of one attempt of it; the id of one of their files may stand for them. Of an attempt that was
 * uploaded twice, what was written last counts, as in the list.
 * @param attempt null: all of them
 * @throws SPARK_NOT_FOUND
 */
export function logsOfApplication(
  logs: readonly EventLog[],
  id: string,
  attempt: string | null,
): EventLog[] {
  const fitting = logs.filter(
    ({ summary, files }) =>
      (summary.id === id || files.some((file) => file.id === id)) &&
      (attempt === null || summary.attemptId === attempt),
  );
  const byAttempt = Map.groupBy(fitting, ({ summary }) => summary.attemptId);
  if (byAttempt.size === 0)
    throw new SherpaError('SPARK_NOT_FOUND', {
      reason: `Event logs are not available for app: ${id.slice(0, 200)}${attempt === null ? '' : `, attempt ${attempt.slice(0, 20)}`}`,
    });
  return [...byAttempt.values()].map((same) =>
    same.reduce((a, b) => (b.lastUpdated >= a.lastUpdated ? b : a)),
  );
}
