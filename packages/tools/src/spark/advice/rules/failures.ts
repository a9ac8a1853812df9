import type { SqlExecution } from '../../model/application.ts';
import type { Finding } from '../finding.ts';
import { clean, outcomeOf } from '../finding.ts';
import { makeFinding } from '../make-finding.ts';
import type { SparkRule } from '../rule.ts';
import type { RunFigures } from '../run-figures.ts';
import type { StageFigures } from '../stage-figures.ts';
import { percentText, timeText } from '../units.ts';

const hour = 3_600_000;
const failedShare = 0.05;
const maxGroups = 10;

interface Group {
  readonly name: string;
  count: number;
  lostMs: number;
  readonly stages: Set<StageFigures>;
  readonly frame: string | null;
}

/** Numbers, ids and paths out of a message, so that the same failure is one group. */
const normalised = (message: string): string =>
  message
    .split('\n')[0]!
    .replaceAll(/@[0-9a-f]{4,16}\b|0x[0-9a-f]+|\b[0-9a-f]{8}-[0-9a-f-]{27}\b/gi, '<id>')
    .replaceAll(/\/[\w./=-]+/g, '<path>')
    .replaceAll(/\d+/g, '<n>')
    .slice(0, 160);

/** The first frame of a stack that is not of Spark, the JVM or a library that everybody has. */
const ownFrame = (message: string): string | null =>
  message
    .split('\n')
    .map((line) =>
      /^\s*(?:at\s+)?([\w$.]+\([\w.]+(?::\d+)?\))|^\s*File "([^"]+)", line (\d+), in (\w+)/.exec(
        line,
      ),
    )
    .flatMap((match) => (match ? [match[1] ?? `${match[2]}:${match[3]} (${match[4]})`] : []))
    .find(
      (frame) =>
        !/^(org\.apache\.|java\.|javax\.|scala\.|sun\.|jdk\.|io\.netty|com\.google\.|py4j)|\/(pyspark|site-packages)\//.test(
          frame,
        ),
    ) ?? null;

/** Somebody wanted it to stop: a query that was stopped, a job group that was cancelled (SparkCoreErrors.sparkJobCancelled). */
const isCancelled = /^(?:\[SPARK_JOB_CANCELLED\] )?Job \d+ cancelled\b/;

export const failedTasks: SparkRule = {
  id: 'failed-tasks',
  title: 'Failed tasks and jobs',
  look(run) {
    const groups = new Map<string, Group>();
    let ended = 0;
    let failed = 0;
    for (const figures of run.stages) {
      const { tasks } = figures.stage;
      for (let row = 0; row < tasks.count; row += 1) {
        if (!tasks.isMeasured(row)) continue;
        ended += 1;
        const failure = tasks.failure(row);
        if (
          !failure ||
          failure.reason === 'TaskKilled' ||
          failure.reason === 'TaskCommitDenied' ||
          failure.reason === 'FetchFailed' ||
          failure.reason === 'Resubmitted'
        )
          continue;
        failed += 1;
        const name = `${failure.className ?? failure.reason}: ${normalised(failure.message.replace(`${failure.className}: `, ''))}`;
        const group = groups.get(name) ?? {
          name,
          count: 0,
          lostMs: 0,
          stages: new Set<StageFigures>(),
          frame: ownFrame(failure.message),
        };
        group.count += 1;
        group.lostMs += tasks.duration(row);
        group.stages.add(figures);
        groups.set(name, group);
      }
    }
    const done = new Set(
      run.stages.filter(({ stage }) => stage.status === 'COMPLETE').map(({ stage }) => stage.id),
    );
    const jobs = run.application.jobs.filter(
      ({ status, failure }) => status === 'FAILED' && !isCancelled.test(failure ?? ''),
    );
    const ofJobs = new Set(jobs.flatMap(({ stageIds }) => [...stageIds]));
    const checked = `${failed} of ${ended} tasks failed, ${jobs.length} of ${run.application.jobs.length} jobs.`;
    const queries = queriesThatFailedAlone(run);
    if (failed === 0 && jobs.length === 0 && queries.length === 0) return clean(checked);
    const found: Finding[] = [...groups.values()]
      .toSorted((a, b) => b.count - a.count)
      .slice(0, maxGroups)
      .map((group) => {
        const share = group.count / Math.max(1, ended);
        const stages = [...group.stages];
        // An attempt that failed for lost shuffle data and went well when it was repeated is no failure of the job.
        const ofFailed = stages.some(
          ({ stage }) => stage.status === 'FAILED' && ofJobs.has(stage.id) && !done.has(stage.id),
        );
        // Why an executor went has rules of its own.
        const isLost = group.name.startsWith('ExecutorLostFailure');
        return makeFinding({
          rule: 'failed-tasks',
          title: `${group.count} ${group.count === 1 ? 'task' : 'tasks'} failed: ${group.name.split(':')[0]}`,
          severity: ofFailed
            ? 'critical'
            : !isLost && ((share > failedShare && ended >= 10) || group.count >= 4)
              ? 'warning'
              : 'info',
          of: stages.slice(0, 10),
          measures: [
            { name: 'failed tasks', value: group.count, unit: 'count' },
            { name: 'share of all tasks', value: share, unit: 'ratio' },
            { name: 'time lost', value: group.lostMs, unit: 'ms' },
          ],
          threshold: `Any; a warning from ${percentText(failedShare)} of at least ten tasks or four tasks on, critical where a job failed by it.`,
          formula: `${group.count} / ${ended} = ${percentText(share)}; ${timeText(group.lostMs)} of task time lost`,
          savedCoreHours: group.lostMs / hour,
          method: 'measured',
          explanation: `${group.name}${group.frame === null ? '' : `, first in ${group.frame}`}.`,
          caveat: 'A task that failed and succeeded at its next try cost time and no data.',
          disproof:
            'The same tasks succeed on other executors: then it is the machine and not the code.',
          codeAdvice: [
            isLost
              ? 'Look why the executor was lost; the tasks are not the cause.'
              : 'Look at the first line of the stack that is your own code; the failure is there or in the rows it was given.',
          ],
        });
      });
    const [job] = jobs;
    if (job && found.every(({ severity }) => severity !== 'critical'))
      found.unshift(
        makeFinding({
          rule: 'failed-tasks',
          title: `${jobs.length} of ${run.application.jobs.length} jobs failed`,
          severity: 'critical',
          places: jobs.slice(0, 20).flatMap(({ lines }) => lines.end ?? []),
          measures: [{ name: 'failed jobs', value: jobs.length, unit: 'count' }],
          threshold: 'Any job that failed.',
          formula: checked,
          method: 'measured',
          explanation: normalised(job.failure ?? 'The log does not say why.'),
          caveat: 'Programs may catch the failure of a job and go on.',
          disproof: 'The application ended well and its output is whole.',
          codeAdvice: [
            'Read the reason of the first job that failed; later ones often follow from it.',
          ],
        }),
      );
    if (queries.length > 0 && found.every(({ severity }) => severity !== 'critical'))
      found.unshift(failedQueries(queries, run));
    return outcomeOf(found, checked);
  },
};

/** Queries that failed although no job of theirs did: in the planning, a broadcast, or the commit. */
const queriesThatFailedAlone = ({ application }: RunFigures): SqlExecution[] =>
  application.executions.filter(
    ({ status, errorMessage, jobs }) =>
      status === 'FAILED' &&
      (errorMessage ?? '') !== '' &&
      !/\bcancell?ed\b|\bInterrupted(?:IO)?(?:Exception)?\b/i.test(errorMessage!) &&
      [...jobs.values()].every((job) => job !== 'FAILED'),
  );

function failedQueries(queries: readonly SqlExecution[], run: RunFigures): Finding {
  const all = run.application.executions.length;
  return makeFinding({
    rule: 'failed-tasks',
    title: `${queries.length} of ${all} queries failed, and no job of theirs`,
    severity: 'critical',
    queries: queries.slice(0, 20),
    measures: [{ name: 'failed queries', value: queries.length, unit: 'count' }],
    threshold: 'Any query that failed.',
    formula: `${queries.length} of ${all} queries`,
    method: 'measured',
    explanation: normalised(queries[0]!.errorMessage!),
    caveat: 'Programs may catch the failure of a query and go on.',
    disproof: 'The application ended well and its output is whole.',
    codeAdvice: ['Read the error of the first query that failed: it is one of the driver.'],
  });
}

export const fetchFailures: SparkRule = {
  id: 'fetch-failures',
  title: 'Lost shuffle data',
  look(run) {
    let failures = 0;
    const from = new Map<string, number>();
    const stages = new Set<StageFigures>();
    for (const figures of run.stages) {
      const { tasks } = figures.stage;
      for (let row = 0; row < tasks.count; row += 1) {
        const failure = tasks.failure(row);
        if (failure?.reason !== 'FetchFailed') continue;
        failures += 1;
        stages.add(figures);
        const executor = /BlockManagerId\(([^,]+)/.exec(failure.message)?.[1];
        if (executor !== undefined) from.set(executor, (from.get(executor) ?? 0) + 1);
      }
    }
    const retried = run.stages.filter(({ stage }) => stage.attempt > 0);
    const againMs = retried.reduce((sum, { busyMs }) => sum + busyMs, 0);
    const checked = `${failures} fetches of shuffle data failed, ${retried.length} stages ran again.`;
    if (failures === 0 && retried.length === 0) return clean(checked);
    const lost = run.executors.filter(
      ({ id, removeReason }) => from.has(id) && removeReason !== null,
    );
    const extraMs = retried.reduce((sum, figures) => sum + run.exclusiveMs(figures), 0);
    return outcomeOf(
      [
        makeFinding({
          rule: 'fetch-failures',
          title:
            retried.length === 0
              ? `${failures} ${failures === 1 ? 'fetch' : 'fetches'} of shuffle data failed`
              : `${retried.length} ${retried.length === 1 ? 'stage' : 'stages'} ran again after shuffle data was lost`,
          severity: retried.length > 0 ? 'critical' : 'warning',
          of: [...stages, ...retried].slice(0, 10),
          executors: [...from.keys()].slice(0, 20),
          places: [
            ...lost.flatMap(({ lines }) => lines.end ?? []),
            ...retried.slice(0, 10).flatMap(({ stage }) => stage.lines.start ?? []),
          ],
          measures: [
            { name: 'failed fetches', value: failures, unit: 'count' },
            { name: 'stages that ran again', value: retried.length, unit: 'count' },
            { name: 'task time of repeated stages', value: againMs, unit: 'ms' },
          ],
          threshold: 'Any fetch that failed or stage that ran again.',
          formula: `repeated attempts took ${timeText(againMs)} of task time and ${timeText(extraMs)} in which nothing else ran`,
          savedMs: extraMs,
          savedCoreHours: againMs / hour,
          method: 'measured',
          explanation: lost[0]
            ? `The data was on executor ${[...from.keys()].slice(0, 3).join(', ')}, which was lost: ${(lost[0].removeReason ?? '').split('\n')[0]!.slice(0, 200)}. The failed fetches follow from that.`
            : 'Executors could not be reached for the shuffle data they held.',
          caveat: 'The fetch is the symptom; why the executor went is the cause.',
          disproof:
            'The executor was alive when the fetch failed: then it was the network or an overloaded shuffle service.',
          codeAdvice: [
            'First find out why the executor was lost (memory, preemption, a node). Where executors come and go by design, use decommissioning with block migration or an external shuffle service.',
          ],
        }),
      ],
      checked,
    );
  },
};

export const lostExecutors: SparkRule = {
  id: 'lost-executors',
  title: 'Lost executors',
  look(run) {
    // Idleness and the end of the application are no losses, and memory has a rule of its own.
    const lost = run.executors.filter(
      ({ removeReason, removeTime }) =>
        removeReason !== null &&
        removeTime !== null &&
        removeTime < run.end - 500 &&
        !/idle|killed by driver|Driver requested|explicit termination request|exceed\w* (physical |virtual )?memory limits|OOMKilled|\b137\b|\bcode 52\b|application (has )?finished|shut ?down/i.test(
          removeReason,
        ),
    );
    const checked = `${run.executors.length} executors, none lost for another reason than memory or idleness.`;
    if (lost.length === 0) return clean(checked);
    const reasons = new Map<string, number>();
    for (const { removeReason } of lost)
      reasons.set(normalised(removeReason!), (reasons.get(normalised(removeReason!)) ?? 0) + 1);
    const [[reason] = ['']] = [...reasons].toSorted((a, b) => b[1] - a[1]);
    const isPreempted = /preempt|spot|decommission|143|SIGTERM/i.test(reason);
    return outcomeOf(
      [
        makeFinding({
          rule: 'lost-executors',
          title: `${lost.length} of ${run.executors.length} executors were lost`,
          severity: lost.length / run.executors.length > 0.2 || !isPreempted ? 'warning' : 'info',
          executors: lost.slice(0, 20).map(({ id }) => id),
          places: lost.slice(0, 20).flatMap(({ lines }) => lines.end ?? []),
          measures: [{ name: 'lost executors', value: lost.length, unit: 'count' }],
          threshold:
            'Any executor that was removed for a reason other than idleness, memory or the end.',
          formula: [...reasons]
            .slice(0, 5)
            .map(([each, count]) => `${count} x ${each}`)
            .join('; '),
          method: 'measured',
          explanation: isPreempted
            ? `Most often: ${reason}. Exit code 143 and decommissioning mean that somebody took the machine, not that memory ran out.`
            : `Most often: ${reason}.`,
          caveat:
            'The reason is what the driver was told; the node or the resource manager may know more.',
          disproof: 'The log of the executor ends with an error of its own.',
          codeAdvice: [
            isPreempted
              ? 'Run long stages on machines that are not taken away, or switch on decommissioning (spark.decommission.enabled) so that shuffle data moves away in time.'
              : 'Read the stderr of the first lost executor, and the log of its node.',
          ],
        }),
      ],
      checked,
    );
  },
};

export const speculation: SparkRule = {
  id: 'speculation',
  title: 'Speculation',
  look(run) {
    let attempts = 0;
    let wastedMs = 0;
    const stages = new Set<StageFigures>();
    for (const figures of run.stages) {
      const { tasks } = figures.stage;
      for (let row = 0; row < tasks.count; row += 1) {
        if (!tasks.isSpeculative(row)) continue;
        attempts += 1;
        if (tasks.isSuccessful(row)) continue;
        wastedMs += tasks.duration(row);
        stages.add(figures);
      }
    }
    const checked = `${attempts} tasks were started twice by speculation; copies that were not needed took ${timeText(wastedMs)}.`;
    if (attempts < 5 || wastedMs < 60_000) return clean(checked);
    const { settings } = run;
    return outcomeOf(
      [
        makeFinding({
          rule: 'speculation',
          title: `Speculation wasted ${timeText(wastedMs)} of task time`,
          severity: wastedMs > run.busyCoreMs * 0.05 ? 'warning' : 'info',
          of: [...stages].slice(0, 10),
          measures: [
            { name: 'speculative tasks', value: attempts, unit: 'count' },
            { name: 'wasted', value: wastedMs, unit: 'ms' },
          ],
          threshold: 'At least five copies and a minute.',
          formula: checked,
          savedCoreHours: wastedMs / hour,
          method: 'measured',
          explanation: 'Copies of tasks were started that were not faster than the originals.',
          caveat: 'Some waste is the price of cutting tails.',
          disproof: 'Without speculation the stages take longer.',
          recommendations:
            settings.isAtLeast(4, 0) === false
              ? [
                  {
                    key: 'spark.speculation.multiplier',
                    old: settings.get('spark.speculation.multiplier'),
                    new: '3',
                    reason: 'Spark 4 starts copies only of tasks that take three times the median.',
                    expected: `Most of ${timeText(wastedMs)} of task time.`,
                    risk: 'Tails are cut later.',
                  },
                  {
                    key: 'spark.speculation.quantile',
                    old: settings.get('spark.speculation.quantile'),
                    new: '0.9',
                    reason: 'Spark 4 waits until nine of ten tasks are done.',
                    expected: 'As above.',
                    risk: 'As above.',
                  },
                ]
              : [],
        }),
      ],
      checked,
    );
  },
};
