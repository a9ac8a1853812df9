import { isUnresolved, type DagFacts } from '../../facts.ts';
import { branchTargets } from '../branch-targets.ts';
import { code, finding, type Finding, type Rule, type RuleInput } from '../finding.ts';

/** Cycles, joins behind branches that are always skipped, and branches that name tasks they cannot choose. */
export const graph: Rule = function* (input) {
  for (const dag of input.facts.dags) {
    yield* cycles(input, dag);
    const down = followers(dag);
    for (const task of dag.tasks.filter(({ kind }) => kind === 'branch')) {
      yield* joins(input, dag, task.taskId, down);
      yield* targets(input, dag, task.taskId, down);
    }
  }
};

function followers({ edges }: DagFacts): Map<string, string[]> {
  const down = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const list = down.get(from);
    if (list) list.push(to);
    else down.set(from, [to]);
  }
  return down;
}

/** Tasks that are left when all without open predecessors are taken away, again and again, stand on a cycle or behind one. */
function* cycles(input: RuleInput, dag: DagFacts): Generator<Finding> {
  const down = followers(dag);
  const open = new Map(dag.tasks.map(({ taskId }) => [taskId, 0]));
  for (const { to } of dag.edges) open.set(to, (open.get(to) ?? 0) + 1);
  const free = [...open].filter(([, count]) => count === 0).map(([id]) => id);
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    open.delete(id);
    for (const next of down.get(id) ?? []) {
      const left = (open.get(next) ?? 0) - 1;
      open.set(next, left);
      if (left === 0) free.push(next);
    }
  }
  const [first] = open.keys();
  if (first === undefined) return;
  const path = cycleFrom(first, down, new Set(open.keys()));
  const edge = dag.edges.find(({ from, to }) => from === path.at(-1) && to === path[0]);
  const { file, line } = (edge ?? dag).span;
  yield finding(
    input,
    'cycle',
    'error',
    { file, line, dag },
    `The tasks ${[...path, path[0]!].map(code).join(' -> ')} form a cycle.`,
    'Remove one of these dependencies.',
  );
}

function cycleFrom(
  start: string,
  down: ReadonlyMap<string, readonly string[]>,
  left: ReadonlySet<string>,
): string[] {
  const path = [start];
  const at = new Map([[start, 0]]);
  for (;;) {
    const next = (down.get(path.at(-1)!) ?? []).find((id) => left.has(id));
    // A task behind a cycle leads nowhere: begin with another one that is left.
    if (next === undefined) {
      const others = [...left].filter((id) => !at.has(id));
      if (others.length === 0) return path;
      const rest = new Set(others);
      return cycleFrom(others[0]!, down, rest);
    }
    const seen = at.get(next);
    if (seen !== undefined) return path.slice(seen);
    at.set(next, path.length);
    path.push(next);
  }
}

function* joins(
  input: RuleInput,
  dag: DagFacts,
  branch: string,
  down: ReadonlyMap<string, readonly string[]>,
): Generator<Finding> {
  const options = down.get(branch) ?? [];
  if (options.length < 2) return;
  // From which options each task is reached.
  const reached = new Map<string, Set<string>>();
  for (const option of options) {
    const open = [option];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const from = reached.get(id) ?? new Set();
      if (from.has(option)) continue;
      from.add(option);
      reached.set(id, from);
      open.push(...(down.get(id) ?? []));
    }
  }
  const direct = new Set(options);
  for (const task of dag.tasks) {
    const from = reached.get(task.taskId);
    if (!from || from.size < 2 || direct.has(task.taskId) || task.triggerRule !== 'all_success')
      continue;
    // Behind the first join nothing else needs to be said.
    const uppers = dag.edges.filter(({ to }) => to === task.taskId).map((edge) => edge.from);
    if (uppers.some((upper) => (reached.get(upper)?.size ?? 0) > 1)) continue;
    yield finding(
      input,
      'join-after-branch',
      'warning',
      {
        file: task.span.file,
        line: task.argumentLines['trigger_rule'] ?? task.span.line,
        dag,
        taskId: task.taskId,
      },
      `Task ${code(task.taskId)} joins branches of ${code(branch)} but waits for all of them (trigger rule all_success); the branch that is not taken is skipped, and so is this task.`,
      'Set trigger_rule="none_failed_min_one_success".',
    );
  }
}

function* targets(
  input: RuleInput,
  dag: DagFacts,
  branch: string,
  down: ReadonlyMap<string, readonly string[]>,
): Generator<Finding> {
  const task = dag.tasks.find(({ taskId }) => taskId === branch)!;
  const found = branchTargets(input, task);
  if (!found) return;
  const direct = new Set(down.get(branch));
  const groups = new Set(dag.groups.map(({ groupId }) => groupId));
  // Tasks of other files, or with ids that are not known, may be meant.
  if (
    dag.unknowns.some(
      ({ what }) => what.startsWith('task_id') || what === 'tasks' || what.startsWith('edge'),
    )
  )
    return;
  for (const { id, line } of found.ids)
    if (!direct.has(id) && !groups.has(id)) {
      const exists = dag.tasks.some(({ taskId }) => taskId === id);
      yield finding(
        input,
        'branch-target',
        'error',
        { line, dag, taskId: branch },
        exists
          ? `Branch ${code(branch)} returns ${code(id)}, which does not follow it directly.`
          : `Branch ${code(branch)} returns ${code(id)}, which is no task of the DAG.`,
        'Return ids of tasks that follow the branch directly, with the prefix of their group.',
      );
    }
  if (!found.complete) return;
  const named = new Set(found.ids.map(({ id }) => id));
  for (const id of direct) {
    const group = dag.tasks.find(({ taskId }) => taskId === id)?.group ?? null;
    const isNamed =
      named.has(id) ||
      (group !== null && [...named].some((name) => group === name || group.startsWith(`${name}.`)));
    if (isNamed) continue;
    const follower = dag.tasks.find(({ taskId }) => taskId === id);
    if (follower && !isUnresolved(follower.triggerRule) && follower.triggerRule !== 'all_success')
      continue;
    yield finding(
      input,
      'branch-never-taken',
      'warning',
      { file: (follower ?? task).span.file, line: (follower ?? task).span.line, dag, taskId: id },
      `Task ${code(id)} follows branch ${code(branch)}, which never returns it: it is always skipped.`,
      'Return its id somewhere, or let it not depend on the branch.',
    );
  }
}
