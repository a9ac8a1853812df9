import { unknown, type Machine, type Value } from '../python/value.ts';
import { spanOf, type PythonSyntax } from '../python/syntax.ts';
import { addProblem, addUnknown, type AirflowContext } from './context.ts';
import { findLeaves, leavesOfGroup, rootsOfGroup } from './group-ends.ts';
import { asDependency, type Dag, type Dependency, type Label, type Task } from './model.ts';

/** What relations need to know of where they are made. */
export interface Relating {
  readonly context: AirflowContext;
  readonly machine: Machine;
  readonly site: PythonSyntax;
}

type Direction = 'upstream' | 'downstream';

/**
 * `self >> others` and `self << others`, after `airflow.sdk.definitions._internal.node`, `taskgroup`, `xcom_arg` and `edges`
 * of Airflow 3.0.
 */
export function relate(
  self: Dependency,
  others: readonly Dependency[],
  direction: Direction,
  label: Label | null,
  where: Relating,
): void {
  where.machine.spend(1 + others.length);
  if (self.type === 'task') relateTask(self, others, direction, label, where);
  else if (self.type === 'xcom')
    for (const task of self.operators) relateTask(task, others, direction, label, where);
  else if (self.type === 'group') {
    const ends =
      direction === 'upstream'
        ? rootsOfGroup(self, where.machine)
        : findLeaves(self, where.machine);
    for (const other of others) updateRelative(self, other, direction, label, where);
    for (const task of ends) relateTask(task, others, direction, null, where);
  } else relateLabel(self, others, direction, where);
}

function relateTask(
  self: Task,
  others: readonly Dependency[],
  direction: Direction,
  label: Label | null,
  where: Relating,
): void {
  const relatives: Task[] = [];
  for (const other of others) {
    updateRelative(other, self, direction === 'upstream' ? 'downstream' : 'upstream', label, where);
    relatives.push(
      ...(direction === 'upstream'
        ? leavesOf(other, where.machine)
        : rootsOf(other, where.machine)),
    );
  }
  where.machine.spend(relatives.length);
  if (relatives.length === 0) return;
  const dags = new Set([self, ...relatives].flatMap(({ dag }) => (dag ? [dag] : [])));
  const [dag] = dags;
  if (dags.size > 1) {
    addProblem(
      where.context,
      'edge_between_dags',
      'Tasks of different DAGs cannot depend on each other.',
      dag ?? null,
      where.site,
    );
    return;
  }
  if (!dag) {
    addProblem(
      where.context,
      'edge_without_dag',
      'Tasks that belong to no DAG cannot depend on each other.',
      null,
      where.site,
    );
    return;
  }
  for (const task of [self, ...relatives]) if (!task.dag) adopt(task, dag, where);
  for (const task of relatives)
    if (direction === 'upstream') connect(task, self, dag, label, where);
    else connect(self, task, dag, label, where);
}

/** A task without a DAG joins the DAG of the tasks that it is related to. */
export function adopt(task: Task, dag: Dag, { context, site }: Relating): void {
  task.dag = dag;
  task.group ??= dag.root;
  if (task.id === null) return;
  if (dag.tasks.has(task.id))
    addProblem(context, 'duplicate_task_id', `The task id "${task.id}" is used twice.`, dag, site);
  else {
    dag.tasks.set(task.id, task);
    dag.root.children.push(task);
  }
}

function connect(
  from: Task,
  to: Task,
  dag: Dag,
  label: Label | null,
  { context, machine, site }: Relating,
): void {
  from.downstream.add(to);
  to.upstream.add(from);
  if (label && from.id !== null && to.id !== null) setLabel(dag, from.id, to.id, label);
  if (from.id === null || to.id === null) {
    addUnknown(
      context,
      `edge ${from.id ?? '?'} -> ${to.id ?? '?'}`,
      unknown('the id of one of its tasks is not known', site),
      dag,
    );
    return;
  }
  const key = `${from.id.length}:${from.id}${to.id}`;
  const before = dag.edges.get(key);
  if (before) before.uncertain &&= machine.uncertain;
  else
    dag.edges.set(key, {
      from,
      to,
      site: spanOf(site),
      uncertain: machine.uncertain,
    });
}

function setLabel(dag: Dag, from: string, to: string, label: Label): void {
  if (label.caption.kind === 'text')
    dag.labels.set(`${from}\n${to}`, [from, to, label.caption.value]);
}

function relateLabel(
  self: Label,
  others: readonly Dependency[],
  direction: Direction,
  where: Relating,
): void {
  if (direction === 'upstream') self.upstream.push(...others);
  else self.downstream.push(...others);
  if (self.upstream.length > 0 && self.downstream.length > 0) convertToGroups(self);
  const ends = direction === 'upstream' ? self.downstream : self.upstream;
  for (const node of ends) relate(node, others, direction, self, where);
}

/** Ends of a label in different groups become the groups themselves (Airflow draws the label between those). */
function convertToGroups(label: Label): void {
  const groupOf = (node: Dependency): string | null => {
    if (node.type === 'group') return node.id;
    const task = node.type === 'task' ? node : node.type === 'xcom' ? node.operators[0] : undefined;
    return task?.group ? (task.group.isRoot ? 'root' : task.group.id) : null;
  };
  const ids = new Set(
    [...label.upstream, ...label.downstream].map(groupOf).filter((id) => id !== null),
  );
  if (ids.size === 1) return;
  const convert = (node: Dependency): Dependency => {
    const group = node.type === 'task' ? node.group : node.type === 'group' ? node.parent : null;
    return group && !group.isRoot ? group : node;
  };
  label.upstream = label.upstream.map(convert);
  label.downstream = label.downstream.map(convert);
}

function updateRelative(
  self: Dependency,
  other: Dependency,
  direction: Direction,
  label: Label | null,
  where: Relating,
): void {
  if (self.type === 'label') {
    relateLabel(self, [other], direction, where);
    return;
  }
  if (self.type !== 'group' || self.id === null) return;
  const [upper, lower] = [`${self.id}.upstream_join_id`, `${self.id}.downstream_join_id`];
  if (other.type === 'group') {
    if (label && self.dag && other.id !== null) {
      if (direction === 'upstream')
        setLabel(self.dag, `${other.id}.downstream_join_id`, upper, label);
      else setLabel(self.dag, lower, `${other.id}.upstream_join_id`, label);
    }
    return;
  }
  for (const task of rootsOf(other, where.machine)) {
    if (direction === 'upstream') self.upstreamTasks.add(task);
    if (!label || !self.dag || task.id === null) continue;
    if (direction === 'upstream') setLabel(self.dag, task.id, upper, label);
    else setLabel(self.dag, lower, task.id, label);
  }
}

function rootsOf(node: Dependency, machine: Machine): readonly Task[] {
  if (node.type === 'task') return [node];
  if (node.type === 'xcom') return node.operators;
  if (node.type === 'group') return rootsOfGroup(node, machine);
  return node.downstream.flatMap((each) => rootsOf(each, machine));
}

function leavesOf(node: Dependency, machine: Machine): readonly Task[] {
  if (node.type === 'task') return [node];
  if (node.type === 'xcom') return node.operators;
  if (node.type === 'group') return leavesOfGroup(node, machine);
  return node.upstream.flatMap((each) => leavesOf(each, machine));
}

/** The dependencies in a value, a list flattened once; what is none of them is noted. */
export function dependenciesIn(value: Value, { context, site }: Relating): readonly Dependency[] {
  const values = value.kind === 'list' ? value.items : [value];
  const found: Dependency[] = [];
  for (const each of values) {
    const dependency = asDependency(each);
    if (dependency) found.push(dependency);
    else if (each.kind === 'unknown') addUnknown(context, 'edge', unknown(each.why, site));
    else
      addProblem(
        context,
        'unsupported_edge',
        'Something that is no task or group stands in a dependency.',
        context.openDags.at(-1) ?? null,
        site,
      );
  }
  if (value.kind === 'list' && value.open)
    addUnknown(context, 'edge', unknown(value.open.why, site));
  return found;
}
