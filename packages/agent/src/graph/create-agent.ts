import { randomUUID } from 'node:crypto';
import { SherpaError } from '@datasherpa/tools/errors';
import type { RunRecord, ThreadRecord } from '@datasherpa/tools/ports';
import { v7 as timeOrderedId } from 'uuid';
import { followStoredRun, openRunLog, type RunLog } from '../memory/run-log.ts';
import { takeThreadLease, type ThreadLease } from '../memory/thread-lease.ts';
import type { Answer } from '../plugin/answer.ts';
import type { AgentChunk } from './agent-chunk.ts';
import type { Agent, AgentHost, AgentRequest, AgentRun } from './agent.ts';
import type { ConversationGraph, Start } from './build-graph.ts';
import { needsApprovalAnswer } from '../registry/approvals.ts';
import { problemChunks, toSherpaError } from './problem-chunks.ts';
import type { TurnInput } from './state.ts';

const maxMessage = 20_000;
const maxTitle = 80;
/** A run of another process that wrote nothing for this long is given up by its reader. */
const silentMs = 120_000;
/** How often a run looks whether another process cancelled it. */
const watchEveryMs = 2_000;

interface LiveRun {
  readonly record: RunRecord;
  readonly log: RunLog;
  readonly abort: AbortController;
  readonly lease: ThreadLease;
  readonly ended: Promise<Answer>;
  /** Asks the graph to stop after its current step. */
  drain: (reason: string) => void;
}

/**
 * An agent over a host. Cheap to make: the graph and its libraries are loaded with the first message.
 *
 * @example
 * const agent = createAgent(host)
 * for await (const chunk of await agent.run({ project: 'default', message: 'Why did the load fail?' })) send(chunk)
 */
export function createAgent(host: AgentHost): Agent {
  const { metadata, presence } = host;
  const newId = host.newId ?? timeOrderedId;
  const owner = `${presence?.id ?? ''}:${randomUUID()}`;
  const live = new Map<string, LiveRun>();
  let graph: Promise<ConversationGraph> | undefined;
  let stopping = false;

  const loadGraph = (): Promise<ConversationGraph> => {
    graph ??= Promise.all([import('./build-graph.ts'), host.openCheckpointer()]).then(
      ([{ buildGraph }, checkpointer]) => buildGraph(host, checkpointer),
    );
    // What could not be opened once may be there for the next message.
    graph.catch(() => (graph = undefined));
    return graph;
  };

  async function begin(
    record: RunRecord,
    start: Start,
    options: {
      first: number;
      signal?: AbortSignal | undefined;
      /** Of a new run; without it an old one goes on. */
      thread?: ThreadRecord;
    },
  ): Promise<LiveRun> {
    if (stopping) throw new SherpaError('STOPPING');
    const abort = new AbortController();
    const lease = await takeThreadLease(
      metadata,
      {
        threadId: record.threadId,
        owner: `${owner}:${record.id}`,
        now: host.now,
        onLost: () => abort.abort(new SherpaError('THREAD_BUSY')),
      },
      async (store) => {
        if (!options.thread) return store.runs.update(record.id, { status: 'running' });
        await store.threads.upsert(options.thread);
        await store.runs.insert(record);
      },
    );
    const log = openRunLog(metadata, record.id, options.first);
    const cancel = (): void => abort.abort(new SherpaError('CANCELLED', { what: 'The answer' }));
    if (options.signal?.aborted) cancel();
    options.signal?.addEventListener('abort', cancel, { once: true, signal: abort.signal });
    const run: LiveRun = {
      record,
      log,
      abort,
      lease,
      drain: () => {},
      ended: Promise.resolve()
        .then(() => {
          const answer = (): Promise<Answer> => work(run, start);
          return host.trace?.({ name: 'agent', runId: record.id }, answer) ?? answer();
        })
        .catch((error: unknown) => {
          throw toSherpaError(error, record.id);
        }),
    };
    // Whoever wants the answer asks for it; a run without a listener must not end the process.
    run.ended.catch(() => {});
    live.set(record.id, run);
    return run;
  }

  async function work(run: LiveRun, start: Start): Promise<Answer> {
    const { record, log, abort, lease } = run;
    const messageId = `${record.id}-assistant`;
    log.append({
      type: 'start',
      messageId,
      messageMetadata: {
        runId: record.id,
        threadId: record.threadId,
        message: start.kind === 'message' ? start.input.message : null,
      },
    });
    const watch = setInterval(() => {
      metadata.runs.get(record.project, record.id).then(
        (now) => {
          if (now?.status === 'cancelled')
            abort.abort(new SherpaError('CANCELLED', { what: 'The answer' }));
        },
        () => {},
      );
    }, watchEveryMs);
    watch.unref();
    let status: RunRecord['status'] = 'failed';
    let handOver = false;
    try {
      const conversation = await loadGraph();
      const outcome = await conversation.answer(
        start,
        {
          runId: record.id,
          threadId: record.threadId,
          project: record.project,
          signal: abort.signal,
          emit: (chunk: AgentChunk) => log.append(chunk),
        },
        (drain) => (run.drain = drain),
      );
      if (outcome.kind === 'drained') throw new SherpaError('STOPPING');
      status = outcome.kind === 'waiting' ? 'waiting' : 'done';
      const answer =
        outcome.kind === 'waiting'
          ? needsApprovalAnswer({ ...outcome.call, requestId: record.id })
          : outcome.answer;
      log.append({ type: 'data-answer', id: `${record.id}-answer`, data: answer });
      log.append({ type: 'finish', finishReason: status === 'waiting' ? 'tool-calls' : 'stop' });
      return answer;
    } catch (error) {
      const reason: unknown = abort.signal.aborted ? abort.signal.reason : error;
      const problem = toSherpaError(reason, record.id);
      if (problem.code === 'CANCELLED') status = 'cancelled';
      handOver = problem.code === 'STOPPING';
      if (!handOver) for (const chunk of problemChunks(problem, record.id)) log.append(chunk);
      throw problem;
    } finally {
      clearInterval(watch);
      abort.abort();
      // In this order: whoever sees the end of the stream finds the run ended and may go on with the thread.
      try {
        await log.save(async (store) => {
          if (!handOver)
            await store.runs.update(record.id, {
              status,
              endedAt: status === 'waiting' ? null : host.now(),
            });
          await lease.release(store);
        });
      } finally {
        // Does nothing unless the transaction failed. Where it cannot be given back either it runs out, or `recover` gives it back.
        await lease.release().catch(() => {});
        live.delete(record.id);
        log.close();
      }
    }
  }

  const agentRun = (run: LiveRun, after: number): AgentRun => ({
    runId: run.record.id,
    threadId: run.record.threadId,
    answer: () => run.ended,
    [Symbol.asyncIterator]: () => run.log.read(after),
  });

  const findRun = async (project: string, runId: string): Promise<RunRecord> => {
    const record = await metadata.runs.get(project, runId);
    if (!record) throw new SherpaError('NOT_FOUND', { kind: 'run', id: runId.slice(0, 100) });
    return record;
  };

  /** The lease of a process that is gone need not run out, nor that of a run which ended here when the store could not be written. */
  const freeFromDead = async ({ id, threadId }: RunRecord): Promise<void> => {
    const holder = presence && (await metadata.threads.leaseOwner(threadId));
    if (!holder) return;
    const isOver = holder === `${owner}:${id}` && !live.has(id);
    if (isOver || !(await presence.isAlive(holder.split(':')[0]!)))
      await metadata.threads.release(threadId, holder);
  };

  const countEvents = async (runId: string): Promise<number> => {
    let last = 0;
    for (;;) {
      const page = await metadata.runs.events(runId, last, 1000);
      if (page.length === 0) return last;
      last = page.at(-1)!.sequence;
    }
  };

  return {
    async run(request) {
      checkMessage(request);
      const threadId = request.threadId ?? newId();
      const known = await metadata.threads.get(request.project, threadId);
      const now = host.now();
      const record: RunRecord = {
        id: newId(),
        threadId,
        project: request.project,
        status: 'running',
        createdAt: now,
        endedAt: null,
      };
      const input: TurnInput = {
        runId: record.id,
        project: request.project,
        message: request.message,
        uploads: [...(request.uploads ?? [])],
        files: [...(request.files ?? [])],
      };
      const begun = await begin(
        record,
        { kind: 'message', input },
        {
          first: 0,
          signal: request.signal,
          thread: {
            id: threadId,
            project: request.project,
            title: known?.title ?? titleOf(request.message),
            createdAt: known?.createdAt ?? now,
            updatedAt: now,
          },
        },
      );
      return agentRun(begun, 0);
    },

    async resume(project, runId, after, signal) {
      const record = await findRun(project, runId);
      const run = live.get(runId);
      if (run) return run.log.read(after, signal);
      return followStoredRun(metadata, record, after, { silentMs, ...(signal && { signal }) });
    },

    async cancel(project, runId) {
      const record = await findRun(project, runId);
      if (record.status !== 'running' && record.status !== 'waiting') return false;
      const run = live.get(runId);
      if (run) {
        run.abort.abort(new SherpaError('CANCELLED', { what: 'The answer' }));
        await run.ended.catch(() => {});
        return true;
      }
      await metadata.runs.update(runId, { status: 'cancelled', endedAt: host.now() });
      return true;
    },

    async decide(project, approvalId, decision) {
      const approval = await metadata.approvals.get(project, approvalId);
      if (!approval)
        throw new SherpaError('NOT_FOUND', { kind: 'approval', id: approvalId.slice(0, 100) });
      const decided = await metadata.approvals.decide(approvalId, decision, host.now());
      const record = approval.runId === '' ? null : await findRun(project, approval.runId);
      // The same decision again: the run may still wait, where its thread was busy or the process ended before it went on.
      const again = approval.status === decision && record?.status === 'waiting';
      if (!decided && !again)
        throw new SherpaError('APPROVAL_DECIDED', { id: approvalId, decision: approval.status });
      if (!record) return null;
      const first = await countEvents(record.id);
      const run = await begin(record, { kind: 'decided' }, { first });
      return agentRun(run, first);
    },

    async forget(project, threadId) {
      const thread = await metadata.threads.get(project, threadId);
      if (!thread)
        throw new SherpaError('NOT_FOUND', { kind: 'thread', id: threadId.slice(0, 100) });
      const lease = await takeThreadLease(metadata, {
        threadId,
        owner: `${owner}:forget`,
        now: host.now,
        onLost: () => {},
      });
      try {
        const conversation = await loadGraph();
        await conversation.forget(threadId);
        await metadata.threads.delete(threadId);
      } finally {
        await lease.release();
      }
    },

    async recover() {
      let taken = 0;
      for (const record of await metadata.runs.listByStatus('running')) {
        if (live.has(record.id)) continue;
        try {
          await freeFromDead(record);
          const first = await countEvents(record.id);
          await begin(record, { kind: 'continue' }, { first });
          taken++;
        } catch (error) {
          // Another process still works on it.
          if (!(error instanceof SherpaError && error.code === 'THREAD_BUSY')) throw error;
        }
      }
      return taken;
    },

    async drain(reason, patienceMs) {
      stopping = true;
      const runs = [...live.values()];
      for (const run of runs) run.drain(reason);
      const breakOff = setTimeout(() => {
        for (const { abort } of runs) abort.abort(new SherpaError('STOPPING'));
      }, patienceMs);
      await Promise.allSettled(runs.map(({ ended }) => ended));
      clearTimeout(breakOff);
    },
  };
}

/** @throws QUESTION_EMPTY, QUESTION_TOO_LONG */
function checkMessage({ message }: AgentRequest): void {
  if (message.trim() === '') throw new SherpaError('QUESTION_EMPTY', {}, { field: 'message' });
  if (message.length > maxMessage)
    throw new SherpaError(
      'QUESTION_TOO_LONG',
      { length: message.length, limit: maxMessage },
      { field: 'message' },
    );
}

function titleOf(message: string): string {
  const line = message.trim().split('\n', 1)[0]!.replaceAll(/\s+/g, ' ');
  return line.length <= maxTitle ? line : `${line.slice(0, maxTitle - 1)}…`;
}
