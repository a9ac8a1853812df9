import { clean, outcomeOf } from '../finding.ts';
import { makeFinding } from '../make-finding.ts';
import type { SparkRule } from '../rule.ts';
import { firstSubmission, type RunFigures } from '../run-figures.ts';
import { severityOf } from '../saving.ts';
import { simulator } from '../simulate.ts';
import { percentText, rounded, timeText } from '../units.ts';

const hour = 3_600_000;
/** Runs shorter than this say nothing about sizing: starting takes most of them. */
const minWallMs = 20_000;
/** Tasks that ran for less in all do not show what size they need. */
const minBusyMs = 10_000;
/** A change of fewer executors than this share is not worth the risk of a day with more data. */
const leastGiven = 0.25;
/** Busy share of core time; DataFlint and sparkforensics take 50 and 60 %. */
const idleShare = 0.5;

const isLocal = ({ settings }: RunFigures): boolean =>
  /^local(\[|$)/.test(settings.get('spark.master') ?? '');

/** What sets the size of a run: standalone clusters give out cores, and do not look at spark.executor.instances. */
function countKey({ settings }: RunFigures): string {
  if (settings.isOn('spark.dynamicAllocation.enabled') === true)
    return 'spark.dynamicAllocation.maxExecutors';
  return isStandalone(settings.get('spark.master'))
    ? 'spark.cores.max'
    : 'spark.executor.instances';
}

const isStandalone = (master: string | null): boolean =>
  /^(spark:|local-cluster)/.test(master ?? '');

export const idleExecutors: SparkRule = {
  id: 'idle-executors',
  title: 'Idle executors',
  look(run) {
    const { allocatedCoreMs, busyCoreMs, executors } = run;
    const first = executors.reduce((least, { addTime }) => Math.min(least, addTime), run.end);
    // A run that broke off did not need what its rest would have needed.
    if (run.application.jobs.at(-1)?.status === 'FAILED')
      return clean('The last job failed; the size of the run is not judged.');
    if (
      isLocal(run) ||
      run.end - Math.max(first, run.start) < minWallMs ||
      busyCoreMs < minBusyMs ||
      allocatedCoreMs === 0 ||
      executors.length < 2
    )
      return clean(
        'The run is local, ends less than 20 s after its first executor came, has one executor or tasks of less than 10 s in all; its size is not judged.',
      );
    const busy = busyCoreMs / allocatedCoreMs;
    const idleHours = Math.max(0, allocatedCoreMs - busyCoreMs) / hour;
    const checked = `Cores were busy for ${percentText(busy)} of their time.`;
    if (busy >= idleShare) return clean(checked);
    const now = executors.length;
    const coresEach = Math.max(
      1,
      Math.round(run.cores / Math.max(1, Math.min(now, mostTogether(run)))),
    );
    const together = mostTogether(run);
    const simulate = simulator(run);
    const base = simulate(run.cores).wallMs;
    let wanted = together;
    for (let low = 1; low < wanted;) {
      const middle = (low + wanted) >> 1;
      if (simulate(middle * coresEach).wallMs <= base * 1.1) wanted = middle;
      else low = middle + 1;
    }
    // Waiting of the driver is not idleness of too many executors.
    if (wanted > together * (1 - leastGiven))
      return clean(
        `${checked} With a quarter fewer executors the run would be more than 10 % longer.`,
      );
    const { settings } = run;
    const key = countKey(run);
    const value = String(key === 'spark.cores.max' ? wanted * coresEach : wanted);
    return outcomeOf(
      [
        makeFinding({
          rule: 'idle-executors',
          title: `Executors were idle for ${percentText(1 - busy)} of their time`,
          // A streaming query keeps what it needs at the hour with most data.
          severity: run.application.streams.length > 0 ? 'info' : 'warning',
          measures: [
            { name: 'busy share', value: busy, unit: 'ratio' },
            { name: 'executors at most', value: together, unit: 'count' },
            { name: 'idle', value: idleHours, unit: 'core-hours' },
          ],
          threshold: `Busy for less than ${percentText(idleShare)}, and a quarter fewer executors take at most 10 % longer.`,
          formula: `busy ${timeText(busyCoreMs)} / allocated ${timeText(allocatedCoreMs)} core time; the smallest count whose simulated time is at most 1.1 x ${timeText(base)} is ${wanted} of ${together}`,
          savedCoreHours: (idleHours * (together - wanted)) / together,
          method: 'modeled',
          explanation: 'More cores were held than the tasks could use.',
          caveat:
            'A cluster that is shared gives idle executors back only with dynamic allocation.',
          disproof: `A run with ${wanted} executors takes more than 10 % longer.`,
          recommendations:
            settings.get(key) === value
              ? []
              : [
                  {
                    key,
                    old: settings.get(key),
                    new: value,
                    reason: `Cores were busy for ${percentText(busy)} of their time.`,
                    expected: `About the same time (at most ${timeText(base * 0.1)} longer) with ${together - wanted} executors fewer.`,
                    risk: 'A day with more data needs them again.',
                  },
                ],
          codeAdvice:
            settings.isOn('spark.dynamicAllocation.enabled') === false
              ? ['Dynamic allocation gives executors back while the driver works.']
              : [],
        }),
      ],
      checked,
    );
  },
};

/** Most executors at one time. */
function mostTogether({ executors, end }: RunFigures): number {
  const changes = executors
    .flatMap(({ addTime, removeTime }) => [
      { at: addTime, by: 1 },
      { at: removeTime ?? end, by: -1 },
    ])
    .toSorted((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const { by } of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

/** At twice the size the run would take at most so much of its time. */
const underShare = 0.6;

export const tooFewCores: SparkRule = {
  id: 'too-few-cores',
  title: 'Too few cores',
  look(run) {
    if (run.wallMs < minWallMs || run.cores === 0 || run.stages.length === 0)
      return clean('The run is shorter than 20 s or ran no task; its size is not judged.');
    const simulate = simulator(run);
    const now = simulate(run.cores).wallMs;
    const twice = simulate(run.cores * 2).wallMs;
    const checked = `With twice the cores the run would take ${timeText(twice)} instead of ${timeText(now)}.`;
    if (isLocal(run) || twice > now * underShare) return clean(checked);
    return outcomeOf(
      [
        makeFinding({
          rule: 'too-few-cores',
          title: `Twice the cores would save ${percentText(1 - twice / now)} of the time`,
          // More machines are a choice, not a fault.
          severity: 'info',
          measures: [
            { name: 'cores', value: run.cores, unit: 'count' },
            { name: 'simulated time now', value: now, unit: 'ms' },
            { name: 'simulated with twice the cores', value: twice, unit: 'ms' },
          ],
          threshold: `The simulated time at twice the cores is at most ${percentText(underShare)} of the time now.`,
          formula: `simulation of the measured tasks: ${timeText(now)} on ${run.cores} cores, ${timeText(twice)} on ${run.cores * 2}`,
          savedMs: now - twice,
          method: 'modeled',
          explanation: 'The tasks are many and even; more of them could run at once.',
          caveat: 'Sources and sinks may not serve more readers at the same speed.',
          disproof: 'A run with twice the executors is not shorter.',
          codeAdvice: [
            `Raise ${countKey(run)} where time matters more than cost: the work in core-hours stays about the same.`,
          ],
        }),
      ],
      checked,
    );
  },
};

const driverShare = 0.3;
const minDriverMs = 10_000;

export const driverBound: SparkRule = {
  id: 'driver-bound',
  title: 'Driver-bound',
  look(run) {
    const { driverMs, wallMs, gaps, application } = run;
    if (application.jobs.length === 0 || wallMs === 0) return clean('The log has no job.');
    if (application.streams.length > 0)
      return clean('The run has streaming queries, whose driver waits for data between batches.');
    // The time before the first job is the start of the program and of executors, which other rules look at.
    const firstJob = Math.min(
      ...application.jobs.slice(0, 10_000).map(({ submissionTime }) => submissionTime ?? run.end),
    );
    const later = gaps.filter(({ from }) => from >= firstJob);
    const laterMs = later.reduce((sum, { from, to }) => sum + (to - from), 0);
    const checked = `No job ran for ${timeText(driverMs)} of ${timeText(wallMs)}, ${timeText(laterMs)} of it after the first job.`;
    if (laterMs < Math.max(minDriverMs, driverShare * wallMs)) return clean(checked);
    const shown = later.slice(0, 5);
    return outcomeOf(
      [
        makeFinding({
          rule: 'driver-bound',
          title: `No job ran for ${percentText(laterMs / wallMs)} of the time`,
          severity: severityOf(laterMs, run) === 'info' ? 'info' : 'warning',
          measures: [
            { name: 'time without a job after the first', value: laterMs, unit: 'ms' },
            ...shown.map(({ from, to }, at) => ({
              name: `gap ${at + 1}`,
              value: to - from,
              unit: 'ms' as const,
            })),
          ],
          threshold: `At least ${percentText(driverShare)} of the run and ${timeText(minDriverMs)}.`,
          formula: `run ${timeText(wallMs)} - union of jobs = ${timeText(driverMs)}; longest gaps ${shown.map(({ from, to }) => `${timeText(to - from)} from ${timeText(from - run.start)} after the start`).join(', ')}`,
          savedMs: laterMs,
          method: 'measured',
          explanation:
            'The driver works alone in these times: planning, listing files, collecting, code in Python or Scala between actions, or committing output.',
          caveat:
            'The log does not say what the driver does; waiting for a person (a notebook) looks the same.',
          disproof: 'Logs of the driver show that it waited for something outside in these times.',
          codeAdvice: [
            'Look what the program does between its jobs: loops over collect, listing many files, single-threaded pandas, writes of metadata. More executors do not help here.',
          ],
        }),
      ],
      checked,
    );
  },
};

const coldStartMs = 30_000;
/** A JVM on a busy machine takes some seconds to be there. */
const minColdMs = 12_000;

export const coldStart: SparkRule = {
  id: 'cold-start',
  title: 'Late executors',
  look(run) {
    const first = firstSubmission(run.application);
    const added = run.executors.reduce<number | null>(
      (earliest, { addTime }) => Math.min(earliest ?? addTime, addTime),
      null,
    );
    if (first === null || added === null || isLocal(run))
      return clean('The run is local, or the log has no stage or executor.');
    const wait = added - first;
    const checked = `The first executor came ${wait <= 0 ? 'before the first stage' : `${timeText(wait)} after the first stage was submitted`}.`;
    // Short runs are judged by share, so that ten seconds of waiting in a minute count.
    if (wait < Math.min(coldStartMs, Math.max(minColdMs, run.wallMs * 0.1))) return clean(checked);
    const { settings } = run;
    return outcomeOf(
      [
        makeFinding({
          rule: 'cold-start',
          title: `The first stage waited ${timeText(wait)} for an executor`,
          severity: severityOf(wait, run) === 'info' ? 'info' : 'warning',
          measures: [{ name: 'wait for the first executor', value: wait, unit: 'ms' }],
          threshold: `${timeText(coldStartMs)}, or a tenth of the run and at least ${timeText(minColdMs)}.`,
          formula: `first executor ${timeText(added - run.start)} after the start, first stage ${timeText(first - run.start)}`,
          savedMs: wait,
          method: 'measured',
          explanation: 'Tasks were ready and no executor was there to run them.',
          caveat: 'Where the cluster must start machines, only machines that wait make it shorter.',
          disproof: 'The resource manager shows that the executors were asked for later.',
          recommendations:
            settings.isOn('spark.dynamicAllocation.enabled') === true &&
            (settings.number('spark.dynamicAllocation.initialExecutors') ?? 0) < 1
              ? [
                  {
                    key: 'spark.dynamicAllocation.initialExecutors',
                    old: settings.get('spark.dynamicAllocation.initialExecutors'),
                    new: '2',
                    reason: 'Executors are asked for at the start and not with the first task.',
                    expected: `Up to ${timeText(wait)} earlier.`,
                    risk: 'Held from the start, also while the driver prepares.',
                  },
                ]
              : [],
          codeAdvice: [
            'Look at the queue and at how long the cluster takes to give a container: images, autoscaling, full queue.',
          ],
        }),
      ],
      checked,
    );
  },
};

export const executorChurn: SparkRule = {
  id: 'executor-churn',
  title: 'Executor churn',
  look(run) {
    const { executors, settings, end } = run;
    const short = executors.filter(
      ({ addTime, removeTime }) =>
        removeTime !== null && removeTime - addTime < 120_000 && removeTime < end - 1000,
    );
    const share = executors.length === 0 ? 0 : short.length / executors.length;
    const checked = `${short.length} of ${executors.length} executors lived for less than two minutes.`;
    if (executors.length < 5 || share <= 0.3) return clean(checked);
    const idle = settings.milliseconds('spark.dynamicAllocation.executorIdleTimeout') ?? 60_000;
    const isDynamic = settings.isOn('spark.dynamicAllocation.enabled') === true;
    return outcomeOf(
      [
        makeFinding({
          rule: 'executor-churn',
          title: checked.slice(0, -1),
          severity: share > 0.6 ? 'warning' : 'info',
          executors: short.slice(0, 20).map(({ id }) => id),
          measures: [
            { name: 'short-lived executors', value: short.length, unit: 'count' },
            { name: 'executors', value: executors.length, unit: 'count' },
          ],
          threshold: 'More than 30 % of at least five executors live for less than two minutes.',
          formula: `${short.length} / ${executors.length} = ${percentText(share)}`,
          method: 'none',
          explanation:
            'Starting an executor costs some seconds of a core each, and what it had cached or shuffled goes with it.',
          caveat: 'Executors that were lost count too; see the findings on failures.',
          disproof: 'The removal reasons are losses and not idleness.',
          recommendations: isDynamic
            ? [
                {
                  key: 'spark.dynamicAllocation.executorIdleTimeout',
                  old: settings.get('spark.dynamicAllocation.executorIdleTimeout'),
                  new: `${Math.round(Math.max(60_000, idle * 2) / 1000)}s`,
                  reason: 'Executors leave between stages and come back.',
                  expected: `Fewer than ${rounded(share * 100)} % short-lived executors.`,
                  risk: 'Idle executors are held longer.',
                },
              ]
            : [],
        }),
      ],
      checked,
    );
  },
};

const manyCores = 5;
const largeHeap = 64 * 1024 ** 3;

export const executorShape: SparkRule = {
  id: 'executor-shape',
  title: 'Shape of executors',
  look(run) {
    const { settings } = run;
    const cores = Math.max(0, ...run.executors.slice(0, 1000).map((executor) => executor.cores));
    const heap = settings.bytes('spark.executor.memory');
    if (isLocal(run) || cores === 0) return clean('The run is local.');
    const notes: string[] = [];
    if (cores > manyCores)
      notes.push(
        `${cores} cores share one JVM: above ${manyCores}, threads compete for its heap and its connections to storage`,
      );
    if (heap !== null && heap > largeHeap) notes.push('a heap above 64 GiB makes long collections');
    if (cores === 1 && heap !== null && heap < 2 * 1024 ** 3)
      notes.push(
        'executors of one core and less than 2 GiB spend much of it on their own overhead and share nothing',
      );
    return outcomeOf(
      notes.length === 0
        ? []
        : [
            makeFinding({
              rule: 'executor-shape',
              title: `Executors have ${cores} ${cores === 1 ? 'core' : 'cores'}${heap === null ? '' : ` and ${rounded(heap / 1024 ** 3)} GiB of heap`}`,
              severity: 'info',
              measures: [
                { name: 'cores', value: cores, unit: 'count' },
                ...(heap === null ? [] : [{ name: 'heap', value: heap, unit: 'bytes' as const }]),
              ],
              threshold: `More than ${manyCores} cores, more than 64 GiB, or one core with less than 2 GiB.`,
              formula:
                'per node: executors = floor((cores - 1) / 5); heap = memory of the node / executors / 1.1',
              method: 'none',
              explanation: `${notes.join('; ')}.`,
              caveat: 'Shapes that fit a node exactly may be better than any rule of thumb.',
              disproof:
                'A run with three to five cores an executor and the same cores in all is not faster.',
              codeAdvice: [
                'Try three to five cores for each executor with the same memory for each core.',
              ],
            }),
          ],
      `Executors have ${cores} cores.`,
    );
  },
};

export const cost: SparkRule = {
  id: 'cost',
  title: 'Resources',
  look(run) {
    const failedMs = run.stages.reduce((sum, { stage: { tasks } }) => {
      let failed = 0;
      for (let row = 0; row < tasks.count; row += 1)
        if (tasks.failure(row)) failed += tasks.duration(row);
      return sum + failed;
    }, 0);
    const allocated = run.allocatedCoreMs / hour;
    const busy = run.busyCoreMs / hour;
    return clean(
      `${rounded(allocated)} core-hours were allocated: ${rounded(busy)} for tasks (${rounded(failedMs / hour)} of it for tasks that failed), ${rounded(Math.max(0, allocated - busy))} idle.`,
    );
  },
};
