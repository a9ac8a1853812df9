import type { EdgeFacts } from '../facts.ts';

/** One task instance of a run, as REST and the command line give it. */
export interface TaskState {
  readonly dagId: string | null;
  readonly runId: string | null;
  readonly taskId: string;
  /** -1 or null: not mapped. */
  readonly mapIndex: number | null;
  readonly state: string | null;
  readonly tryNumber: number | null;
  readonly maxTries: number | null;
  readonly operator: string | null;
  /** Where it ran; empty where it never began. */
  readonly hostname: string | null;
  readonly started: string | null;
  readonly ended: string | null;
}

const maxStates = 100_000;

/** Task instances of REST (`taskInstances`), or of `airflow tasks states-for-dag-run -o json`. Empty for other texts. */
export function parseTaskStates(text: string): TaskState[] {
  const trimmed = text.trim();
  if (!/^[[{]/.test(trimmed) || !/"task_id"/.test(trimmed) || !/"state"/.test(trimmed)) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(trimmed);
  } catch {
    return [];
  }
  const rows = Array.isArray(parsed)
    ? (parsed as unknown[])
    : (parsed as { task_instances?: unknown }).task_instances;
  if (!Array.isArray(rows)) return [];
  return (rows as unknown[]).slice(0, maxStates).flatMap((row) => {
    if (
      typeof row !== 'object' ||
      row === null ||
      typeof (row as { task_id?: unknown }).task_id !== 'string'
    )
      return [];
    const read = row as Record<string, unknown>;
    const text = (name: string): string | null =>
      typeof read[name] === 'string' && read[name] !== '' ? read[name] : null;
    const count = (name: string): number | null =>
      typeof read[name] === 'number' ? read[name] : null;
    return [
      {
        dagId: text('dag_id'),
        runId: text('dag_run_id') ?? text('run_id'),
        taskId: read['task_id'] as string,
        mapIndex: count('map_index'),
        state: text('state'),
        tryNumber: count('try_number'),
        maxTries: count('max_tries'),
        operator: text('operator'),
        hostname: text('hostname'),
        started: text('start_date'),
        ended: text('end_date'),
      },
    ];
  });
}

/** A task that failed by itself, with all that did not run because of it. */
export interface Culprit {
  readonly dagId: string | null;
  readonly runId: string | null;
  readonly taskId: string;
  readonly mapIndexes: readonly number[];
  /** Of the task in this run, also those that did not fail. */
  readonly instances: number;
  readonly tries: number | null;
  /** Tasks in state upstream_failed behind it; ids, sorted. */
  readonly stopped: readonly string[];
  /** It failed without ever running, so there is no log of it. */
  readonly neverStarted: boolean;
  /** What to read next. */
  readonly readNext: string;
}

/**
 * Failed tasks of a run, first culprits first. Where the edges of the DAG are known a failed task behind another failed one is counted
 * with it only if it did not run itself; without edges all upstream_failed tasks are counted with the task that failed first.
 */
export function findCulprits(
  states: readonly TaskState[],
  edges: readonly Pick<EdgeFacts, 'from' | 'to'>[],
): Culprit[] {
  const runs = Map.groupBy(states, ({ dagId, runId }) => `${dagId ?? ''}\n${runId ?? ''}`);
  return [...runs.values()].flatMap((run) => culpritsOfRun(run, edges));
}

function culpritsOfRun(
  states: readonly TaskState[],
  edges: readonly Pick<EdgeFacts, 'from' | 'to'>[],
): Culprit[] {
  const failed = Map.groupBy(
    states.filter(({ state }) => state === 'failed' || state === 'up_for_retry'),
    ({ taskId }) => taskId,
  );
  const stopped = new Set(
    states.filter(({ state }) => state === 'upstream_failed').map(({ taskId }) => taskId),
  );
  const behind = followersOf(edges);
  const byTime = [...failed].toSorted(([, a], [, b]) => endOf(a).localeCompare(endOf(b)));
  const counts = Map.groupBy(states, ({ taskId }) => taskId);
  const counted = new Set<string>();
  const culprits = byTime.map(([taskId, instances], at) => {
    const reach =
      edges.length > 0 ? reachable(taskId, behind) : at === 0 ? stopped : new Set<string>();
    const own = [...stopped].filter((id) => reach.has(id) && !counted.has(id)).toSorted();
    for (const id of own) counted.add(id);
    return culpritOf(taskId, instances, own, counts.get(taskId)!.length);
  });
  return culprits;
}

function culpritOf(
  taskId: string,
  instances: readonly TaskState[],
  stopped: readonly string[],
  all: number,
): Culprit {
  const [first] = instances;
  const neverStarted = instances.every(
    ({ started, hostname }) => started === null || hostname === null,
  );
  const mapIndexes = instances
    .flatMap(({ mapIndex }) => (mapIndex !== null && mapIndex >= 0 ? [mapIndex] : []))
    .toSorted((a, b) => a - b);
  const ofInstance = mapIndexes.length > 0 ? ` of map index ${mapIndexes[0]}` : '';
  const tries = instances.reduce((most, { tryNumber }) => Math.max(most, tryNumber ?? 0), 0);
  return {
    dagId: first!.dagId,
    runId: first!.runId,
    taskId,
    mapIndexes,
    instances: all,
    tries: tries > 0 ? tries : null,
    stopped,
    neverStarted,
    readNext: neverStarted
      ? 'The task failed before it ran, so it has no log: read the scheduler log at that time (executor, queue, pool), then the events of its pod or the log of the Celery worker.'
      : `The log of ${tries > 0 ? `try ${tries}` : 'the last try'}${ofInstance}.`,
  };
}

const endOf = (instances: readonly TaskState[]): string =>
  instances.map(({ ended, started }) => ended ?? started ?? '9').toSorted()[0]!;

function followersOf(edges: readonly Pick<EdgeFacts, 'from' | 'to'>[]): Map<string, string[]> {
  const behind = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const list = behind.get(from);
    if (list) list.push(to);
    else behind.set(from, [to]);
  }
  return behind;
}

function reachable(from: string, behind: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>();
  const open = [...(behind.get(from) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(behind.get(id) ?? []));
  }
  return seen;
}
