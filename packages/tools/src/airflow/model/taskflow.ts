import type { Span } from '../python/syntax.ts';
import {
  hostValue,
  list,
  native,
  text,
  truthOf,
  unknown,
  type CallArguments,
  type FunctionValue,
  type Machine,
  type Value,
} from '../python/value.ts';
import type { AirflowContext } from './context.ts';
import { createGroup } from './create-group.ts';
import { argumentPlaces, createTask } from './create-task.ts';
import { createXcom, tasksReferencedBy } from './dependency-methods.ts';
import type { Task } from './model.ts';

/** Classes that the decorators of the standard provider make. */
const classes: Readonly<Record<string, string>> = {
  task: '_PythonDecoratedOperator',
  'task.python': '_PythonDecoratedOperator',
  'task.virtualenv': '_PythonVirtualenvDecoratedOperator',
  'task.external_python': '_PythonExternalDecoratedOperator',
  'task.branch': '_BranchPythonDecoratedOperator',
  'task.branch_virtualenv': '_BranchPythonVirtualenvDecoratedOperator',
  'task.branch_external_python': '_BranchExternalPythonDecoratedOperator',
  'task.short_circuit': '_ShortCircuitDecoratedOperator',
  'task.sensor': 'DecoratedSensorOperator',
  'task.bash': '_BashDecoratedOperator',
  'task.docker': '_DockerDecoratedOperator',
  'task.kubernetes': '_KubernetesDecoratedOperator',
  'task.pyspark': '_PySparkDecoratedOperator',
};

interface TaskFunction {
  readonly body: FunctionValue;
  /** `task`, `task.branch` … */
  readonly decorator: string;
  readonly keywords: ReadonlyMap<string, Value>;
  readonly partial: ReadonlyMap<string, Value>;
  /** Of the keywords, at the decorator or at `override`. */
  readonly places: ReadonlyMap<string, Span>;
  setup: boolean;
  teardown: boolean;
}

const taskFunctions = new WeakMap<object, TaskFunction>();

/** A function behind `@task`: calling it makes a task, `expand` a mapped one, `override` changes its arguments. */
export function taskFunction(
  definition: TaskFunction,
  context: AirflowContext,
  machine: Machine,
): Value {
  const changed = (changes: Partial<TaskFunction>): Value =>
    taskFunction({ ...definition, ...changes }, context, machine);
  const host = {
    call: (args: CallArguments) =>
      make(
        args,
        [...args.positional, ...args.keywords.values(), ...definition.partial.values()],
        null,
      ),
    attribute(name: string): Value | undefined {
      if (name === 'override')
        return native(name, ({ keywords, site }) =>
          changed({
            keywords: new Map([...definition.keywords, ...keywords]),
            places: new Map([...definition.places, ...argumentPlaces(site)]),
          }),
        );
      if (name === 'partial')
        return native(name, ({ keywords }) =>
          changed({ partial: new Map([...definition.partial, ...keywords]) }),
        );
      if (name === 'expand' || name === 'expand_kwargs')
        return native(name, (args) => {
          const over = name === 'expand' ? [...args.keywords.keys()] : ['**'];
          return make(
            args,
            [...args.positional, ...args.keywords.values(), ...definition.partial.values()],
            {
              over,
              partial: [...definition.partial.keys()],
            },
          );
        });
      return name === 'function' || name === '__wrapped__' ? definition.body : undefined;
    },
    setAttribute(name: string, value: Value) {
      if (name === 'is_setup') definition.setup = truthOf(value) === true;
      if (name === 'is_teardown') definition.teardown = truthOf(value) === true;
    },
  };
  taskFunctions.set(host, definition);
  return hostValue(host);

  function make(args: CallArguments, passed: readonly Value[], mapped: Task['mapped']): Value {
    const keywords = new Map(definition.keywords);
    const taskId = keywords.get('task_id') ?? text(definition.body.name);
    keywords.delete('task_id');
    if (definition.teardown) keywords.set('trigger_rule', text('all_done_setup_success'));
    if (args.positional.length > 0) keywords.set('op_args', list([...args.positional]));
    for (const [name, value] of definition.body.doc === null
      ? []
      : [['doc_md', text(definition.body.doc)] as const])
      if (!keywords.has(name)) keywords.set(name, value);
    const task = createTask(
      {
        operator:
          classes[definition.decorator] ??
          `_${definition.decorator.replace(/^task\./, '')}DecoratedOperator`,
        decorator: `@${definition.decorator}`,
        callable: definition.body,
        taskId,
        keywords,
        passed: [...passed, ...definition.keywords.values()],
        mapped,
        uniqueId: true,
        site: args.site,
        places: definition.places,
      },
      context,
      machine,
    );
    task.setup = definition.setup;
    task.teardown = definition.teardown;
    return hostValue(createXcom([task], context));
  }
}

/** `@setup` and `@teardown`, on a plain function or on one that is a task already. */
export function markTaskFunction(
  kind: 'setup' | 'teardown',
  value: Value,
  context: AirflowContext,
  machine: Machine,
): Value {
  const before = value.kind === 'host' ? taskFunctions.get(value.host) : undefined;
  const definition: TaskFunction | null =
    before ??
    (value.kind === 'function'
      ? {
          body: value,
          decorator: 'task',
          keywords: new Map(),
          partial: new Map(),
          places: new Map(),
          setup: false,
          teardown: false,
        }
      : null);
  return definition ? taskFunction({ ...definition, [kind]: true }, context, machine) : value;
}

/** A function behind `@task_group`. */
export function groupFunction(
  body: FunctionValue,
  keywords: ReadonlyMap<string, Value>,
  partial: ReadonlyMap<string, Value>,
  context: AirflowContext,
  machine: Machine,
): Value {
  return hostValue({
    call: (args) => make(args.positional, args.keywords, args, null),
    attribute(name) {
      if (name === 'override')
        return native(name, (args) =>
          groupFunction(body, new Map([...keywords, ...args.keywords]), partial, context, machine),
        );
      if (name === 'partial')
        return native(name, (args) =>
          groupFunction(body, keywords, new Map([...partial, ...args.keywords]), context, machine),
        );
      if (name === 'expand' || name === 'expand_kwargs')
        return native(name, (args) => {
          const over = [...args.positional, ...args.keywords.values()];
          // Each argument stands for one item at run time, and for the tasks that give the items.
          const items = new Map<string, Value>();
          for (const key of args.keywords.keys()) items.set(key, mappedItem(over, args));
          const open =
            name === 'expand_kwargs'
              ? unknown('arguments of a mapped group are known only at run time', args.site)
              : null;
          return make([], items, { ...args, open }, over);
        });
      return name === '__wrapped__' || name === 'function' ? body : undefined;
    },
  });

  function make(
    positional: readonly Value[],
    named: ReadonlyMap<string, Value>,
    args: CallArguments,
    mappedOver: readonly Value[] | null,
  ): Value {
    const tooltip = keywords.get('tooltip') ?? (body.doc === null ? undefined : text(body.doc));
    const group = createGroup(
      {
        groupId: keywords.get('group_id') ?? text(body.name),
        keywords: tooltip ? new Map([...keywords, ['tooltip', tooltip]]) : keywords,
        suffix: true,
        mappedOver,
        site: args.site,
      },
      context,
      machine,
    );
    group.enter!(machine);
    const result = machine.call(body, {
      positional,
      keywords: new Map([...partial, ...named]),
      open: args.open,
      site: args.site,
    });
    group.exit!(machine);
    return result.kind === 'none' ? hostValue(group) : result;
  }

  function mappedItem(over: readonly Value[], args: CallArguments): Value {
    const operators = over.flatMap((value) => tasksReferencedBy(value, machine));
    return operators.length > 0
      ? hostValue(createXcom(operators, context))
      : unknown('an item of a mapped group is known only at run time', args.site);
  }
}
