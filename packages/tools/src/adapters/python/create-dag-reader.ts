import { Worker } from 'node:worker_threads';
import { maxSourceCharacters, type DagReader, type ReadAnswer } from '../../airflow/index.ts';
import type { DagRequest } from './dag-worker.ts';

const defaultTimeoutMs = 10_000;
/** A thread that nobody asks gives its memory back after this time. */
const idleMs = 30_000;
/** WASM memory only grows; a thread is replaced after so many files. */
const filesPerThread = 150;

type Answer = ReadAnswer | { readonly problem: string };

/**
 * Reads DAG files in a thread of its own: the parser, the evaluation, our rules and ruff. A file that takes longer than `timeoutMs`
 * is given up together with the thread, and the next one gets a new thread. The thread starts with the first file.
 */
export function createDagReader(options: { readonly timeoutMs?: number } = {}): DagReader {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  let worker: Worker | null = null;
  let files = 0;
  let idle: NodeJS.Timeout | undefined;
  let next = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ended = worker;
    worker = null;
    files = 0;
    await ended?.terminate();
  };

  async function started(): Promise<Worker> {
    if (files >= filesPerThread) await end();
    if (!worker) {
      // Node starts .ts where the sources are, .js where they were built.
      const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
      worker = new Worker(new URL(`./dag-worker.${extension}`, import.meta.url), {
        resourceLimits: { maxOldGenerationSizeMb: 256 },
      });
      worker.unref();
    }
    files += 1;
    return worker;
  }

  async function ask(request: Omit<DagRequest, 'id'>, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    clearTimeout(idle);
    const thread = await started();
    const id = (next += 1);
    thread.ref();
    try {
      return await new Promise<Answer>((resolve, reject) => {
        const timer = setTimeout(() => {
          void end();
          finish({ problem: `It took longer than ${timeoutMs / 1000} s to read.` });
        }, timeoutMs);
        const onMessage = ({ id: answered, ...answer }: Answer & { id: number }): void => {
          if (answered === id) finish(answer as Answer);
        };
        const onFault = (): void => {
          worker = null;
          files = 0;
          finish({
            problem: 'The reader ended while it read the file, most likely for want of memory.',
          });
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
        thread.postMessage({ id, ...request });
      });
    } finally {
      thread.unref();
      idle = setTimeout(() => void end(), idleMs);
      idle.unref();
    }
  }

  return {
    read(source, { lint, now }, signal) {
      if (source.text.length > maxSourceCharacters)
        return Promise.resolve({
          problem: `It has ${source.text.length} characters; ${maxSourceCharacters} are read.`,
        });
      if (source.text.includes('\u0000')) return Promise.resolve({ problem: 'It is no text.' });
      const answer = queue.then(() => ask({ source, lint, now }, signal));
      queue = answer.catch(() => undefined);
      return answer;
    },
    close: end,
  };
}
