import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { unpack } from '@datasherpa/tools/archives';
import { readEventLog } from '@datasherpa/tools/spark';

/** `read-event-log.ts FILE`: reads one event log, plain or packed, and prints what it took as JSON. */

const path = process.argv[2]!;
const spool = { keep: () => Promise.reject(new Error('there is no spool')) };

async function* unpacked(): AsyncGenerator<Uint8Array> {
  const packed = createReadStream(path, { highWaterMark: 1 << 16 });
  const options = { name: 'log', maxUnpackedBytes: 2 ** 40, spool };
  for await (const member of unpack(packed, options)) {
    yield* member.content;
    const problem = member.problem();
    if (problem) throw problem;
  }
}

/** One buffer again and again: the reader keeps nothing of it. */
async function* plain(): AsyncGenerator<Uint8Array> {
  await using file = await open(path);
  const buffer = new Uint8Array(1 << 20);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

// What is uploaded was unpacked when it came; packed logs are read here to know what that costs.
const content = path.endsWith('.zstd') ? unpacked() : plain();
const used = process.cpuUsage();
const started = performance.now();
const { read } = await readEventLog([{ name: 'log', content }]);
const milliseconds = performance.now() - started;
const { user, system } = process.cpuUsage(used);
process.stdout.write(
  `${JSON.stringify({
    milliseconds,
    processorMilliseconds: (user + system) / 1000,
    bytes: read.bytes,
    events: read.events,
    skipped: read.lines - read.events,
  })}\n`,
);
