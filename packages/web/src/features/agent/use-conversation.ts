import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import {
  cancelRun,
  decideApproval,
  getThread,
  type AgentBody,
  type RunView,
} from '../../api/conversations.ts';
import { failureOf, type RequestFailed } from '../../api/request.ts';
import { followRun, type RunSource } from './follow-run.ts';
import { isOpen } from './reduce-run.ts';
import { reduceTurns, turnOfRun, type Attached, type Turn } from './turns.ts';

export interface Conversation {
  readonly turns: readonly Turn[];
  /** Earlier questions that are not shown: the server gives the latest. */
  readonly hidden: number;
  readonly loading: boolean;
  /** Why the conversation itself could not be read. */
  readonly failure: RequestFailed | null;
  /** Something of it is under way. */
  readonly busy: boolean;
  /** Asks; `uploads` are settled before the question leaves. */
  readonly ask: (message: string, attached: Attached) => void;
  readonly stop: () => void;
  /** Asks again what failed, or connects again where only the connection broke. */
  readonly retry: (turn: Turn) => void;
  readonly decide: (turn: Turn, decision: 'approve' | 'reject') => void;
  /** An empty conversation. */
  readonly reset: () => void;
}

/**
 * One conversation: read from the server, asked on, followed until its runs end, also over a reload and a broken connection.
 * @param threadId null is an empty one; undefined leaves the conversation as it is, while another view is shown
 * @param onThread is told the id that the first question gave the conversation
 */
export function useConversation(
  threadId: string | null | undefined,
  onThread: (id: string) => void,
): Conversation {
  const [turns, dispatch] = useReducer(reduceTurns, []);
  const [hidden, setHidden] = useState(0);
  const [loading, setLoading] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const shown = useRef<string | null | undefined>(null);
  const open = useRef(new AbortController());
  const count = useRef(0);

  const follow = useCallback(
    async (key: string, source: RunSource) => {
      const { signal } = open.current;
      dispatch({ kind: 'connect', key });
      try {
        await followRun(source, {
          signal,
          onPart: (part) => {
            if (signal.aborted) return;
            dispatch({ kind: 'part', key, part });
            if (part.chunk.type !== 'start' || shown.current !== null) return;
            shown.current = part.chunk.messageMetadata.threadId;
            onThread(shown.current);
          },
          onReconnect: (reconnecting) => dispatch({ kind: 'reconnect', key, reconnecting }),
        });
        if (!signal.aborted) dispatch({ kind: 'close', key, failure: null });
      } catch (error) {
        if (!signal.aborted) dispatch({ kind: 'close', key, failure: failureOf(error) });
      }
    },
    [onThread],
  );

  const clear = useCallback(() => {
    open.current.abort();
    open.current = new AbortController();
    setFailure(null);
    setLoading(false);
    setHidden(0);
    dispatch({ kind: 'load', turns: [] });
  }, []);

  const load = useCallback(
    async (id: string) => {
      const { signal } = open.current;
      setLoading(true);
      try {
        const { runs, total } = await getThread(id, signal);
        if (signal.aborted) return;
        setHidden(total - runs.length);
        dispatch({ kind: 'load', turns: runs.map(turnOfRun) });
        for (const run of runs.filter(isUnfinished))
          void follow(run.id, { begin: null, runId: run.id, after: run.chunks.length });
      } catch (error) {
        if (!signal.aborted) setFailure(failureOf(error));
      } finally {
        if (!signal.aborted) setLoading(false);
      }
    },
    [follow],
  );

  useEffect(() => {
    if (threadId === undefined || threadId === shown.current) return;
    shown.current = threadId;
    clear();
    if (threadId !== null) void load(threadId);
  }, [threadId, clear, load]);

  useEffect(
    () => () => {
      open.current.abort();
      open.current = new AbortController();
      shown.current = null;
    },
    [],
  );

  const ask = useCallback(
    (message: string, attached: Attached) => {
      const key = `new-${(count.current += 1)}`;
      const { signal } = open.current;
      dispatch({ kind: 'add', key, message, attached });
      const begin = async () => {
        try {
          const uploads = await attached.uploads();
          if (signal.aborted) return;
          const body: AgentBody = {
            message,
            ...(shown.current && { threadId: shown.current }),
            ...(uploads.length > 0 && { uploads }),
          };
          await follow(key, { begin: body, runId: null, after: 0 });
        } catch (error) {
          if (!signal.aborted) dispatch({ kind: 'close', key, failure: failureOf(error) });
        }
      };
      void begin();
    },
    [follow],
  );

  const report = useCallback(
    (key: string, doing: Promise<unknown>) =>
      doing.catch((error: unknown) => dispatch({ kind: 'close', key, failure: failureOf(error) })),
    [],
  );

  return {
    turns,
    hidden,
    loading,
    failure,
    busy: turns.some(({ connection }) => connection !== 'closed'),
    ask,
    stop: () => {
      for (const { key, connection, run } of turns) {
        if (connection === 'closed') continue;
        if (run.runId === null) {
          // Nothing has begun on the server; leaving is enough.
          open.current.abort();
          open.current = new AbortController();
          dispatch({ kind: 'close', key, failure: null });
        } else void report(key, cancelRun(run.runId));
      }
    },
    retry: (turn) => {
      const { runId, sequence } = turn.run;
      if (runId !== null && isOpen(turn.run))
        void follow(turn.key, { begin: null, runId, after: sequence });
      else {
        if (runId === null) dispatch({ kind: 'remove', key: turn.key });
        ask(turn.message, turn.attached);
      }
    },
    decide: (turn, decision) => {
      const { approval, runId, sequence } = turn.run;
      if (!approval) return;
      void report(
        turn.key,
        decideApproval(approval.approvalId, decision).then(() =>
          follow(turn.key, { begin: null, runId, after: sequence }),
        ),
      );
    },
    reset: () => {
      shown.current = null;
      clear();
    },
  };
}

const isUnfinished = ({ status }: RunView): boolean => status === 'running';
