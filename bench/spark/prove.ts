/**
 * Advice against what it does: `node --conditions=datasherpa-source bench/spark/prove.ts FOLDER`. FOLDER has logs of plant.py: NAME.ill.gz as
 * it was, NAME.advised.gz with the recommended settings, and repetitions of both as NAME.ill-2.gz and so on, run in turn. Prints what was predicted and
 * what was measured; `toRun` has the arguments of plant.py for advice that was not tried yet.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { advise, type Advice, type Application, type Finding } from '@datasherpa/tools/spark';
import { readLog } from './read-log.ts';

interface Measured {
  /** Time in which jobs ran, without the wait for the first executor, which depends on the machine. */
  readonly jobMs: number;
  /** CPU time of tasks, which other work on the machine hardly changes. */
  readonly cpuMs: number;
  readonly coreHours: number;
  readonly executors: number;
  /** Jobs that failed, and queries that failed without one. */
  readonly failedJobs: number;
  readonly diskSpilled: number;
}

function measured({ jobs, executors, stages, executions }: Application, { run }: Advice): Measured {
  const ready = Math.min(...stages.map(({ submissionTime }) => submissionTime ?? Infinity));
  const added = Math.min(
    ...executors.filter(({ id }) => id !== 'driver').map((each) => each.addTime),
  );
  return {
    jobMs: run.wallMs - run.driverMs - Math.max(0, added - ready),
    cpuMs: Math.round(
      stages.reduce(
        (sum, { tasks }) =>
          sum + Number(tasks.sum('executorCpuTime', (row) => tasks.isSuccessful(row))) / 1e6,
        0,
      ),
    ),
    coreHours: Math.round(run.allocatedCoreHours * 1e5) / 1e5,
    executors: run.executors,
    failedJobs:
      jobs.filter(({ status }) => status === 'FAILED').length +
      executions.filter(
        ({ errorMessage, jobs: own }) =>
          errorMessage && [...own.values()].every((each) => each !== 'FAILED'),
      ).length,
    diskSpilled: run.diskSpilledBytes,
  };
}

/** What a rule promises to make less of. */
const promise = (rule: string, before: Measured): keyof Measured =>
  before.failedJobs > 0
    ? 'failedJobs'
    : rule === 'idle-executors'
      ? 'coreHours'
      : rule === 'executor-churn'
        ? 'executors'
        : 'jobMs';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: prove.ts FOLDER');
const files = await readdir(folder);
const expected = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')) as Record<
  string,
  readonly string[]
>;

async function runsOf(name: string, label: string): Promise<{ of: Measured; advice: Advice }[]> {
  const wanted = new RegExp(`^${name}\\.${label}(-\\d+)?\\.gz$`);
  const runs = [];
  for (const file of files.filter((each) => wanted.test(each)).toSorted()) {
    const application = await readLog(join(folder!, file));
    const advice = advise(application);
    runs.push({ of: measured(application, advice), advice });
  }
  return runs;
}

const medianOf = (runs: readonly { readonly of: Measured }[], key: keyof Measured): number =>
  runs.map(({ of }) => of[key]).toSorted((a, b) => a - b)[Math.floor((runs.length - 1) / 2)]!;

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };

/** The range that the advice tells its reader: `411 ms to 1.4 s saved`. Null where it promises no time. */
function rangeOf({ recommendations }: Finding): { fromMs: number; toMs: number } | null {
  const [, from, fromUnit, to, toUnit] =
    /([\d.]+) (ms|s|min) to ([\d.]+) (ms|s|min)\b/.exec(recommendations[0]!.expected) ?? [];
  const upTo = /^(0) to ([\d.]+) (ms|s|min)\b/.exec(recommendations[0]!.expected);
  if (upTo) return { fromMs: 0, toMs: Number(upTo[2]) * unitMs[upTo[3]!]! };
  if (from === undefined) return null;
  return { fromMs: Number(from) * unitMs[fromUnit!]!, toMs: Number(to) * unitMs[toUnit!]! };
}

const proofs: object[] = [];
const toRun: string[] = [];
for (const [file, rules] of Object.entries(expected)) {
  if (!file.endsWith('.ill.gz')) continue;
  const name = file.slice(0, -'.ill.gz'.length);
  const before = await runsOf(name, 'ill');
  const found = before[0]?.advice.findings.find(
    ({ rule, recommendations }) => rules.includes(rule) && recommendations.length > 0,
  );
  if (!found) continue;
  const keys = new Set(found.recommendations.map(({ key }) => key));
  const settings = before[0]!.advice.recommendations.filter(({ key }) => keys.has(key));
  const after = await runsOf(name, 'advised');
  if (after.length === 0) {
    const confs = settings.map(({ key, new: value }) => `--conf ${key}=${value}`);
    toRun.push(`${name} --prove 3 ${confs.join(' ')}`);
    continue;
  }
  const key = promise(found.rule, before[0]!.of);
  const change = medianOf(before, key) - medianOf(after, key);
  const range = rangeOf(found);
  proofs.push({
    name,
    rule: found.rule,
    settings: settings.map((each) => `${each.key}: ${each.old ?? 'not set'} -> ${each.new}`),
    expected: found.recommendations[0]!.expected,
    runs: { before: before.length, after: after.length },
    promised: key,
    before: Object.fromEntries(
      Object.keys(before[0]!.of).map((each) => [each, medianOf(before, each as keyof Measured)]),
    ),
    after: Object.fromEntries(
      Object.keys(after[0]!.of).map((each) => [each, medianOf(after, each as keyof Measured)]),
    ),
    directionRight: change > 0,
    ...(key === 'jobMs' &&
      range && {
        predictedMs: range,
        measuredMs: change,
        inRange: change >= range.fromMs && change <= range.toMs,
      }),
  });
}
console.log(JSON.stringify({ proofs, toRun }, null, 2));
