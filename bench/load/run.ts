import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { percentile, rounded } from '../src/speed/figure.ts';
import { runClients } from './clients.ts';
import { prepareMix } from './mix.ts';
import { slopeOf } from './slope.ts';
import { startMeasuredServer } from './start-server.ts';

/**
 * `pnpm load [--clients 200] [--seconds 120] [--keep]`: a real server under clients that send requests of all kinds at once. Each answer
 * must be the one of a single run, and memory must not grow. Prints the figures; `--keep` also writes them to `bench/results/`.
 * Exit code 1 where an answer was wrong or memory grew.
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
/** What memory may grow by in a minute after the warm-up, as a part of it: garbage comes and goes. */
const mostGrowth = 0.05;

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
  const samples: [minutes: number, mebibytes: number][] = [];
  const sampling = setInterval(() => {
    samples.push([(performance.now() - started) / 60_000, server.memory().now]);
  }, 500);
  const outcomes = await runClients(kinds, expected, { clients, seconds, seed });
  clearInterval(sampling);
  const took = (performance.now() - started) / 1000;
  const warm = samples.filter(([minutes]) => minutes * 60 > seconds * warmUp);
  const memory = warm.map(([, each]) => each);
  const growth = slopeOf(warm);
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
      medianMebibytes: rounded(percentile(memory, 0.5)),
      mostMebibytes: rounded(server.memory().peak),
      growthMebibytesPerMinute: rounded(growth),
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
  const grows = growth > mostGrowth * percentile(memory, 0.5);
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
