import { formatTime, plural } from '../../components/ui/format.ts';

/** `Seen 3 times since 2026-03-01, last 2026-03-05 02:10:04 UTC.` */
export function seenWords({
  occurrences,
  firstSeen,
  lastSeen,
}: {
  readonly occurrences: number;
  /** Epoch milliseconds; null where its uploads were deleted. */
  readonly firstSeen: number | null;
  readonly lastSeen: number | null;
}): string {
  if (firstSeen === null || lastSeen === null) return 'Its uploads were deleted.';
  if (occurrences <= 1) return `Seen once: ${formatTime(lastSeen)}.`;
  return `Seen ${plural(occurrences, 'time')} since ${formatTime(firstSeen).slice(0, 10)}, last ${formatTime(lastSeen)}.`;
}
