import {
  hostValue,
  list,
  native,
  none,
  text,
  type HostObject,
  type Machine,
  type Value,
} from '../python/value.ts';
import type { AirflowContext } from './context.ts';
import { dependenciesIn, relate } from './relate.ts';
import { enterSetupTeardown, exitSetupTeardown } from './setup-teardown.ts';
import { asDependency, type Dependency, type Task, type Xcom } from './model.ts';

/** Methods that tasks, groups, return values and labels share. */
export function dependencyMethod(
  self: Dependency,
  name: string,
  context: AirflowContext,
  machine: Machine,
): Value | undefined {
  if (name === 'set_downstream' || name === 'set_upstream')
    return native(name, (args) => {
      const where = { context, machine, site: args.site };
      const [first] = args.positional;
      const others = first ?? args.keywords.get('task_or_task_list') ?? list([]);
      const modifier = asDependency(args.keywords.get('edge_modifier') ?? none);
      relate(
        self,
        dependenciesIn(others, where),
        name === 'set_upstream' ? 'upstream' : 'downstream',
        modifier?.type === 'label' ? modifier : null,
        where,
      );
      return none;
    });
  if (name === 'as_setup')
    return native(name, () => {
      for (const task of tasksOf(self)) task.setup = true;
      return hostValue(self);
    });
  if (name === 'as_teardown')
    return native(name, (args) => {
      const setups = args.keywords.get('setups');
      const where = { context, machine, site: args.site };
      for (const task of tasksOf(self)) {
        task.teardown = true;
        task.args.set('trigger_rule', text('all_done_setup_success'));
        for (const setup of setups && setups.kind !== 'none' ? dependenciesIn(setups, where) : []) {
          for (const each of tasksOf(setup)) each.setup = true;
          relate(setup, [task], 'downstream', null, where);
        }
      }
      return hostValue(self);
    });
  return undefined;
}

export const tasksOf = (node: Dependency): readonly Task[] =>
  node.type === 'task' ? [node] : node.type === 'xcom' ? node.operators : [];

/** `with` on a setup or teardown task, or on a list of them. */
export function setupTeardownBlock(
  tasks: readonly Task[],
  context: AirflowContext,
): Required<Pick<HostObject, 'enter' | 'exit'>> {
  return {
    enter() {
      enterSetupTeardown(tasks, { context });
      return none;
    },
    exit(machine) {
      const [first] = tasks;
      if (first) exitSetupTeardown({ context, machine, site: first.site });
    },
  };
}

export function createXcom(
  operators: readonly Task[],
  context: AirflowContext,
  key = 'return_value',
): Xcom {
  const xcom: Xcom = {
    type: 'xcom',
    operators,
    ...setupTeardownBlock(operators, context),
    attribute(name, machine) {
      if (name === 'operator') return operators[0] && hostValue(operators[0]);
      if (name === 'map') return native(name, () => hostValue(createXcom(operators, context)));
      if (name === 'zip' || name === 'concat')
        return native(name, ({ positional }) => {
          const others = positional
            .map(asDependency)
            .flatMap((each) => (each?.type === 'xcom' ? each.operators : []));
          return hostValue(createXcom([...operators, ...others], context));
        });
      return dependencyMethod(xcom, name, context, machine);
    },
    item: (item) =>
      hostValue(createXcom(operators, context, item.kind === 'text' ? item.value : key)),
    text() {
      const [task] = operators;
      const dagId = task?.dag?.id.kind === 'text' ? task.dag.id.value : '?';
      return `{{ task_instance.xcom_pull(task_ids='${task?.id ?? '?'}', dag_id='${dagId}', key='${key}') }}`;
    },
  };
  return xcom;
}

/** The tasks whose return values are in a value, at any depth; each once. */
export function tasksReferencedBy(value: Value, machine: Machine): Task[] {
  const found = new Set<Task>();
  const open: Value[] = [value];
  const seen = new Set<Value>();
  for (let next = open.pop(); next; next = open.pop()) {
    machine.spend(1);
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.kind === 'list') open.push(...next.items.toReversed());
    else if (next.kind === 'dict')
      open.push(...[...next.entries.values()].map((entry) => entry.value).toReversed());
    else if (next.kind === 'host') {
      const dependency = asDependency(next);
      if (dependency?.type === 'xcom') for (const task of dependency.operators) found.add(task);
    }
  }
  return [...found];
}
