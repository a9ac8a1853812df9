import { parentPort, workerData } from 'node:worker_threads';
import { collectFindings, type ReadingOptions } from '../../ingestion/index.ts';

/** The other side of `collectInThread`: bytes come as messages and are answered when they were read; null ends them. */
const waiting: (Uint8Array | null)[] = [];
let wake = (): void => {};
parentPort!.on('message', (bytes: Uint8Array | null) => {
  waiting.push(bytes);
  wake();
});

async function* chunks(): AsyncGenerator<Uint8Array> {
  for (;;) {
    while (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const bytes = waiting.shift()!;
    if (bytes === null) return;
    yield bytes;
    parentPort!.postMessage('taken');
  }
}

parentPort!.postMessage(await collectFindings(chunks(), workerData as ReadingOptions));
