import type { FailureView } from '@datasherpa/server/client';
import { FailureBadge } from './failure-badge.tsx';
import { FailureNote } from './failure-note.tsx';
import { seenWords } from './seen-words.ts';

type Memory = Pick<
  FailureView,
  'fingerprint' | 'status' | 'occurrences' | 'firstSeen' | 'lastSeen' | 'note'
>;

/** What is remembered of the failure in the data of an answer of `log-search.diagnose`, or null. */
export const readMemory = (data: unknown): Memory | null =>
  (data as { readonly memory?: Memory | null } | null)?.memory ?? null;

/** Whether this failure was seen before, and what fixed it then. */
export const MemoryLine = ({
  memory,
  title,
}: {
  readonly memory: Memory;
  readonly title: string;
}) => (
  <div className="text-muted text-sm">
    <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
      <FailureBadge status={memory.status} />
      {seenWords(memory)}
    </p>
    <FailureNote fingerprint={memory.fingerprint} title={title} note={memory.note} />
  </div>
);
