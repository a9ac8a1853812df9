import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemplateMiner, readEvents } from '@datasherpa/tools/logs';
import { median, type Figure } from './figure.ts';
import { recordedRun } from './recorded-run.ts';
import { runCommand } from './run-command.ts';

const runs = 3;

/** Template mining alone, on messages that are in memory; beside Drain3 on the same messages where Python has it. */
export async function measureMiner(
  logs: readonly { readonly name: string; readonly path: string; readonly messages: number }[],
  scratch: string,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, path, messages: count } of logs) {
    const messages = await readMessages(path, count);
    const seconds = Array.from({ length: runs }, () => {
      const miner = createTemplateMiner<null>();
      const started = performance.now();
      for (const message of messages) miner.add(message, null);
      miner.templates();
      return (performance.now() - started) / 1000;
    });
    const peer = drain3(messages, scratch);
    figures.push({
      what: `template miner, ${name}`,
      value: messages.length / median(seconds),
      unit: 'messages/s',
      runs,
      peer: peer === null ? null : { name: 'Drain3', value: peer },
    });
  }
  return figures;
}

async function readMessages(path: string, count: number): Promise<string[]> {
  const messages: string[] = [];
  for await (const { events } of readEvents(createReadStream(path, { highWaterMark: 1 << 20 }))) {
    for (const { message } of events) messages.push(message);
    if (messages.length >= count) break;
  }
  return messages.slice(0, count);
}

/** A long input in a process of its own: speed and memory, beside a tenth of it, for what is linear has the same speed there. */
export function measureMinerAtLength(messages: number, seed: number, scratch: string): Figure[] {
  const [whole, tenth] = [messages, messages / 10].map((count) => {
    const run = recordedRun(
      [
        '--max-semi-space-size=16',
        '--conditions=datasherpa-source',
        join(import.meta.dirname, 'mine-at-length.ts'),
        String(count),
        String(seed),
      ],
      scratch,
      { timeoutMs: 3_600_000 },
    );
    const { milliseconds } = JSON.parse(run.stdout) as { milliseconds: number };
    return { perSecond: (count / milliseconds) * 1000, peak: run.peakMebibytes };
  });
  const name = `template miner, ${messages.toLocaleString('en-US')} messages`;
  const peer = 'a tenth of them';
  return [
    {
      what: name,
      value: whole!.perSecond,
      unit: 'messages/s',
      runs: 1,
      peer: { name: peer, value: tenth!.perSecond },
    },
    {
      what: 'its peak memory',
      value: whole!.peak,
      unit: 'MiB',
      runs: 1,
      peer: { name: peer, value: tenth!.peak },
    },
  ];
}

const script = `
import sys, time
from drain3 import TemplateMiner
messages = open(sys.argv[1], encoding="utf-8", newline="\\n").read().split("\\n")
miner = TemplateMiner()
started = time.perf_counter()
for message in messages: miner.add_log_message(message)
print(len(messages) / (time.perf_counter() - started))
`;

/** Messages a second of the reference implementation, or null where it is not installed. */
function drain3(messages: readonly string[], scratch: string): number | null {
  try {
    runCommand(['python3', '-c', 'import drain3']);
  } catch {
    return null;
  }
  const path = join(scratch, 'messages.txt');
  writeFileSync(path, messages.map((message) => message.replaceAll('\n', ' ')).join('\n'));
  return Number(runCommand(['python3', '-c', script, path]).stdout);
}
