import type { Long } from '../long.ts';
import type { Accumulable } from '../model/application.ts';
import { peakNames } from '../model/peaks.ts';
import { taskMetrics } from '../model/task-metrics.ts';
import type { JsonObject } from './json.ts';

/** A task event without the memory of one: the reader fills the same object again for every event. */
export class TaskEvent {
  stageId = 0;
  stageAttempt = 0;
  taskId = 0;
  index = 0;
  attempt = 0;
  partition = -1;
  launchTime = 0;
  finishTime = 0;
  gettingResultTime = 0;
  executorId = '';
  host = '';
  locality = '';
  speculative = false;
  failed = false;
  killed = false;
  hasInfo = false;
  /** "Task End Reason" where it is not Success. */
  reason: JsonObject | null = null;
  /** One value for each of `peakNames`: of the executor while the task ran. */
  readonly peaks = new Float64Array(peakNames.length);
  /** One value for each of `taskMetrics`. */
  readonly metrics = new Float64Array(taskMetrics.length);
  /** The exact values of those that a double does not hold; empty nearly always. */
  readonly exact = new Map<number, Long>();
  /** Accumulator ids and what the task added to each, where it says so. */
  updateIds = new Float64Array(64);
  updates = new Float64Array(64);
  updateCount = 0;
  /** Accumulables that belong to the user: neither internal nor of an SQL plan. */
  readonly own: Accumulable[] = [];

  clear(): void {
    this.stageId = 0;
    this.stageAttempt = 0;
    this.taskId = 0;
    this.index = 0;
    this.attempt = 0;
    this.partition = -1;
    this.launchTime = 0;
    this.finishTime = 0;
    this.gettingResultTime = 0;
    this.executorId = '';
    this.host = '';
    this.locality = '';
    this.speculative = false;
    this.failed = false;
    this.killed = false;
    this.hasInfo = false;
    this.reason = null;
    this.peaks.fill(0);
    this.metrics.fill(0);
    if (this.exact.size > 0) this.exact.clear();
    this.updateCount = 0;
    if (this.own.length > 0) this.own.length = 0;
  }

  addUpdate(id: number, update: number): void {
    if (this.updateCount === this.updateIds.length) {
      this.updateIds = doubled(this.updateIds);
      this.updates = doubled(this.updates);
    }
    this.updateIds[this.updateCount] = id;
    this.updates[this.updateCount] = update;
    this.updateCount += 1;
  }
}

function doubled(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(2 * values.length);
  grown.set(values);
  return grown;
}
