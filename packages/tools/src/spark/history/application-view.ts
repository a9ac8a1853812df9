import type { Application } from '../model/application.ts';
import type { ApplicationSummary } from '../read-summary.ts';
import { optional, restDate, type RestValue } from './rest-json.ts';

/** An attempt as far as a list shows it, with when its log was written last. */
export interface LoggedApplication {
  readonly summary: ApplicationSummary;
  /** Reads the whole log, or gives what was read before. */
  readonly application: () => Promise<Application>;
  /** The id it is served under: of the log, or made of the file where the log has none. */
  readonly id: string;
  readonly lastUpdated: number;
}

/** Attempts of one application, the newest first. */
export type Attempts = readonly [LoggedApplication, ...LoggedApplication[]];

export const startOf = ({ summary }: LoggedApplication): number => summary.startTime ?? -1;

/** "Has not ended" is a moment before 1970 to Spark. */
export const endOf = ({ summary }: LoggedApplication): number => summary.endTime ?? -1;

/** Attempts by application, as the History Server lists them: the one that ended last first, those without an end last. */
export function groupAttempts(logs: readonly LoggedApplication[]): Attempts[] {
  const groups = new Map<string, LoggedApplication[]>();
  for (const log of logs) {
    const group = groups.get(log.id) ?? [];
    const attempt = log.summary.attemptId;
    const same = group.findIndex((each) => each.summary.attemptId === attempt);
    // The same attempt twice: what was written last counts.
    if (same === -1) group.push(log);
    else if (log.lastUpdated >= group[same]!.lastUpdated) group[same] = log;
    groups.set(log.id, group);
  }
  return [...groups.values()]
    .map((group) => group.sort((a, b) => startOf(b) - startOf(a)) as unknown as Attempts)
    .sort((a, b) => endOf(b[0]) - endOf(a[0]) || (a[0].id < b[0].id ? 1 : -1));
}

export const viewApplication = (attempts: Attempts): RestValue => ({
  id: attempts[0].id,
  name: attempts[0].summary.name ?? '',
  attempts: attempts.map(viewAttempt),
});

export function viewAttempt(log: LoggedApplication): RestValue {
  const { summary, lastUpdated } = log;
  const start = startOf(log);
  const end = endOf(log);
  return {
    attemptId: optional(summary.attemptId),
    startTime: restDate(start),
    endTime: restDate(end),
    lastUpdated: restDate(lastUpdated),
    duration: summary.endTime === null ? 0 : end - start,
    sparkUser: summary.user ?? '',
    completed: summary.endTime !== null,
    appSparkVersion: summary.sparkVersion,
    startTimeEpoch: start,
    endTimeEpoch: end,
    lastUpdatedEpoch: lastUpdated,
  };
}
