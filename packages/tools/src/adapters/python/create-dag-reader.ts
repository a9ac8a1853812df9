import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { maxSourceCharacters, type DagReader, type ReadAnswer } from '../../airflow/index.ts';
import type { DagRequest } from './dag-process.ts';

const defaultTimeoutMs = 10_000;
/** Time for the process to start and to load the grammar; no file is charged with it. */
const startMs = 60_000;
/** A process that nobody asks gives its memory back after this time. */
const idleMs = 30_000;
/** WASM memory only grows; a process is replaced after so many files. */
const filesPerProcess = 200;
/**
 * Ruff is 10 MB of WASM that is used for milliseconds a file: compiled once and quickly, 500 files need a third of the processor time
 * and half of the memory.
 */
const flags = ['--liftoff-only', '--max-old-space-size=256'];

type Answer = ReadAnswer | { readonly problem: string };

/**
 * Reads DAG files in a process of its own: the parser, the evaluation, our rules and ruff. A file that takes longer than `timeoutMs`
 * is given up together with the process, and the next one gets a new one. The process starts with the first file.
 */
export function createDagReader(options: { readonly timeoutMs?: number } = {}): DagReader {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  let child: ChildProcess | null = null;
  let ready: Promise<void> = Promise.resolve();
  let files = 0;
  let idle: NodeJS.Timeout | undefined;
  let next = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const end = (): void => {
    clearTimeout(idle);
    child?.kill('SIGKILL');
    child = null;
    files = 0;
  };

  function started(): ChildProcess {
    if (files >= filesPerProcess) end();
    if (!child) {
      // Node starts .ts where the sources are, .js where they were built.
      const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
      child = fork(fileURLToPath(new URL(`./dag-process.${extension}`, import.meta.url)), {
        execArgv: flags,
        // Keys and passwords of the server are none of its business.
        env: {},
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
      child.unref();
      child.channel?.unref();
      const born = child;
      ready = new Promise((resolve) => {
        born.once('message', () => resolve());
        born.once('exit', () => resolve());
      });
    }
    files += 1;
    return child;
  }

  async function ask(request: Omit<DagRequest, 'id'>, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    clearTimeout(idle);
    const asked = started();
    const id = (next += 1);
    asked.ref();
    asked.channel?.ref();
    try {
      return await new Promise<Answer>((resolve, reject) => {
        const giveUp = (after: number) => (): void => {
          end();
          finish({ problem: `It took longer than ${after / 1000} s to read.` });
        };
        let timer = setTimeout(giveUp(startMs), startMs);
        let finished = false;
        void ready.then(() => {
          clearTimeout(timer);
          if (!finished) timer = setTimeout(giveUp(timeoutMs), timeoutMs);
        });
        const onMessage = (message: unknown): void => {
          const { id: answered, ...answer } = message as Answer & { id: number };
          if (answered === id) finish(answer as Answer);
        };
        const onFault = (): void => {
          child = null;
          files = 0;
          finish({
            problem: 'The reader ended while it read the file, most likely for want of memory.',
          });
        };
        const onAbort = (): void => {
          clean();
          end();
          reject(signal!.reason as Error);
        };
        const clean = (): void => {
          finished = true;
          clearTimeout(timer);
          asked.off('message', onMessage).off('error', onFault).off('exit', onFault);
          signal?.removeEventListener('abort', onAbort);
        };
        const finish = (answer: Answer): void => {
          clean();
          resolve(answer);
        };
        asked.on('message', onMessage).on('error', onFault).on('exit', onFault);
        signal?.addEventListener('abort', onAbort);
        asked.send({ id, ...request });
      });
    } finally {
      asked.unref();
      asked.channel?.unref();
      idle = setTimeout(end, idleMs);
      idle.unref();
    }
  }

  return {
    read(source, { lint, now, behind = [] }, signal) {
      if (source.text.length > maxSourceCharacters)
        return Promise.resolve({
          problem: `It has ${source.text.length} characters; ${maxSourceCharacters} are read.`,
        });
      if (source.text.includes('\u0000')) return Promise.resolve({ problem: 'It is no text.' });
      const answer = queue.then(() => ask({ source, behind, lint, now }, signal));
      queue = answer.catch(() => undefined);
      return answer;
    },
    close() {
      end();
      return Promise.resolve();
    },
  };
}
