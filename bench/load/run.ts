import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { percentile, rounded } from '../src/speed/figure.ts';
import { runClients } from './clients.ts';
import { prepareMix } from './mix.ts';
import { startMeasuredServer } from './start-server.ts';

/**
 * `pnpm load [--clients 200] [--seconds 120] [--keep]`: a real server under clients that send requests of all kinds at once. Each answer
 * must be the one of a single run, and memory must not grow. Prints the figures; `--keep` also writes them to `bench/results/`.
 * Exit code 1 where an answer was wrong or memory grew.
 *
 * Memory of a process goes up for two reasons. V8 keeps each page that garbage ever filled: the process has what the worst moment took,
 * and comes near to that in minutes (`resident`). Growth is what is still there when all garbage was collected and V8's spare pages were
 * given back, under the same load at two times (`inUse`): caches that fill without end, requests that are not let go of, native memory.
 */
const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '120' },
    keep: { type: 'boolean', default: false },
  },
});
const clients = Number(values.clients);
const seconds = Number(values.seconds);
const seed = 20_261_124;
/** Of the time; caches fill, and the heap finds its size. */
const warmUp = 1 / 3;
/** What memory in use may grow by in a minute after the warm-up, as a part of it: how much 200 requests hold differs from one moment to the next. */
const mostGrowth = 0.05;
/** Times that memory in use is measured, a second apart, before and after. */
const looks = 5;

const scratch = mkdtempSync(join(tmpdir(), 'sherpa-load-'));
const loadBefore = rounded(loadavg()[0]!);
const server = await startMeasuredServer(scratch);
try {
  const kinds = await prepareMix(server.url);
  const expected = new Map<string, string>();
  for (const [at, { name, ask }] of kinds.entries()) {
    await ask(-1 - at);
    expected.set(name, JSON.stringify(await ask(-100 - at)));
  }
  const alone = server.memory().now;
  const started = performance.now();
  const minutes = (): number => (performance.now() - started) / 60_000;
  const resident: [minutes: number, mebibytes: number][] = [];
  const sampling = setInterval(() => {
    resident.push([minutes(), server.memory().now]);
  }, 500);
  const inUse = async () => {
    const found: [minutes: number, mebibytes: number][] = [];
    for (let look = 0; look < looks; look++) {
      await server.collectGarbage();
      found.push([minutes(), server.memory().now]);
      await sleep(1000);
    }
    return found;
  };
  const running = runClients(kinds, expected, { clients, seconds, seed });
  await sleep(seconds * warmUp * 1000);
  const first = await inUse();
  await sleep((seconds - looks * 2) * 1000 - minutes() * 60_000);
  const last = await inUse();
  const outcomes = await running;
  clearInterval(sampling);
  const took = minutes() * 60;
  const ofMemory = (points: typeof first): number =>
    percentile(
      points.map(([, mebibytes]) => mebibytes),
      0.5,
    );
  const growth = (ofMemory(last) - ofMemory(first)) / (last[0]![0] - first[0]![0]);
  const wrong = outcomes.flatMap(({ name, wrong: list }) => list.map((came) => `${name}: ${came}`));
  const requests = outcomes.reduce((sum, { milliseconds }) => sum + milliseconds.length, 0);
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      processor: cpus()[0]?.model.replaceAll(/\s+/g, ' ').trim() ?? 'unknown',
      cores: cpus().length,
      memoryGibibytes: Math.round(totalmem() / 1024 ** 3),
      node: process.versions.node,
    },
    load: { before: loadBefore, after: rounded(loadavg()[0]!) },
    clients,
    seconds: rounded(took),
    requests,
    requestsPerSecond: rounded(requests / took),
    wrongAnswers: wrong.length,
    memory: {
      beforeMebibytes: rounded(alone),
      inUse: {
        afterWarmUpMebibytes: rounded(ofMemory(first)),
        atTheEndMebibytes: rounded(ofMemory(last)),
        growthMebibytesPerMinute: rounded(growth),
      },
      resident: {
        medianMebibytes: rounded(ofMemory(resident)),
        mostMebibytes: rounded(server.memory().peak),
        medianOfEachMinuteMebibytes: Array.from({ length: Math.floor(minutes()) }, (_, minute) =>
          rounded(ofMemory(resident.filter(([at]) => Math.floor(at) === minute))),
        ),
      },
    },
    kinds: outcomes.map(({ name, milliseconds, wrong: list }) => ({
      name,
      requests: milliseconds.length,
      wrong: list.length,
      p50: rounded(percentile(milliseconds, 0.5)),
      p95: rounded(percentile(milliseconds, 0.95)),
      p99: rounded(percentile(milliseconds, 0.99)),
    })),
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  for (const each of wrong.slice(0, 10)) process.stderr.write(`wrong: ${each}\n`);
  const grows = growth > mostGrowth * ofMemory(last);
  if (grows) process.stderr.write('memory grew\n');
  if (values.keep) {
    const directory = join(import.meta.dirname, '../results');
    mkdirSync(directory, { recursive: true });
    writeFileSync(
      join(directory, `load-${clients}-clients.json`),
      `${JSON.stringify(result, null, 2)}\n`,
    );
  }
  if (wrong.length > 0 || grows) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(scratch, { recursive: true, force: true });
}
