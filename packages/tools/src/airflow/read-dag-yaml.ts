import {
  LineCounter,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { FileFacts } from './facts.ts';
import { addProblem, addUnknown, createContext, type AirflowContext } from './model/context.ts';
import { createDag } from './model/create-dag.ts';
import { createGroup } from './model/create-group.ts';
import { createTask } from './model/create-task.ts';
import { createHost } from './model/host.ts';
import type { Dependency, Group } from './model/model.ts';
import { unresolved } from './model/plain-value.ts';
import { relate } from './model/relate.ts';
import { writeDag } from './model/write-dag.ts';
import { parseMoment } from './python/library.ts';
import { createMachine } from './python/machine.ts';
import type { PythonSyntax } from './python/syntax.ts';
import {
  bool,
  dict,
  keyOf,
  list,
  none,
  number,
  text,
  unknown,
  type Machine,
  type Value,
} from './python/value.ts';
import type { DagSource } from './read-dag-file.ts';
import { createAsset } from './model/assets.ts';

/** Keys of a DAG in dag-factory's YAML that are not arguments of DAG. */
const notArguments = new Set(['tasks', 'task_groups', 'dag_id']);
const notTaskArguments = new Set([
  'operator',
  'decorator',
  'dependencies',
  'task_group_name',
  'task_id',
  'expand',
  'partial',
  'python_callable_name',
  'python_callable_file',
]);

/** DAGs of a dag-factory YAML file: one per top-level key with tasks; `default` holds arguments of all of them. Never throws for bad YAML. */
export function readDagYaml(source: DagSource): FileFacts {
  const counter = new LineCounter();
  const context = createContext();
  const machine = createMachine(source.name, createHost(context), null);
  const unreadable: { line: number; endLine: number }[] = [];
  for (const document of parseAllDocuments(source.text, {
    lineCounter: counter,
    uniqueKeys: false,
  })) {
    for (const error of 'errors' in document ? document.errors : []) {
      const line = error.linePos?.[0].line ?? 1;
      unreadable.push({ line, endLine: error.linePos?.[1]?.line ?? line });
    }
    const root = 'contents' in document ? document.contents : null;
    if (isMap(root)) readDags(root, { context, machine, counter });
  }
  const dags = context.dags.map((dag) => writeDag(dag, machine));
  return {
    file: source.name,
    dags: dags.map((dag) => ({ ...dag, definedBy: 'yaml' as const })),
    problems: context.problems,
    unknowns: [
      ...context.unknowns.map(({ what, value }) => ({ what, ...unresolved(value) })),
      ...dags.flatMap(({ unknowns }) => unknowns),
    ],
    reads: [],
    imports: [],
    importedFiles: [],
    doc: null,
    unreadable,
    cut: [],
  };
}

interface Reading {
  readonly context: AirflowContext;
  readonly machine: Machine;
  readonly counter: LineCounter;
}

function readDags(root: YAMLMap, reading: Reading): void {
  const shared = entriesOf(mapIn(root, 'default'), reading);
  for (const pair of root.items) {
    const name = nameOf(pair);
    const body = pair.value;
    if (name === 'default' || !isMap(body) || !isCollection(body.get('tasks', true))) continue;
    readDag(name, body, shared, siteOf(pair.key as Node, body, reading), reading);
  }
}

function readDag(
  name: string,
  body: YAMLMap,
  shared: ReadonlyMap<string, Value>,
  site: PythonSyntax,
  reading: Reading,
): void {
  const { context, machine } = reading;
  const own = entriesOf(body, reading);
  const args = new Map([...shared, ...own].filter(([key]) => !notArguments.has(key)));
  const defaults = mergedDicts(shared.get('default_args'), own.get('default_args'));
  if (defaults) {
    args.set('default_args', defaults);
    const start = defaults.entries.get(keyOf(text('start_date'))!)?.value;
    if (start && !args.has('start_date')) args.set('start_date', start);
  }
  const schedule = args.get('schedule');
  if (schedule?.kind === 'dict') args.set('schedule', assetsOf(schedule, site));
  const id = own.get('dag_id') ?? text(name);
  const dag = createDag(id, args, 'constructor', site, context, machine);
  dag.registered = true;
  context.openDags.push(dag);
  const groups = readGroups(body, reading);
  const nodes = new Map<string, Dependency>(groups);
  const waiting: {
    readonly node: Dependency;
    readonly on: Value | undefined;
    readonly site: PythonSyntax;
  }[] = [];
  for (const { name: groupName, value, site: place } of namedIn(
    body,
    'task_groups',
    'group_name',
    reading,
  )) {
    const group = groups.get(groupName);
    if (group)
      waiting.push({ node: group, on: entriesOf(value, reading).get('dependencies'), site: place });
  }
  for (const each of namedIn(body, 'tasks', 'task_id', reading)) {
    const given = entriesOf(each.value, reading);
    const task = readTask(each.name, given, groups, each.site, reading);
    nodes.set(each.name, task);
    waiting.push({ node: task, on: given.get('dependencies'), site: each.site });
  }
  for (const { node, on, site: place } of waiting)
    for (const item of on?.kind === 'list' ? on.items : []) {
      const upper = item.kind === 'text' ? nodes.get(item.value) : undefined;
      if (upper) relate(node, [upper], 'upstream', null, { context, machine, site: place });
      else
        addProblem(
          context,
          'unsupported_edge',
          `A dependency names ${item.kind === 'text' ? `"${item.value}"` : 'something'} that is no task and no group.`,
          dag,
          place,
        );
    }
  context.openDags.pop();
}

function readGroups(body: YAMLMap, reading: Reading): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { name, value, site } of namedIn(body, 'task_groups', 'group_name', reading)) {
    const given = entriesOf(value, reading);
    const parent = given.get('parent_group_name');
    const keywords = new Map(
      [...given].filter(
        ([key]) => key === 'tooltip' || key === 'default_args' || key === 'prefix_group_id',
      ),
    );
    const above = parent?.kind === 'text' ? groups.get(parent.value) : undefined;
    if (above) keywords.set('parent_group', { kind: 'host', host: above });
    groups.set(
      name,
      createGroup(
        { groupId: text(name), keywords, suffix: false, mappedOver: null, site },
        reading.context,
        reading.machine,
      ),
    );
  }
  return groups;
}

function readTask(
  name: string,
  given: ReadonlyMap<string, Value>,
  groups: ReadonlyMap<string, Group>,
  site: PythonSyntax,
  { context, machine }: Reading,
) {
  const group = given.get('task_group_name');
  const operator = given.get('operator') ?? given.get('decorator');
  const mapped = given.get('expand');
  const fixed = given.get('partial');
  if (!operator)
    addUnknown(context, `operator of task ${name}`, unknown('the task names no operator', site));
  const keywords = new Map([...given].filter(([key]) => !notTaskArguments.has(key)));
  for (const each of [mapped, fixed])
    if (each?.kind === 'dict')
      for (const { key, value } of each.entries.values())
        if (key.kind === 'text') keywords.set(key.value, value);
  return createTask(
    {
      operator: operator?.kind === 'text' ? operator.value : 'UnknownOperator',
      decorator: given.has('decorator') ? '@task' : null,
      callable: null,
      taskId: text(name),
      keywords,
      passed: [],
      mapped:
        mapped?.kind === 'dict'
          ? { over: keysOf(mapped), partial: fixed?.kind === 'dict' ? keysOf(fixed) : [] }
          : null,
      uniqueId: false,
      site,
      group: (group?.kind === 'text' ? groups.get(group.value) : null) ?? null,
    },
    context,
    machine,
  );
}

/** Tasks and groups stand as a map by name, or as a list with the name inside. */
function namedIn(
  body: YAMLMap,
  key: string,
  idKey: string,
  reading: Reading,
): { name: string; value: YAMLMap; site: PythonSyntax }[] {
  const all: unknown = body.get(key, true);
  if (isMap(all))
    return all.items.flatMap((pair) =>
      isMap(pair.value)
        ? [
            {
              name: nameOf(pair),
              value: pair.value,
              site: siteOf(pair.key as Node, pair.value, reading),
            },
          ]
        : [],
    );
  if (!isSeq(all)) return [];
  return all.items.flatMap((item) => {
    if (!isMap(item)) return [];
    const id: unknown = item.get(idKey);
    return typeof id === 'string'
      ? [{ name: id, value: item, site: siteOf(item, item, reading) }]
      : [];
  });
}

const mapIn = (map: YAMLMap, key: string): YAMLMap | null => {
  const value: unknown = map.get(key, true);
  return isMap(value) ? value : null;
};

const nameOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '?');
const keysOf = (value: Extract<Value, { kind: 'dict' }>): string[] =>
  [...value.entries.values()].flatMap(({ key }) => (key.kind === 'text' ? [key.value] : []));

function entriesOf(map: YAMLMap | null, reading: Reading): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const pair of map?.items ?? [])
    found.set(nameOf(pair), argumentOf(nameOf(pair), pair.value, reading));
  return found;
}

/** dag-factory reads `retry_delay_sec` and the like as durations, and dates from texts. */
function argumentOf(name: string, node: unknown, reading: Reading): Value {
  const value = valueOf(node, reading, 0);
  if ((name === 'start_date' || name === 'end_date') && value.kind === 'text')
    return (
      parseMoment(value.value, null) ??
      unknown('a date that is relative or not known', siteOf(node as Node, node as Node, reading))
    );
  if (/(?:_sec|_secs|_timeout|_delay)$/.test(name) && value.kind === 'number')
    return { kind: 'duration', seconds: value.value };
  return value;
}

function valueOf(node: unknown, reading: Reading, depth: number): Value {
  if (depth > 30) return none;
  if (isMap(node)) {
    const made = dict();
    for (const pair of node.items) {
      const key = text(nameOf(pair));
      made.entries.set(keyOf(key)!, { key, value: argumentOf(nameOf(pair), pair.value, reading) });
    }
    return made;
  }
  if (isSeq(node)) return list(node.items.map((item) => valueOf(item, reading, depth + 1)));
  const plain = isScalar(node) ? node.value : null;
  if (typeof plain === 'string') return text(plain);
  if (typeof plain === 'number') return number(plain);
  if (typeof plain === 'boolean') return bool(plain);
  if (plain instanceof Date) return { kind: 'moment', wall: plain.getTime(), zone: 'UTC' };
  return none;
}

function mergedDicts(
  ...all: readonly (Value | undefined)[]
): Extract<Value, { kind: 'dict' }> | null {
  const made = dict();
  for (const each of all)
    if (each?.kind === 'dict') for (const [id, entry] of each.entries) made.entries.set(id, entry);
  return made.entries.size > 0 ? made : null;
}

/** `schedule: { datasets: [uri, …] }` (or `assets`). */
function assetsOf(schedule: Extract<Value, { kind: 'dict' }>, site: PythonSyntax): Value {
  const found = ['datasets', 'assets']
    .map((key) => schedule.entries.get(keyOf(text(key))!)?.value)
    .find((value) => value?.kind === 'list');
  if (found?.kind !== 'list') return unknown('a schedule that is not known', site);
  return list(
    found.items.map((item) =>
      createAsset({ positional: [item], keywords: new Map(), open: null, site }),
    ),
  );
}

/** A place in the YAML in the form of the parse tree that the model is made for. */
function siteOf(from: Node, to: Node, { counter }: Reading): PythonSyntax {
  const [start, , end] = [from.range?.[0] ?? 0, 0, to.range?.[1] ?? from.range?.[1] ?? 0];
  return {
    type: 'yaml',
    start,
    end,
    line: counter.linePos(start).line,
    endLine: counter.linePos(Math.max(start, end - 1)).line,
    field: null,
    named: true,
    children: [],
    origin: { text: '', file: null, module: null },
  };
}
