import { createTemplateMiner, parseHeader } from '@datasherpa/tools/logs';
import { demoLines } from '../make-log.ts';

/** `node mine-at-length.ts LINES SEED`: mines so many lines and prints the milliseconds that mining took, without making them. */
const [lines, seed] = process.argv.slice(2).map(Number);
const miner = createTemplateMiner<null>();
const source = demoLines(seed!);
let milliseconds = 0;
for (let left = lines!; left > 0;) {
  const messages: string[] = [];
  for (; left > 0 && messages.length < 10_000; left--) {
    const line = source.next().value;
    messages.push(parseHeader(line, 1970)?.message ?? line);
  }
  const started = performance.now();
  for (const message of messages) miner.add(message, null);
  milliseconds += performance.now() - started;
}
const started = performance.now();
const templates = miner.templates().length;
milliseconds += performance.now() - started;
process.stdout.write(JSON.stringify({ milliseconds, templates }));
