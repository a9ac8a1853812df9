import type { Application } from '../model/application.ts';
import type { TaskMetric } from '../model/task-metrics.ts';

/** The year 9999: no run ends later. */
const latest = 253_402_300_800_000;
const sums: readonly TaskMetric[] = [
  'executorRunTime',
  'executorCpuTime',
  'jvmGcTime',
  'memoryBytesSpilled',
  'diskBytesSpilled',
  'inputBytes',
  'shuffleRemoteBytesRead',
  'shuffleLocalBytesRead',
  'shuffleBytesWritten',
];

/**
 * What of a log cannot be true, one sentence each: times before 1970 or after 9999, tasks that end before they begin, metrics below nothing,
 * and sums that left the range of 64 bits, which Spark lets wrap around as it does itself.
 */
export function oddNumbersOf(application: Application): string[] {
  const { stages, executors, startTime, endTime } = application;
  const times = [
    startTime,
    endTime,
    ...stages.flatMap(({ submissionTime, completionTime }) => [submissionTime, completionTime]),
    ...executors.flatMap(({ addTime, removeTime }) => [addTime, removeTime]),
  ];
  const oddTimes = times.filter((time) => time !== null && (time < 0 || time > latest)).length;
  let backwards = 0;
  let below = 0;
  let wrapped = 0;
  for (const { tasks, generation } of stages) {
    for (let row = 0; row < tasks.count; row += 1) {
      const finish = tasks.finishTime(row);
      if (finish !== 0 && finish < tasks.launchTime(row)) backwards += 1;
      if (tasks.isMeasured(row) && sums.some((metric) => tasks.metric(metric, row) < 0)) below += 1;
    }
    if (below === 0)
      wrapped += sums.filter(
        (metric) => tasks.sum(metric, (row) => tasks.isCounted(row, generation)) < 0,
      ).length;
  }
  const many = (count: number, one: string, several: string): string[] =>
    count === 0 ? [] : [count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${several}`];
  return [
    ...many(oddTimes, 'time is before 1970 or after 9999', 'times are before 1970 or after 9999'),
    ...many(backwards, 'task ends before it begins', 'tasks end before they begin'),
    ...many(below, 'task has a metric below nothing', 'tasks have metrics below nothing'),
    ...many(
      wrapped,
      'sum is larger than 64 bits hold and wrapped around, as in Spark',
      'sums are larger than 64 bits hold and wrapped around, as in Spark',
    ),
  ];
}
