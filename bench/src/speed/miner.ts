import { createReadStream } from 'node:fs';
import { createTemplateMiner, readEvents } from '@datasherpa/tools/logs';
import { median, type Figure } from './figure.ts';
import { runCommand } from './run-command.ts';

const runs = 3;
const messagesRead = 200_000;

/** Template mining alone, on messages that are in memory; beside Drain3 where Python has it. */
export async function measureMiner(
  logs: readonly { readonly name: string; readonly path: string }[],
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, path } of logs) {
    const messages = await readMessages(path);
    const seconds = Array.from({ length: runs }, () => {
      const miner = createTemplateMiner<null>();
      const started = performance.now();
      for (const message of messages) miner.add(message, null);
      miner.templates();
      return (performance.now() - started) / 1000;
    });
    const peer = drain3(path);
    figures.push({
      what: `template miner, ${name}`,
      value: messages.length / median(seconds),
      unit: 'messages/s',
      runs,
      peer: peer === null ? null : { name: 'Drain3 (lines/s)', value: peer },
    });
  }
  return figures;
}

async function readMessages(path: string): Promise<string[]> {
  const messages: string[] = [];
  for await (const { events } of readEvents(createReadStream(path, { highWaterMark: 1 << 20 }))) {
    for (const { message } of events) messages.push(message);
    if (messages.length >= messagesRead) break;
  }
  return messages.slice(0, messagesRead);
}

const drain3Lines = 20_000;
const script = `
import sys, time, itertools
from drain3 import TemplateMiner
lines = list(itertools.islice(open(sys.argv[1], errors="replace"), ${drain3Lines}))
miner = TemplateMiner()
started = time.perf_counter()
for line in lines: miner.add_log_message(line.rstrip())
print(len(lines) / (time.perf_counter() - started))
`;

/** Lines a second of the reference implementation, or null where it is not installed. */
function drain3(path: string): number | null {
  try {
    return Number(runCommand(['python3', '-c', script, path]).stdout);
  } catch {
    return null;
  }
}
