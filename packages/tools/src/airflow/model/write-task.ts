import type { AssetReference, Fact, PlainValue, TaskFacts } from '../facts.ts';
import { spanOf } from '../python/syntax.ts';
import type { Machine, Value } from '../python/value.ts';
import { linesAt, valuePlaces } from './value-places.ts';
import { operatorName } from './create-task.ts';
import { airflowObject, type Task } from './model.ts';
import { notKnown, toPlain, unresolved } from './plain-value.ts';
import { callbacksOf, factOf, secondsOf, type GivenArguments } from './read-argument.ts';
import { reference } from './write-schedule.ts';

/** Arguments that have a fact of their own, or are objects of Airflow. */
const notArguments = new Set(['dag', 'task_group', 'default_args', 'doc_md', 'op_args']);

/** Effective values of a task, with the defaults of Airflow 3.0's `BaseOperator` and `BaseSensorOperator`. */
export function writeTask(task: Task, machine: Machine): TaskFacts {
  const { args } = task;
  const given: GivenArguments = {
    args,
    placeOf: (name) => task.places.get(name) ?? spanOf(task.site),
  };
  const operator = operatorName(task.operator);
  const kind = kindOf(task, operator);
  const module = task.operator.lastIndexOf('.');
  return {
    taskId: task.id!,
    operator,
    operatorModule: module < 0 ? null : task.operator.slice(0, module),
    decorator: task.decorator,
    callable: task.callable?.name ?? nameOfImported(args.get('python_callable')),
    callableSpan: task.callable ? spanOf(task.callable.site) : null,
    kind,
    group: task.group && !task.group.isRoot ? task.group.id : null,
    setup: task.setup,
    teardown: task.teardown,
    mapped: task.mapped,
    triggerRule: factOf(given, 'trigger_rule', 'all_success', 'string'),
    retries: factOf(given, 'retries', 0, 'number'),
    retryDelaySeconds: orDefault(secondsOf(given, 'retry_delay'), 300),
    executionTimeoutSeconds: secondsOf(given, 'execution_timeout'),
    owner: factOf(given, 'owner', 'airflow', 'string'),
    pool: factOf(given, 'pool', null, 'string'),
    poolSlots: factOf(given, 'pool_slots', 1, 'number'),
    queue: factOf(given, 'queue', null, 'string'),
    priorityWeight: factOf(given, 'priority_weight', 1, 'number'),
    dependsOnPast: factOf(given, 'depends_on_past', false, 'boolean'),
    inlets: assetsOf(given, 'inlets'),
    outlets: assetsOf(given, 'outlets'),
    callbacks: callbacksOf(given),
    sensor: kind === 'sensor' ? sensorOf(given) : null,
    displayName: factOf(given, 'task_display_name', null, 'string'),
    docMd: factOf(given, 'doc_md', null, 'string'),
    arguments: plainArguments(task),
    argumentLines: linesAt(task.site, task.places),
    valuePlaces: valuePlaces(args, machine),
    fromDefaults: [...args.keys()].filter((name) => !task.given.has(name)),
    span: spanOf(task.site),
    // That the whole DAG is uncertain is said once, at the DAG.
    uncertain:
      task.uncertain && task.uncertain !== task.dag?.uncertain ? unresolved(task.uncertain) : null,
  };
}

function kindOf({ decorator }: Task, operator: string): TaskFacts['kind'] {
  if (decorator?.startsWith('@asset')) return 'asset';
  if (/Sensor/.test(operator) || decorator === '@task.sensor') return 'sensor';
  if (/Branch/.test(operator)) return 'branch';
  if (/ShortCircuit|LatestOnly/.test(operator)) return 'short_circuit';
  return /^(?:Empty|Dummy)Operator$/.test(operator) ? 'empty' : 'task';
}

const nameOfImported = (value: Value | undefined): string | null =>
  value?.kind === 'imported' ? value.name.slice(value.name.lastIndexOf('.') + 1) : null;

const sensorOf = (given: GivenArguments): TaskFacts['sensor'] => ({
  mode: factOf(given, 'mode', 'poke', 'string'),
  pokeIntervalSeconds: orDefault(secondsOf(given, 'poke_interval'), 60),
  timeoutSeconds: orDefault(secondsOf(given, 'timeout'), 604_800),
  softFail: factOf(given, 'soft_fail', false, 'boolean'),
  deferrable: factOf(given, 'deferrable', false, 'boolean'),
});

const orDefault = (fact: Fact<number | null>, byDefault: number): Fact<number> => fact ?? byDefault;

function assetsOf(given: GivenArguments, name: string): Fact<readonly AssetReference[]> {
  const value = given.args.get(name);
  if (value === undefined || value.kind === 'none') return [];
  const items = value.kind === 'list' ? value.items : [value];
  if (value.kind === 'list' && value.open) return unresolved(value.open);
  const assets: AssetReference[] = [];
  for (const item of items) {
    const object = airflowObject(item);
    if (object?.type !== 'asset')
      return notKnown(item, 'an inlet or outlet that is no asset', given.placeOf(name));
    assets.push(reference(object));
  }
  return assets;
}

function plainArguments({ args, given, mapped }: Task): Record<string, PlainValue> {
  const plain: Record<string, PlainValue> = {};
  for (const name of given) {
    const value = args.get(name);
    if (value && !notArguments.has(name))
      plain[name] = mapped?.over.includes(name) ? { over: toPlain(value) } : toPlain(value);
  }
  return plain;
}
