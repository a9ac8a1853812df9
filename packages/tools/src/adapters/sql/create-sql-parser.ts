import { Worker } from 'node:worker_threads';
import type { SqlParser } from '../../docs/lineage/index.ts';

const maxStatementCharacters = 1_000_000;
const defaultTimeoutMs = 5000;
/** A parser that nobody asks gives its memory (about 200 MB) back after this time. */
const idleMs = 30_000;

type Answer = { readonly tree: unknown } | { readonly problem: string };

/**
 * Polyglot's SQL parser (MIT, 34 dialects, WebAssembly) in a thread of its own: a statement that takes longer than `timeoutMs` is
 * given up together with the thread, and the next one gets a new thread. The thread starts with the first statement.
 */
export function createSqlParser(options: { readonly timeoutMs?: number } = {}): SqlParser & {
  close(): Promise<void>;
} {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let next = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ended = worker;
    worker = null;
    await ended?.terminate();
  };

  function started(): Worker {
    if (!worker) {
      // Node starts .ts where the sources are, .js where they were built.
      const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
      worker = new Worker(new URL(`./parse-worker.${extension}`, import.meta.url));
      worker.unref();
    }
    return worker;
  }

  async function ask(statement: string, dialect: string, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    clearTimeout(idle);
    const thread = started();
    const id = (next += 1);
    thread.ref();
    try {
      return await new Promise<Answer>((resolve, reject) => {
        const timer = setTimeout(() => {
          void end();
          finish({ problem: `The statement took longer than ${timeoutMs / 1000} s to read.` });
        }, timeoutMs);
        const onMessage = (answer: Answer & { id: number }): void => {
          if (answer.id === id)
            finish('tree' in answer ? { tree: answer.tree } : { problem: answer.problem });
        };
        const onFault = (): void => {
          worker = null;
          finish({ problem: 'The parser ended while it read the statement.' });
        };
        const onAbort = (): void => {
          clean();
          void end();
          reject(signal!.reason as Error);
        };
        const clean = (): void => {
          clearTimeout(timer);
          thread.off('message', onMessage).off('error', onFault).off('exit', onFault);
          signal?.removeEventListener('abort', onAbort);
        };
        const finish = (answer: Answer): void => {
          clean();
          resolve(answer);
        };
        thread.on('message', onMessage).on('error', onFault).on('exit', onFault);
        signal?.addEventListener('abort', onAbort);
        thread.postMessage({ id, statement, dialect });
      });
    } finally {
      thread.unref();
      idle = setTimeout(() => void end(), idleMs);
      idle.unref();
    }
  }

  return {
    parse(statement, dialect, signal) {
      if (statement.length > maxStatementCharacters)
        return Promise.resolve({
          problem: `The statement has ${statement.length} characters; ${maxStatementCharacters} are read.`,
        });
      const answer = queue.then(() => ask(statement, dialect, signal));
      queue = answer.catch(() => undefined);
      return answer;
    },
    close: end,
  };
}
