import { addLong, type Long } from '../long.ts';
import type { TaskEvent } from '../events/task-event.ts';
import type { Accumulable, LogPlace } from './application.ts';
import { NumberColumn } from './number-column.ts';
import { metricIndex, taskMetrics, type TaskMetric } from './task-metrics.ts';

export type TaskStatus = 'RUNNING' | 'GET RESULT' | 'SUCCESS' | 'FAILED' | 'KILLED' | 'UNKNOWN';
const statuses: readonly TaskStatus[] = [
  'RUNNING',
  'GET RESULT',
  'SUCCESS',
  'FAILED',
  'KILLED',
  'UNKNOWN',
];

/** Why a task did not succeed. */
export interface TaskFailure {
  /** "ExceptionFailure", "FetchFailed", "ExecutorLostFailure", "TaskKilled", … */
  readonly reason: string;
  /** Of ExceptionFailure: `java.lang.OutOfMemoryError`. */
  readonly className: string | null;
  /** As the History Server shows it; with a trace where there is one, at most 16,384 characters of it. */
  readonly message: string;
}

const firstCapacity = 16;
const speculativeFlag = 1;
const startedFlag = 2;
const measuredFlag = 4;
const countedFlag = 8;
const resubmittedFlag = 16;

/**
 * The tasks of one stage attempt, a row each, in the order they began. A million tasks fit because a row is some numbers in typed
 * arrays: columns of metrics that are 0 everywhere take nothing.
 */
export class TaskTable {
  /** Rows [0, count). */
  count = 0;
  #capacity = firstCapacity;
  /** The highest task id there was. */
  lastId = -1;
  /** Rows by task id, once ids do not rise any more. */
  #rows: Map<number, number> | null = null;
  readonly #ids = new NumberColumn();
  readonly #index = new NumberColumn();
  readonly #attempt = new NumberColumn();
  /** Plus one, so that the common -1 takes no memory. */
  readonly #partition = new NumberColumn();
  readonly #launch = new NumberColumn();
  readonly #finish = new NumberColumn();
  readonly #gettingResult = new NumberColumn();
  readonly #executor = new NumberColumn();
  readonly #locality = new NumberColumn();
  readonly #status = new NumberColumn();
  readonly #flags = new NumberColumn();
  readonly #generation = new NumberColumn();
  readonly #endLine = new NumberColumn();
  readonly #endFile = new NumberColumn();
  readonly #endStart = new NumberColumn();
  readonly #metrics = taskMetrics.map(() => new NumberColumn());
  readonly #failures = new Map<number, TaskFailure>();
  readonly #accumulables = new Map<number, readonly Accumulable[]>();
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  /** The row of a task id, or -1. */
  find(taskId: number): number {
    if (this.#rows) return this.#rows.get(taskId) ?? -1;
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const id = this.#ids.get(middle);
      if (id === taskId) return middle;
      if (id < taskId) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** Makes a row, or takes that of the same task again. */
  begin(event: TaskEvent, generation: number, isStarted: boolean): number {
    const known = event.taskId > this.lastId && this.#rows === null ? -1 : this.find(event.taskId);
    const row = known === -1 ? this.#append(event.taskId) : known;
    this.#write(row, event);
    this.#generation.set(row, generation, this.#capacity);
    this.#flags.set(
      row,
      (event.speculative ? speculativeFlag : 0) | (isStarted ? startedFlag : 0),
      this.#capacity,
    );
    this.#failures.delete(row);
    this.#accumulables.delete(row);
    return row;
  }

  /** Writes what the end of a task says. `isCounted`: whether its stage was still open. */
  end(
    row: number,
    event: TaskEvent,
    failure: TaskFailure | null,
    isCounted: boolean,
    place: LogPlace,
  ): void {
    const capacity = this.#capacity;
    this.#write(row, event);
    this.#flags.set(
      row,
      (this.#flags.get(row) & startedFlag) |
        (event.speculative ? speculativeFlag : 0) |
        measuredFlag |
        (isCounted ? countedFlag : 0),
      capacity,
    );
    this.#endLine.set(row, place.line, capacity);
    this.#endFile.set(row, place.file, capacity);
    this.#endStart.set(row, place.start, capacity);
    const { metrics, exact } = event;
    for (let metric = 0; metric < metrics.length; metric += 1)
      this.#metrics[metric]!.set(row, metrics[metric]!, capacity);
    if (exact.size > 0)
      for (const [metric, value] of exact) this.#metrics[metric]!.setExact(row, value, capacity);
    if (failure) this.#failures.set(row, failure);
    if (event.own.length > 0) this.#accumulables.set(row, [...event.own]);
  }

  /** Makes the table small, when its stage has ended. Tasks that come later still find their row. */
  pack(): void {
    for (const column of this.#columns()) column.pack(this.count);
  }

  *#columns(): Generator<NumberColumn> {
    yield this.#ids;
    yield this.#index;
    yield this.#attempt;
    yield this.#partition;
    yield this.#launch;
    yield this.#finish;
    yield this.#gettingResult;
    yield this.#executor;
    yield this.#locality;
    yield this.#status;
    yield this.#flags;
    yield this.#generation;
    yield this.#endLine;
    yield this.#endFile;
    yield this.#endStart;
    yield* this.#metrics;
  }

  /** An executor was lost after the task had ended there, and its output with it: it runs again. */
  resubmit(row: number): void {
    this.#flags.set(row, this.#flags.get(row) | resubmittedFlag, this.#capacity);
  }

  #append(taskId: number): number {
    const row = this.count;
    this.count += 1;
    if (row === this.#capacity) this.#capacity *= 2;
    this.#ids.set(row, taskId, this.#capacity);
    if (taskId <= this.lastId && this.#rows === null) {
      this.#rows = new Map();
      for (let earlier = 0; earlier < row; earlier += 1)
        this.#rows.set(this.#ids.get(earlier), earlier);
    }
    this.#rows?.set(taskId, row);
    this.lastId = Math.max(this.lastId, taskId);
    return row;
  }

  #write(row: number, event: TaskEvent): void {
    const capacity = this.#capacity;
    this.#index.set(row, event.index, capacity);
    this.#attempt.set(row, event.attempt, capacity);
    this.#partition.set(row, event.partition + 1, capacity);
    this.#launch.set(row, event.launchTime, capacity);
    this.#finish.set(row, event.finishTime, capacity);
    this.#gettingResult.set(row, event.gettingResultTime, capacity);
    this.#executor.set(row, this.#names.pair(event.executorId, event.host), capacity);
    this.#locality.set(row, this.#names.single(event.locality), capacity);
    this.#status.set(row, statusOf(event), capacity);
  }

  taskId(row: number): number {
    return this.#ids.get(row);
  }
  /** Which of the stage's partitions it computed. */
  index(row: number): number {
    return this.#index.get(row);
  }
  attempt(row: number): number {
    return this.#attempt.get(row);
  }
  /** Of the RDD; -1 before Spark 3.3. */
  partition(row: number): number {
    return this.#partition.get(row) - 1;
  }
  launchTime(row: number): number {
    return this.#launch.get(row);
  }
  /** 0 where it did not finish. */
  finishTime(row: number): number {
    return this.#finish.get(row);
  }
  /** When the driver began to fetch its result; 0 where it came with the status. */
  gettingResultTime(row: number): number {
    return this.#gettingResult.get(row);
  }
  executorId(row: number): string {
    return this.#names.first(this.#executor.get(row));
  }
  host(row: number): string {
    return this.#names.second(this.#executor.get(row));
  }
  /** "PROCESS_LOCAL", "NODE_LOCAL", "NO_PREF", "RACK_LOCAL" or "ANY". */
  locality(row: number): string {
    return this.#names.first(this.#locality.get(row));
  }
  status(row: number): TaskStatus {
    return statuses[this.#status.get(row)]!;
  }
  isSuccessful(row: number): boolean {
    return this.#status.get(row) === 2;
  }
  isSpeculative(row: number): boolean {
    return (this.#flags.get(row) & speculativeFlag) !== 0;
  }
  /** Whether it succeeded and had to run again because its executor was lost. */
  isResubmitted(row: number): boolean {
    return (this.#flags.get(row) & resubmittedFlag) !== 0;
  }
  /** Whether the log has its start; the History Server knows only those. */
  isStarted(row: number): boolean {
    return (this.#flags.get(row) & startedFlag) !== 0;
  }
  /** Whether it ended, so that its metrics are known. */
  isMeasured(row: number): boolean {
    return (this.#flags.get(row) & measuredFlag) !== 0;
  }
  /** Whether its metrics belong to the sums of a stage of that generation. */
  isCounted(row: number, generation: number): boolean {
    return (this.#flags.get(row) & countedFlag) !== 0 && this.#generation.get(row) === generation;
  }
  /** A stage that is begun anew under the same id and attempt gets the next generation. */
  generation(row: number): number {
    return this.#generation.get(row);
  }
  /** Where its end stands in the log; line 0 where it has none. */
  endPlace(row: number): LogPlace {
    return {
      file: this.#endFile.get(row),
      line: this.#endLine.get(row),
      start: this.#endStart.get(row),
    };
  }
  failure(row: number): TaskFailure | null {
    return this.#failures.get(row) ?? null;
  }
  accumulables(row: number): readonly Accumulable[] {
    return this.#accumulables.get(row) ?? [];
  }
  /** Finish minus launch in milliseconds, never negative; 0 where it did not finish. */
  duration(row: number): number {
    const finish = this.#finish.get(row);
    return finish === 0 ? 0 : Math.max(0, finish - this.#launch.get(row));
  }

  /** A metric as a double; 0 where it was not measured. */
  metric(metric: TaskMetric, row: number): number {
    return this.#metrics[metricIndex[metric]]!.get(row);
  }
  exactMetric(metric: TaskMetric, row: number): Long {
    return this.#metrics[metricIndex[metric]]!.exact(row);
  }
  /** True where the metric is 0 for all tasks. */
  isZero(metric: TaskMetric): boolean {
    return this.#metrics[metricIndex[metric]]!.isEmpty;
  }

  /** Sum over the rows that are asked for, exact. */
  sum(metric: TaskMetric, includes: (row: number) => boolean): Long {
    const column = this.#metrics[metricIndex[metric]]!;
    if (column.isEmpty) return 0;
    let sum: Long = 0;
    for (let row = 0; row < this.count; row += 1)
      if (includes(row)) sum = addLong(sum, column.hasExact ? column.exact(row) : column.get(row));
    return sum;
  }

  /** Values of a metric over the rows that are asked for, ascending. */
  sorted(metric: TaskMetric, includes: (row: number) => boolean): Float64Array {
    const values = new Float64Array(this.count);
    let used = 0;
    const column = this.#metrics[metricIndex[metric]]!;
    for (let row = 0; row < this.count; row += 1)
      if (includes(row)) values[used++] = column.get(row);
    return values.subarray(0, used).sort();
  }
}

function statusOf(event: TaskEvent): number {
  if (event.finishTime === 0) return event.gettingResultTime === 0 ? 0 : 1;
  if (event.failed) return 3;
  if (event.killed) return 4;
  return 2;
}

/** Pairs of names by number, shared by the tables of one application. */
export class Names {
  readonly #first: string[] = [];
  readonly #second: string[] = [];
  readonly #numbers = new Map<string, Map<string, number>>();

  single(name: string): number {
    return this.pair(name, '');
  }

  pair(first: string, second: string): number {
    let inner = this.#numbers.get(first);
    if (!inner) {
      inner = new Map();
      this.#numbers.set(first, inner);
    }
    let number = inner.get(second);
    if (number === undefined) {
      number = this.#first.length;
      this.#first.push(first);
      this.#second.push(second);
      inner.set(second, number);
    }
    return number;
  }

  first(number: number): string {
    return this.#first[number] ?? '';
  }

  second(number: number): string {
    return this.#second[number] ?? '';
  }
}
