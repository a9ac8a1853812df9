import { listOf, numberOf, objectOf, textOf, type Json, type JsonObject } from '../events/json.ts';
import type { TaskFailure } from '../model/task-table.ts';

const maxMessage = 16_384;

/** Whether a task that ended for a reason other than success counts as killed rather than failed, as the History Server has it. */
export const isKilled = (reason: JsonObject): boolean =>
  reason['Reason'] === 'TaskKilled' || reason['Reason'] === 'TaskCommitDenied';

/** The texts of `toErrorString` in Spark's `TaskEndReason.scala`. */
export function readFailure(reason: JsonObject): TaskFailure {
  const name = textOf(reason['Reason']) ?? 'UnknownReason';
  return {
    reason: name,
    className: name === 'ExceptionFailure' ? textOf(reason['Class Name']) : null,
    message: errorText(name, reason).slice(0, maxMessage),
  };
}

function errorText(name: string, reason: JsonObject): string {
  switch (name) {
    case 'ExceptionFailure':
      return textOf(reason['Full Stack Trace']) ?? exceptionText(reason);
    case 'FetchFailed':
      return fetchFailedText(reason);
    case 'TaskKilled':
      return textOf(reason['Kill Reason']) ?? 'unknown reason';
    case 'Resubmitted':
      return 'Resubmitted (resubmitted due to lost executor)';
    case 'TaskResultLost':
      return 'TaskResultLost (result lost from block manager)';
    case 'TaskCommitDenied':
      return `TaskCommitDenied (Driver denied task commit) for job: ${numberOf(reason['Job ID']) ?? -1}, partition: ${
        numberOf(reason['Partition ID']) ?? -1
      }, attemptNumber: ${numberOf(reason['Attempt Number']) ?? -1}`;
    case 'ExecutorLostFailure':
      return executorLostText(reason);
    default:
      return name;
  }
}

function exceptionText(reason: JsonObject): string {
  const frames = listOf(reason['Stack Trace']).map((frame) => `        ${frameText(frame)}`);
  return `${textOf(reason['Class Name']) ?? ''}: ${textOf(reason['Description']) ?? ''}\n${frames.join('\n')}`;
}

function frameText(value: Json): string {
  const frame = objectOf(value);
  const file = textOf(frame['File Name']);
  const line = numberOf(frame['Line Number']) ?? -1;
  const place =
    line === -2
      ? 'Native Method'
      : file === null
        ? 'Unknown Source'
        : line >= 0
          ? `${file}:${line}`
          : file;
  return `${textOf(frame['Declaring Class']) ?? ''}.${textOf(frame['Method Name']) ?? ''}(${place})`;
}

function fetchFailedText(reason: JsonObject): string {
  const address = objectOf(reason['Block Manager Address']);
  const executor = textOf(address['Executor ID']);
  const manager =
    executor === null
      ? 'null'
      : `BlockManagerId(${executor}, ${textOf(address['Host']) ?? ''}, ${numberOf(address['Port']) ?? 0}, None)`;
  return (
    `FetchFailed(${manager}, shuffleId=${numberOf(reason['Shuffle ID']) ?? 0}, ` +
    `mapIndex=${numberOf(reason['Map Index']) ?? 'Unknown'}, mapId=${numberOf(reason['Map ID']) ?? 0}, ` +
    `reduceId=${numberOf(reason['Reduce ID']) ?? 0}, message=\n${textOf(reason['Message']) ?? 'Unknown reason'}\n)`
  );
}

function executorLostText(reason: JsonObject): string {
  const behaviour =
    reason['Exit Caused By App'] === false
      ? 'unrelated to the running tasks'
      : 'caused by one of the running tasks';
  const loss = textOf(reason['Loss Reason']);
  return `ExecutorLostFailure (executor ${textOf(reason['Executor ID']) ?? 'Unknown'} exited ${behaviour})${
    loss === null ? '' : ` Reason: ${loss}`
  }`;
}
