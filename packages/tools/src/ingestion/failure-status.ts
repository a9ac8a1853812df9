import type { FailureRecord } from '../ports/index.ts';

/** `regressed`: it happened again after a user had noted what fixed it. */
export const failureStatuses = ['new', 'recurring', 'regressed'] as const;
export type FailureStatus = (typeof failureStatuses)[number];

export const statusOfFailure = ({
  seenAfterNote,
  occurrences,
}: Pick<FailureRecord, 'seenAfterNote' | 'occurrences'>): FailureStatus =>
  seenAfterNote ? 'regressed' : occurrences > 1 ? 'recurring' : 'new';
