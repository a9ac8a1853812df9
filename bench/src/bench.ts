import {
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureStart, measureWholeFile } from './speed/command-line.ts';
import { measureEventLogs } from './speed/event-log.ts';
import { renderFigures, rounded, type Figure } from './speed/figure.ts';
import { measureLargeFile } from './speed/large-file.ts';
import { measureMiner, measureMinerAtLength } from './speed/miner.ts';
import { runCommand } from './speed/run-command.ts';
import { measureService } from './speed/service.ts';

/**
 * `pnpm bench [--data DIR] [--lines N]`: speed of the product, beside named peers in the same run, as a table and, for a run of full
 * length, in `bench/results/`. With `--gigabytes` also a log of that size, of 6 million lines each, and 10 million messages for the
 * miner; `--gigabytes 10` takes half an hour and 25 GB of disk. With `--data` (a folder with the areas `logs`, `airflow`
 * and `spark`) the scores of the evaluation suites too. `--spark-home DIR` (the folder `pyspark` of the Python package, or a Spark) adds Spark's own History Server,
 * `--rapids-tools CLASSPATH` NVIDIA's spark-rapids-tools (its jar, and the jars of a Spark 3.5), `--spark-advisor PYTHON` the parser of
 * spark-advisor (a Python that has it).
 */

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    lines: { type: 'string' },
    gigabytes: { type: 'string' },
    'spark-home': { type: 'string' },
    'rapids-tools': { type: 'string' },
    'spark-advisor': { type: 'string' },
  },
});
const fullLength = 1_000_000;
const lines = Number(values.lines ?? fullLength);
const gigabytes = Number(values.gigabytes ?? 0);
if (!Number.isInteger(lines) || lines < 1000 || !(gigabytes >= 0)) {
  process.stderr.write(
    'usage: pnpm bench [--data DIR] [--lines N] [--gigabytes N]   (lines from 1000)\n',
  );
  process.exit(2);
}
/** What begins later than this is left out, and said. */
const lastBeginSeconds = 180;
const seed = 20_261_124;

const started = performance.now();
const load = { before: rounded(loadavg()[0]!), after: 0 };
const scratch = mkdtempSync(join(tmpdir(), 'sherpa-bench-'));
const figures: Figure[] = [];
const notes: string[] = [];

function makeLog(name: string, count: number, ...options: string[]) {
  const path = join(scratch, name);
  const file = openSync(path, 'w');
  const { status } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'make-log.ts'), String(count), String(seed), ...options],
    { stdio: ['ignore', file, 'inherit'] },
  );
  closeSync(file);
  if (status !== 0) throw new Error('The log could not be made.');
  return { path, lines: count, megabytes: statSync(path).size / 1e6 };
}

async function part(
  name: string,
  work: () => Figure[] | Promise<Figure[]>,
  always = false,
): Promise<void> {
  const elapsed = (performance.now() - started) / 1000;
  if (elapsed > lastBeginSeconds && !always) {
    notes.push(`${name} was left out: ${Math.round(elapsed)} s had passed.`);
    return;
  }
  process.stderr.write(`${name}\n`);
  figures.push(
    ...(await work()).map((figure) => ({
      ...figure,
      value: rounded(figure.value),
      peer: figure.peer && { ...figure.peer, value: rounded(figure.peer.value) },
    })),
  );
}

const suites = [
  ['miner', 'logs'],
  ['retrieval', 'logs'],
  ['diagnosis', 'logs'],
  ['diagnosis', 'airflow'],
  ['spark', 'spark'],
] as const;
const scores: Record<string, unknown> = {};

try {
  process.stderr.write(`making logs of ${lines.toLocaleString('en-US')} lines\n`);
  const long = makeLog('long.log', lines);
  const tenth = makeLog('tenth.log', Math.round(lines / 10));
  const short = makeLog('short.log', Math.min(lines, 5000));
  const random = makeLog('random.log', Math.min(lines, 20_000), '--random');
  await part('start', measureStart);
  await part('file to answer', () => measureWholeFile(long, tenth, scratch));
  await part('service', () => measureService(long, short, scratch));
  await part('miner', () =>
    measureMiner(
      [
        { name: 'lines of the demo', path: long.path, messages: 100_000 },
        { name: 'random lines', path: random.path, messages: 20_000 },
      ],
      scratch,
    ),
  );
  await part('event logs', () =>
    measureEventLogs({
      bytes: lines === fullLength ? 506 * 1024 ** 2 : 16 * 1024 ** 2,
      logs: values.data === undefined ? null : join(values.data, 'spark'),
      sparkHome: values['spark-home'] ?? null,
      tools: {
        rapidsClassPath: values['rapids-tools'] ?? null,
        sparkAdvisorPython: values['spark-advisor'] ?? null,
      },
      scratch,
    }),
  );
  if (gigabytes > 0) {
    const large = makeLog('large.log', Math.round(gigabytes * 6_000_000));
    await part('large file', () => measureLargeFile(large, scratch), true);
    rmSync(large.path);
    await part('miner at length', () => measureMinerAtLength(10_000_000, seed, scratch), true);
  }
  if (values.data !== undefined)
    for (const [suite, area] of suites)
      await part(`evaluation: ${suite} ${area}`, () => {
        const { stdout } = runCommand([
          process.execPath,
          '--conditions=datasherpa-source',
          join(import.meta.dirname, 'eval.ts'),
          suite,
          '--data',
          join(values.data!, area),
        ]);
        const result = JSON.parse(stdout) as { n: number; scores: unknown; seconds: number };
        scores[`${suite} ${area}`] = {
          n: result.n,
          scores: result.scores,
          seconds: result.seconds,
        };
        return [];
      });
  load.after = rounded(loadavg()[0]!);
  const cores = cpus();
  const machine = {
    processor: cores[0]?.model.replaceAll(/\s+/g, ' ').trim() ?? 'unknown',
    cores: cores.length,
    memoryGibibytes: Math.round(totalmem() / 1024 ** 3),
    system: process.platform,
    node: process.versions.node,
  };
  const date = new Date().toISOString().slice(0, 10);
  const seconds = Math.round((performance.now() - started) / 1000);
  if (load.before > 1 || load.after > cores.length + 1)
    notes.push('Other work shared the machine: read ratios, not single times.');
  const result = {
    date,
    machine,
    load,
    log: { lines, megabytes: rounded(long.megabytes), seed },
    figures,
    scores,
    notes,
    seconds,
  };
  process.stdout.write(`${renderFigures(figures)}\n`);
  for (const [name, { n, scores: each }] of Object.entries(
    scores as Record<string, { n: number; scores: unknown }>,
  ))
    process.stdout.write(`${name}: n ${n}, ${JSON.stringify(each)}\n`);
  for (const note of notes) process.stdout.write(`${note}\n`);
  process.stdout.write(`${seconds} s, load ${load.before} before and ${load.after} after\n`);
  if (lines === fullLength) {
    const words = `${machine.processor} ${machine.cores} cores`
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-');
    const directory = join(import.meta.dirname, '../results');
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `${date}-${words}.json`), `${JSON.stringify(result, null, 2)}\n`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
