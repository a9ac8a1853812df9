import { Worker } from 'node:worker_threads';
import type { FindingCollector, Findings, ReadingOptions } from '../../ingestion/index.ts';

/** Chunks that wait for the thread, a megabyte each as the blob store reads them. */
const maxWaiting = 4;

/**
 * Looks for causes and milestones in a thread of its own, so that a large file is read by two processors: one finds templates, the
 * other what the rules know. Costs the memory of one more thread (about 100 MB).
 */
export function collectInThread(options: ReadingOptions): FindingCollector {
  // Node starts .ts where the sources are, .js where they were built.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./findings-worker.${extension}`, import.meta.url), {
    workerData: options,
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  const finished = Promise.withResolvers<Findings>();
  // Whoever waits is told; where nobody waits yet, the next push is.
  finished.promise.catch(() => {});
  /** Data that is no text is not read to its end. */
  let isDone = false;
  let waiting = 0;
  let room = Promise.withResolvers<void>();
  worker.on('message', (message: 'taken' | Findings) => {
    if (message !== 'taken') {
      isDone = true;
      finished.resolve(message);
      return;
    }
    waiting -= 1;
    room.resolve();
    room = Promise.withResolvers();
  });
  worker.on('error', finished.reject);
  worker.on('exit', () => finished.reject(new Error('The thread ended before its work.')));
  return {
    async push(bytes) {
      if (isDone) return;
      // Not `slice`, which of a Buffer is no copy.
      const copy = new Uint8Array(bytes);
      worker.postMessage(copy, [copy.buffer]);
      waiting += 1;
      while (!isDone && waiting >= maxWaiting) await Promise.race([room.promise, finished.promise]);
    },
    result() {
      worker.postMessage(null);
      return finished.promise;
    },
    async close() {
      await worker.terminate();
    },
  };
}
