/** Unpacks 1 GB of log lines and prints how many bytes came out and how much memory this process had at most. Run by a test. */
import { zstdCompressSync } from 'node:zlib';
import { unpack } from '../unpack.ts';

const lines = Array.from(
  { length: 100_000 },
  (_, at) => `26/11/20 02:00:00 INFO TaskSetManager: Finished task ${(at * 7919) % 100_003}\n`,
).join('');
const packed = zstdCompressSync(lines);
const times = Math.ceil(2 ** 30 / lines.length) + 1;
async function* source(): AsyncGenerator<Uint8Array> {
  for (let time = 0; time < times; time++) yield packed;
}
let bytes = 0;
const noSpool = { keep: () => Promise.reject(new Error('not needed')) };
for await (const { content } of unpack(source(), {
  name: 'big.log',
  maxUnpackedBytes: 2 ** 40,
  spool: noSpool,
}))
  for await (const chunk of content) bytes += chunk.length;
process.stdout.write(
  JSON.stringify({ bytes, peakMegabytes: process.resourceUsage().maxRSS / 1024 }),
);
