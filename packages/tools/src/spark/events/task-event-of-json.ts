import { peakNames } from '../model/peaks.ts';
import { metricPaths, taskMetrics } from '../model/task-metrics.ts';
import { isObject, listOf, longOf, numberOf, objectOf, textOf, type JsonObject } from './json.ts';
import { readOwnAccumulable } from './read-accumulable.ts';
import type { TaskEvent } from './task-event.ts';

/** What `TaskEventScanner` reads from bytes, read from parsed JSON: for events that are written with blanks or otherwise unusual. */
export function taskEventOfJson(event: JsonObject, into: TaskEvent): void {
  into.clear();
  into.stageId = numberOf(event['Stage ID']) ?? 0;
  into.stageAttempt = numberOf(event['Stage Attempt ID']) ?? 0;
  const reason = event['Task End Reason'];
  if (isObject(reason) && reason['Reason'] !== 'Success') into.reason = reason;
  const info = event['Task Info'];
  if (isObject(info)) readInfo(info, into);
  const metrics = objectOf(event['Task Metrics']);
  const read = objectOf(metrics['Shuffle Read Metrics']);
  const groups = {
    'Task Metrics': metrics,
    'Shuffle Read Metrics': read,
    'Push Based Shuffle': objectOf(read['Push Based Shuffle']),
    'Shuffle Write Metrics': objectOf(metrics['Shuffle Write Metrics']),
    'Input Metrics': objectOf(metrics['Input Metrics']),
    'Output Metrics': objectOf(metrics['Output Metrics']),
  };
  const peaks = objectOf(event['Task Executor Metrics']);
  for (const [index, name] of peakNames.entries()) into.peaks[index] = numberOf(peaks[name]) ?? 0;
  for (const [index, metric] of taskMetrics.entries()) {
    const [group, key] = metricPaths[metric];
    const value = longOf(groups[group][key]) ?? 0;
    into.metrics[index] = Number(value);
    if (typeof value === 'bigint') into.exact.set(index, value);
  }
}

function readInfo(info: JsonObject, into: TaskEvent): void {
  into.hasInfo = true;
  into.taskId = numberOf(info['Task ID']) ?? 0;
  into.index = numberOf(info['Index']) ?? 0;
  into.attempt = numberOf(info['Attempt']) ?? 0;
  into.partition = numberOf(info['Partition ID']) ?? -1;
  into.launchTime = numberOf(info['Launch Time']) ?? 0;
  into.finishTime = numberOf(info['Finish Time']) ?? 0;
  into.gettingResultTime = numberOf(info['Getting Result Time']) ?? 0;
  into.executorId = textOf(info['Executor ID']) ?? '';
  into.host = textOf(info['Host']) ?? '';
  into.locality = textOf(info['Locality']) ?? '';
  into.speculative = info['Speculative'] === true;
  into.failed = info['Failed'] === true;
  into.killed = info['Killed'] === true;
  for (const accumulable of listOf(info['Accumulables'])) {
    if (!isObject(accumulable)) continue;
    const update = accumulable['Update'];
    const whole =
      typeof update === 'string' && /^-?[0-9]{1,20}$/.test(update)
        ? Number(update)
        : longOf(update);
    const id = numberOf(accumulable['ID']);
    if (id !== null && whole !== null) into.addUpdate(id, Number(whole));
    const own = readOwnAccumulable(accumulable);
    if (own) into.own.push(own);
  }
}
