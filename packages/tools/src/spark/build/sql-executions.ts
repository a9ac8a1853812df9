import { addLong, type Long } from '../long.ts';
import {
  listOf,
  longOf,
  numberOf,
  objectOf,
  textOf,
  textPairs,
  type Json,
  type JsonObject,
} from '../events/json.ts';
import type { TaskEvent } from '../events/task-event.ts';
import type {
  EventLines,
  JobStatus,
  LogPlace,
  PlanNode,
  SqlExecution,
} from '../model/application.ts';
import { metricsOfPlan } from '../model/plan-graph.ts';
import { hashOfWhole, immutableMapOrder } from '../scala-order.ts';
import { BitSet } from './bit-set.ts';
import { metricText, needsMaximum } from './metric-text.ts';
import type { Open, OpenWith } from './open.ts';
import { readPlanTree } from './plan-tree.ts';
import type { StageInfo } from './read-stage-info.ts';

type OpenExecution = OpenWith<
  SqlExecution,
  {
    readonly status: SqlExecution['status'];
    jobs: Map<number, JobStatus>;
    stageIds: Set<number>;
    lines: Open<EventLines>;
    /** Metric types by accumulator, of the last plan. */
    types: ReadonlyMap<number, string>;
    readonly driverUpdates: [id: number, value: Long][];
    endEvents: number;
    isMeasured: boolean;
  }
>;

interface Maximum {
  readonly value: number;
  readonly stage: number;
  readonly attempt: number;
  readonly task: number;
}

/** What the tasks of one stage attempt added to the metrics of a plan, by partition. */
class StageMetrics {
  readonly id: number;
  readonly attempt: number;
  readonly taskCount: number;
  readonly types: ReadonlyMap<number, string>;
  readonly values = new Map<number, Float64Array>();
  readonly maxima = new Map<number, Maximum>();
  readonly completed = new BitSet();

  constructor(id: number, attempt: number, taskCount: number, types: ReadonlyMap<number, string>) {
    this.id = id;
    this.attempt = attempt;
    this.taskCount = taskCount;
    this.types = types;
  }

  add(task: TaskEvent): void {
    const { index } = task;
    if (this.completed.has(index) || !(index >= 0 && index < this.taskCount)) return;
    for (let at = 0; at < task.updateCount; at += 1) {
      const id = task.updateIds[at]!;
      const type = this.types.get(id);
      if (type === undefined) continue;
      let values = this.values.get(id);
      if (!values) this.values.set(id, (values = new Float64Array(this.taskCount)));
      const value = task.updates[at]!;
      values[index] = value;
      if (!needsMaximum(type)) continue;
      const known = this.maxima.get(id);
      if (!known || value > known.value)
        this.maxima.set(id, { value, stage: this.id, attempt: this.attempt, task: task.taskId });
    }
    if (task.reason === null && task.finishTime !== 0 && !task.failed && !task.killed)
      this.completed.add(index);
  }
}

/** Characters of plans that are kept; streams run a query for every batch, and their plans are alike. */
const mostPlanCharacters = 64_000_000;

/** Memory for metrics of tasks: a stage with more tasks than this gets totals only. */
const maxTasksMeasured = 1 << 20;

/** SQL executions by the rules of the History Server (`SQLAppStatusListener`). */
export class SqlExecutions {
  readonly all = new Map<number, OpenExecution>();
  readonly #live = new Map<number, OpenExecution>();
  /** Executions whose plan is kept, the oldest first, with the characters of its events. */
  readonly #planned = new Map<number, number>();
  #planCharacters = 0;
  plansNotKept = 0;
  readonly #stages = new Map<number, StageMetrics>();
  /** How many live executions have a stage. */
  readonly #liveStages = new Map<number, number>();

  started(event: JsonObject, place: LogPlace): void {
    const id = numberOf(event['executionId']);
    if (id === null) return;
    const execution = this.#get(id);
    execution.rootId = numberOf(event['rootExecutionId']) ?? id;
    execution.description = textOf(event['description']) ?? '';
    execution.details = textOf(event['details']) ?? '';
    execution.submissionTime = numberOf(event['time']);
    execution.modifiedConfigs = textPairs(event['modifiedConfigs']);
    execution.lines.start ??= place;
    this.#plan(execution, event);
  }

  planChanged(event: JsonObject): void {
    const id = numberOf(event['executionId']);
    if (id === null) return;
    const execution = this.#get(id);
    execution.initialTree ??= execution.tree;
    execution.planUpdates += 1;
    this.#plan(execution, event);
  }

  /** Adaptive execution made new metrics for a plan that is shown already. */
  metricsAdded(event: JsonObject): void {
    const id = numberOf(event['executionId']);
    const execution = id === null ? undefined : this.#live.get(id);
    if (!execution) return;
    const types = new Map(execution.types);
    for (const each of listOf(event['sqlPlanMetrics'])) {
      const metric = objectOf(each);
      const accumulator = numberOf(metric['accumulatorId']);
      if (accumulator !== null) types.set(accumulator, textOf(metric['metricType']) ?? 'sum');
    }
    execution.types = types;
  }

  driverUpdated(event: JsonObject): void {
    const id = numberOf(event['executionId']);
    const execution = id === null ? undefined : this.#live.get(id);
    if (!execution) return;
    for (const each of listOf(event['accumUpdates'])) {
      const [accumulator, value] = listOf(each as Json | undefined);
      const number = numberOf(accumulator);
      const update = longOf(value);
      if (number !== null && update !== null) execution.driverUpdates.push([number, update]);
    }
  }

  ended(event: JsonObject, place: LogPlace): void {
    const id = numberOf(event['executionId']);
    const execution = id === null ? undefined : this.#live.get(id);
    if (!execution) return;
    this.#measure(execution);
    execution.isMeasured = true;
    execution.completionTime = numberOf(event['time']);
    execution.errorMessage = textOf(event['errorMessage']);
    execution.lines.end = place;
    execution.endEvents += 1;
    this.#dropStagesOf(execution);
    this.#closeWhenDone(execution);
  }

  jobStarted(
    jobId: number,
    executionId: number,
    infos: readonly StageInfo[],
    stageIds: readonly number[],
  ): void {
    const known = this.all.get(executionId);
    const execution = this.#get(executionId);
    if (known && !this.#live.has(executionId)) {
      // A job that comes after the end of its execution opens it again.
      this.#live.set(executionId, known);
      known.endEvents = known.jobs.size + 1;
      for (const stage of known.stageIds) this.#count(stage, 1);
    }
    if (execution.types.size > 0)
      for (const { id, taskCount } of infos)
        if (taskCount <= maxTasksMeasured)
          this.#stages.set(id, new StageMetrics(id, 0, taskCount, execution.types));
    execution.jobs.set(jobId, 'RUNNING');
    for (const id of stageIds)
      if (!execution.stageIds.has(id)) {
        execution.stageIds.add(id);
        this.#count(id, 1);
      }
  }

  jobEnded(jobId: number, status: JobStatus): void {
    for (const execution of this.#live.values())
      if (execution.jobs.has(jobId)) {
        execution.jobs.set(jobId, status);
        execution.endEvents += 1;
        this.#closeWhenDone(execution);
      }
  }

  stageSubmitted(info: StageInfo): void {
    const known = this.#stages.get(info.id);
    if (known && known.attempt !== info.attempt && this.#liveStages.has(info.id))
      this.#stages.set(
        info.id,
        new StageMetrics(info.id, info.attempt, known.taskCount, known.types),
      );
  }

  taskEnded(task: TaskEvent): void {
    const stage = this.#stages.get(task.stageId);
    if (stage && stage.attempt === task.stageAttempt && this.#liveStages.has(task.stageId))
      stage.add(task);
  }

  /** At the end of the log: what is still running gets the metrics so far. */
  finish(): void {
    for (const execution of this.#live.values())
      if (!execution.isMeasured) this.#measure(execution);
  }

  /** The plans of the oldest executions go when there are too many. */
  #makeRoom(execution: OpenExecution, characters: number): void {
    const before = this.#planned.get(execution.id) ?? 0;
    this.#planned.delete(execution.id);
    this.#planned.set(execution.id, before + characters);
    this.#planCharacters += characters;
    for (const [id, own] of this.#planned) {
      if (this.#planCharacters <= mostPlanCharacters || id === execution.id) break;
      const oldest = this.all.get(id);
      if (oldest && !this.#live.has(id)) {
        oldest.plan = '';
        oldest.tree = null;
        oldest.initialTree = null;
        this.plansNotKept += 1;
      }
      this.#planned.delete(id);
      this.#planCharacters -= own;
    }
  }

  #plan(execution: OpenExecution, event: JsonObject): void {
    execution.plan = textOf(event['physicalPlanDescription']) ?? execution.plan;
    const tree = readPlanTree(event['sparkPlanInfo']);
    this.#makeRoom(execution, charactersOf(tree) + execution.plan.length);
    execution.tree = tree;
    execution.types = new Map(
      tree ? metricsOfPlan(tree).map(({ accumulatorId, type }) => [accumulatorId, type]) : [],
    );
  }

  #measure(execution: OpenExecution): void {
    const texts = new Map<number, string>();
    const totals = new Map<number, Long>();
    // Where two tasks have the highest value, the first stage in this order is named.
    const stages = immutableMapOrder([...execution.stageIds], hashOfWhole).flatMap(
      (id) => this.#stages.get(id) ?? [],
    );
    const driver = new Map<number, Long[]>();
    for (const [id, value] of execution.driverUpdates)
      if (execution.types.has(id)) driver.set(id, [...(driver.get(id) ?? []), value]);
    for (const [id, type] of execution.types) {
      const ofTasks = stages.flatMap((stage) => stage.values.get(id) ?? []);
      const ofDriver = driver.get(id) ?? [];
      if (ofTasks.length === 0 && ofDriver.length === 0) continue;
      let maximum: Maximum | null = null;
      for (const stage of stages) {
        const each = stage.maxima.get(id);
        if (each && (maximum === null || each.value > maximum.value)) maximum = each;
      }
      if (maximum !== null && ofTasks.length > 0)
        for (const value of ofDriver) if (maximum !== null && value > maximum.value) maximum = null;
      const values: Long[] = [];
      for (const each of ofTasks) for (const value of each) values.push(value);
      values.push(...ofDriver);
      texts.set(id, metricText(type, values, maximum));
      totals.set(
        id,
        values.reduce<Long>((sum, value) => (value > 0 ? addLong(sum, value) : sum), 0),
      );
    }
    execution.metricTexts = texts;
    execution.metricTotals = totals;
  }

  #closeWhenDone(execution: OpenExecution): void {
    if (execution.endEvents < execution.jobs.size + 1) return;
    this.#dropStagesOf(execution);
    if (!this.#live.delete(execution.id)) return;
    for (const id of execution.stageIds) this.#count(id, -1);
  }

  /** Drops what no other open execution looks at. */
  #dropStagesOf(execution: OpenExecution): void {
    for (const id of this.#stages.keys()) {
      const own = execution.stageIds.has(id) && this.#live.has(execution.id) ? 1 : 0;
      if ((this.#liveStages.get(id) ?? 0) - own <= 0) this.#stages.delete(id);
    }
  }

  #count(stage: number, by: 1 | -1): void {
    const count = (this.#liveStages.get(stage) ?? 0) + by;
    if (count > 0) this.#liveStages.set(stage, count);
    else this.#liveStages.delete(stage);
  }

  #get(id: number): OpenExecution {
    const known = this.#live.get(id);
    if (known) return known;
    const stored = this.all.get(id);
    if (stored && stored.endEvents > 0) return stored;
    const execution = newExecution(id);
    this.#live.set(id, execution);
    this.all.set(id, execution);
    return execution;
  }
}

const charactersOf = (tree: PlanNode | null): number =>
  tree === null
    ? 0
    : tree.text.length + 200 + tree.children.reduce((sum, child) => sum + charactersOf(child), 0);

function newExecution(id: number): OpenExecution {
  return {
    id,
    rootId: id,
    description: '',
    details: '',
    plan: '',
    submissionTime: null,
    completionTime: null,
    errorMessage: null,
    get status() {
      return statusOf(this);
    },
    modifiedConfigs: [],
    jobs: new Map(),
    stageIds: new Set(),
    tree: null,
    initialTree: null,
    planUpdates: 0,
    metricTexts: new Map(),
    metricTotals: new Map(),
    lines: { start: null, end: null },
    types: new Map(),
    driverUpdates: [],
    endEvents: 0,
    isMeasured: false,
  };
}

function statusOf(execution: {
  readonly completionTime: number | null;
  readonly errorMessage: string | null;
  readonly jobs: ReadonlyMap<number, JobStatus>;
}): SqlExecution['status'] {
  if (execution.errorMessage === '') return 'COMPLETED';
  if (execution.errorMessage !== null) return 'FAILED';
  if (execution.completionTime === null) return 'RUNNING';
  for (const status of execution.jobs.values()) if (status === 'FAILED') return 'FAILED';
  return 'COMPLETED';
}
