import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from '@datasherpa/server/client';
import { rounded } from '../src/speed/figure.ts';
import { startMeasuredServer } from './start-server.ts';

/**
 * `pnpm load:uploads [--megabytes 500] [--at-once 10] [--keep]`: the most memory of a server that receives one large file as a form, and
 * then several of them at once, each with a server of its own; also until all of it was read. Exit code 1 where it is over the limit.
 */
const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '500' },
    'at-once': { type: 'string', default: '10' },
    keep: { type: 'boolean', default: false },
  },
});
const megabytes = Number(values.megabytes);
const most = { one: 250, several: 500 };

/** A log of so many bytes, which differs with its number: what is known would not be stored again. */
async function* logOf(number: number, bytes: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let sent = 0; sent < bytes;) {
    let text = '';
    while (text.length < 1 << 18) {
      text += `2026-11-20T02:${String((at >> 8) % 60).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}Z INFO BlockManager: put block rdd_${at % 9}_${at} of ${at * 31} bytes for job ${number}\n`;
      at += 1;
    }
    const chunk = Buffer.from(text);
    sent += chunk.length;
    yield chunk;
  }
}

async function measure(atOnce: number, bytes: number) {
  const scratch = mkdtempSync(join(tmpdir(), 'sherpa-upload-'));
  const server = await startMeasuredServer(scratch);
  try {
    const client = createClient({ baseUrl: server.url });
    const before = server.memory().now;
    const started = performance.now();
    const receipts = await Promise.all(
      Array.from({ length: atOnce }, (_, number) =>
        client.upload(
          (async function* () {
            yield { name: `${number}.log`, content: logOf(number, bytes) };
          })(),
        ),
      ),
    );
    const received = { seconds: (performance.now() - started) / 1000, peak: server.memory().peak };
    const states = await Promise.all(
      receipts.map(async ({ upload }) => {
        let last = '';
        for await (const { status } of client.watchUpload(upload.id)) last = status;
        return last;
      }),
    );
    if (states.some((state) => state !== 'ready'))
      throw new Error(`Uploads ended as ${states.join(', ')}.`);
    return {
      uploads: atOnce,
      megabytesEach: rounded(bytes / 1e6),
      secondsToReceive: rounded(received.seconds),
      secondsToRead: rounded((performance.now() - started) / 1000),
      mebibytesBefore: rounded(before),
      mostMebibytesReceiving: rounded(received.peak),
      mostMebibytes: rounded(server.memory().peak),
    };
  } finally {
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

const result = {
  date: new Date().toISOString().slice(0, 10),
  load: { before: rounded(loadavg()[0]!), after: 0 },
  one: await measure(1, megabytes * 1e6),
  several: await measure(Number(values['at-once']), megabytes * 1e6),
};
result.load.after = rounded(loadavg()[0]!);
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
if (values.keep) {
  const directory = join(import.meta.dirname, '../results');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'large-uploads.json'), `${JSON.stringify(result, null, 2)}\n`);
}
for (const which of ['one', 'several'] as const)
  if (result[which].mostMebibytesReceiving > most[which]) {
    process.stderr.write(`${which}: more than ${most[which]} MiB\n`);
    process.exitCode = 1;
  }
