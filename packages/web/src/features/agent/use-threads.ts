import type { ThreadView } from '@datasherpa/server/client';
import { useCallback, useEffect, useState } from 'react';
import { deleteThread, listThreads } from '../../api/conversations.ts';
import { failureOf, type RequestFailed } from '../../api/request.ts';

export interface Threads {
  readonly list: readonly ThreadView[] | null;
  readonly total: number;
  readonly failure: RequestFailed | null;
  readonly reload: () => void;
  readonly remove: (id: string) => Promise<void>;
}

/** The conversations of the project, most recently used first. */
export function useThreads(): Threads {
  const [list, setList] = useState<readonly ThreadView[] | null>(null);
  const [total, setTotal] = useState(0);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const reload = useCallback(() => {
    listThreads().then(
      ({ threads, total }) => {
        setList(threads);
        setTotal(total);
        setFailure(null);
      },
      (error: unknown) => setFailure(failureOf(error)),
    );
  }, []);
  useEffect(reload, [reload]);
  const remove = useCallback(
    async (id: string) => {
      try {
        await deleteThread(id);
        reload();
      } catch (error) {
        setFailure(failureOf(error));
      }
    },
    [reload],
  );
  return { list, total, failure, reload, remove };
}
