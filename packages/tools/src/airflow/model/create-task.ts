import { field, parts, spanOf, textOf, type PythonSyntax, type Span } from '../python/syntax.ts';
import {
  hostValue,
  list,
  text,
  unknown,
  type FunctionValue,
  type Machine,
  type Value,
} from '../python/value.ts';
import { addProblem, addUnknown, type AirflowContext } from './context.ts';
import {
  createXcom,
  dependencyMethod,
  setupTeardownBlock,
  tasksReferencedBy,
} from './dependency-methods.ts';
import { airflowObject, type Dag, type Group, type Task } from './model.ts';
import { relate } from './relate.ts';
import { noteWork } from './setup-teardown.ts';

export interface TaskRequest {
  /** Class with its module, or that of the decorator. */
  readonly operator: string;
  readonly decorator: string | null;
  readonly callable: FunctionValue | null;
  readonly taskId: Value;
  /** All keyword arguments of the operator. */
  readonly keywords: ReadonlyMap<string, Value>;
  /** Values whose return values make edges, of the mapped arguments too. */
  readonly passed: readonly Value[];
  readonly mapped: Task['mapped'];
  /** TaskFlow tasks get `__1` where their id is taken. */
  readonly uniqueId: boolean;
  readonly site: PythonSyntax;
  /** The group that was open when the task was described, where that is another moment (`partial`). */
  readonly group?: Group | null;
  /** Places of its keyword arguments, where they are not those of the call at `site`. */
  readonly places?: ReadonlyMap<string, Span>;
}

/** Makes a task in the open DAG and group, as the constructor of an operator does. */
export function createTask(request: TaskRequest, context: AirflowContext, machine: Machine): Task {
  const { keywords, site } = request;
  machine.spend(10);
  const given = airflowObject(keywords.get('dag'));
  const open = (given?.type === 'dag' ? given : null) ?? context.openDags.at(-1) ?? null;
  const group = openGroup(request, open, context);
  const dag: Dag | null = open ?? group?.dag ?? null;
  const inGroup = group && (!dag || group.dag === dag) ? group : (dag?.root ?? null);
  const args = mergedArguments(keywords, dag, inGroup, machine);
  const name = operatorName(request.operator);
  const id = fullId(request, dag, inGroup, context, name);
  const task: Task = {
    type: 'task',
    id,
    dag: null,
    group: inGroup,
    operator: request.operator,
    decorator: request.decorator,
    callable: request.callable ?? callableOf(args),
    args,
    given: new Set(keywords.keys()),
    mapped: request.mapped,
    upstream: new Set(),
    downstream: new Set(),
    setup: false,
    teardown: false,
    site,
    places: request.places ?? argumentPlaces(site),
    uncertain: machine.uncertain,
    attribute(attribute) {
      if (attribute === 'task_id')
        return id === null ? unknown('the id of the task is not known', site) : text(id);
      if (attribute === 'output') return hostValue(createXcom([task], context));
      if (attribute === 'dag') return task.dag ? hostValue(task.dag) : undefined;
      const relatives = relativesOf(task, attribute);
      if (relatives) return relatives;
      return dependencyMethod(task, attribute, context, machine) ?? args.get(attribute);
    },
    setAttribute(attribute, value) {
      const owner = airflowObject(value);
      if (attribute === 'dag' && owner?.type === 'dag') register(task, owner, context, site);
      else if (attribute === 'is_setup') task.setup = true;
      else if (attribute === 'is_teardown') task.teardown = true;
      else {
        args.set(attribute, value);
        for (const upper of tasksReferencedBy(value, machine))
          relate(task, [upper], 'upstream', null, { context, machine, site });
      }
    },
  };
  Object.assign(task, setupTeardownBlock([task], context));
  if (dag) register(task, dag, context, site);
  noteWork(task, context);
  for (const value of request.passed)
    for (const upper of tasksReferencedBy(value, machine))
      relate(task, [upper], 'upstream', null, { context, machine, site });
  return task;
}

/** `upstream_list`, `downstream_task_ids` and so on; undefined for other attributes. */
function relativesOf(task: Task, attribute: string): Value | undefined {
  const [, direction, form] = /^(upstream|downstream)_(list|task_ids)$/.exec(attribute) ?? [];
  if (!direction) return undefined;
  const tasks = [...task[direction as 'upstream' | 'downstream']];
  return form === 'list'
    ? list(tasks.map((each) => hostValue(each)))
    : list(
        tasks.map((each) =>
          each.id === null ? unknown('the id of a task is not known', each.site) : text(each.id),
        ),
        'set',
      );
}

export const operatorName = (operator: string): string =>
  operator.slice(operator.lastIndexOf('.') + 1);

/** An open group takes no task while no DAG is open: such a task belongs to no DAG until it is related to one. */
function openGroup(
  { keywords, group }: TaskRequest,
  dag: Dag | null,
  context: AirflowContext,
): Group | null {
  const given = airflowObject(keywords.get('task_group'));
  if (given?.type === 'group') return given;
  if (!dag) return null;
  return group === undefined ? (context.openGroups.at(-1) ?? null) : group;
}

/** default_args of the DAG, then of the groups from outside in, then of the task, then what is written at the task. */
function mergedArguments(
  keywords: ReadonlyMap<string, Value>,
  dag: Dag | null,
  group: Group | null,
  machine: Machine,
): Map<string, Value> {
  const merged = new Map<string, Value>();
  const groups: Group[] = [];
  for (let at = group; at; at = at.parent) groups.unshift(at);
  for (const defaults of [
    dag?.args.get('default_args'),
    ...groups.map(({ defaultArgs }) => defaultArgs),
    keywords.get('default_args'),
  ]) {
    if (defaults?.kind !== 'dict') continue;
    machine.spend(defaults.entries.size);
    for (const { key, value } of defaults.entries.values())
      if (key.kind === 'text' && key.value !== 'params') merged.set(key.value, value);
  }
  for (const [name, value] of keywords) if (name !== 'default_args') merged.set(name, value);
  return merged;
}

function fullId(
  request: TaskRequest,
  dag: Dag | null,
  group: Group | null,
  context: AirflowContext,
  name: string,
): string | null {
  const { taskId, site } = request;
  if (taskId.kind !== 'text' || (group && !group.isRoot && group.id === null)) {
    addUnknown(
      context,
      `task_id of a ${request.decorator ?? name}`,
      unknown(taskId.kind === 'unknown' ? taskId.why : 'the id is no constant', site),
      dag,
    );
    return null;
  }
  const prefix = prefixOf(group);
  if (!request.uniqueId || !dag?.tasks.has(prefix + taskId.value)) return prefix + taskId.value;
  // get_unique_task_id: one more than the largest suffix in use.
  const core = taskId.value.replace(/__\d+$/, '');
  const start = `${prefix}${core}__`;
  let largest = 0;
  for (const id of dag.tasks.keys()) {
    const rest = id.startsWith(start) ? id.slice(start.length) : '';
    if (/^\d+$/.test(rest)) largest = Math.max(largest, Number(rest));
  }
  return `${start}${largest + 1}`;
}

export function prefixOf(group: Group | null): string {
  if (!group || group.isRoot || group.id === null) return '';
  return group.prefix ? `${group.id}.` : '';
}

function register(task: Task, dag: Dag, context: AirflowContext, site: PythonSyntax): void {
  task.dag = dag;
  task.group ??= dag.root;
  if (task.id === null) {
    // Its group is not empty, though what is in it cannot be named.
    task.group.children.push(task);
    return;
  }
  const same = dag.tasks.get(task.id);
  if (same === task) return;
  if (same) {
    // In a loop of which the number of rounds is not known the same id comes twice only perhaps.
    if (!task.uncertain)
      addProblem(
        context,
        'duplicate_task_id',
        `The task id "${task.id}" is used twice.`,
        dag,
        site,
      );
    return;
  }
  dag.tasks.set(task.id, task);
  task.group.children.push(task);
}

const callableOf = (args: ReadonlyMap<string, Value>): FunctionValue | null => {
  const callable = args.get('python_callable');
  return callable?.kind === 'function' ? callable : null;
};

/** Places of the keyword arguments of a call. */
export function argumentPlaces(site: PythonSyntax): Map<string, Span> {
  const places = new Map<string, Span>();
  const given = site.type === 'call' ? field(site, 'arguments') : undefined;
  for (const part of given ? parts(given) : [])
    if (part.type === 'keyword_argument') places.set(textOf(field(part, 'name')!), spanOf(part));
  return places;
}
