import type { JobState } from '@datasherpa/tools/ports';

/** What a job needs to its end, at the rate that it had until its last report; null while none was measured. */
export function paceOf(
  job: Pick<JobState, 'progress' | 'startedAt' | 'reportedAt'> | null,
  bytes: number,
  now: number,
): { readonly bytesPerSecond: number | null; readonly etaMs: number | null } {
  const fraction = job?.progress?.fraction ?? 0;
  const { startedAt = null, reportedAt = null } = job ?? {};
  if (fraction <= 0 || startedAt === null || reportedAt === null || reportedAt <= startedAt)
    return { bytesPerSecond: null, etaMs: null };
  const took = reportedAt - startedAt;
  const left = (took * (1 - fraction)) / fraction - (now - reportedAt);
  return {
    bytesPerSecond: Math.round((bytes * fraction * 1000) / took),
    etaMs: Math.max(0, Math.round(left)),
  };
}
