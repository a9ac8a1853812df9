import type { AssetReference, Fact, PlainValue, TaskFacts } from '../facts.ts';
import { spanOf } from '../python/syntax.ts';
import { unknown, type Machine, type Value } from '../python/value.ts';
import { linesAt, valuePlaces } from './value-places.ts';
import { operatorName } from './create-task.ts';
import { airflowObject, type Task } from './model.ts';
import { toPlain, unresolved } from './plain-value.ts';
import { callbacksOf, factOf, secondsOf } from './read-argument.ts';
import { reference } from './write-schedule.ts';

/** Arguments that have a fact of their own, or are objects of Airflow. */
const notArguments = new Set(['dag', 'task_group', 'default_args', 'doc_md', 'op_args']);

/** Effective values of a task, with the defaults of Airflow 3.0's `BaseOperator` and `BaseSensorOperator`. */
export function writeTask(task: Task, machine: Machine): TaskFacts {
  const { args } = task;
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
    triggerRule: factOf(args.get('trigger_rule'), 'all_success', 'string'),
    retries: factOf(args.get('retries'), 0, 'number'),
    retryDelaySeconds: orDefault(secondsOf(args.get('retry_delay')), 300),
    executionTimeoutSeconds: secondsOf(args.get('execution_timeout')),
    owner: factOf(args.get('owner'), 'airflow', 'string'),
    pool: factOf(args.get('pool'), null, 'string'),
    poolSlots: factOf(args.get('pool_slots'), 1, 'number'),
    queue: factOf(args.get('queue'), null, 'string'),
    priorityWeight: factOf(args.get('priority_weight'), 1, 'number'),
    dependsOnPast: factOf(args.get('depends_on_past'), false, 'boolean'),
    inlets: assetsOf(args.get('inlets')),
    outlets: assetsOf(args.get('outlets')),
    callbacks: callbacksOf(args),
    sensor: kind === 'sensor' ? sensorOf(args) : null,
    displayName: factOf(args.get('task_display_name'), null, 'string'),
    docMd: factOf(args.get('doc_md'), null, 'string'),
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

const sensorOf = (args: ReadonlyMap<string, Value>): TaskFacts['sensor'] => ({
  mode: factOf(args.get('mode'), 'poke', 'string'),
  pokeIntervalSeconds: orDefault(secondsOf(args.get('poke_interval')), 60),
  timeoutSeconds: orDefault(secondsOf(args.get('timeout')), 604_800),
  softFail: factOf(args.get('soft_fail'), false, 'boolean'),
  deferrable: factOf(args.get('deferrable'), false, 'boolean'),
});

const orDefault = (fact: Fact<number | null>, byDefault: number): Fact<number> => fact ?? byDefault;

function assetsOf(value: Value | undefined): Fact<readonly AssetReference[]> {
  if (value === undefined || value.kind === 'none') return [];
  const items = value.kind === 'list' ? value.items : [value];
  if (value.kind === 'list' && value.open) return unresolved(value.open);
  const lost = items.find((item) => item.kind === 'unknown');
  if (lost?.kind === 'unknown') return unresolved(lost);
  const assets = items
    .map(airflowObject)
    .flatMap((object) => (object?.type === 'asset' ? [object] : []));
  if (assets.length < items.length)
    return unresolved(unknown('an inlet or outlet that is no asset', { line: 0, endLine: 0 }));
  return assets.map(reference);
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
