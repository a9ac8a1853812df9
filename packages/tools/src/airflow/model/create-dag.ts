import { field, parts, type PythonSyntax } from '../python/syntax.ts';
import { parameterOf } from '../python/call.ts';
import {
  dict,
  hostValue,
  keyOf,
  list,
  native,
  none,
  text,
  unknown,
  type CallArguments,
  type FunctionValue,
  type Machine,
  type Value,
} from '../python/value.ts';
import { argumentPlaces } from './create-task.ts';
import { addUnknown, type AirflowContext } from './context.ts';
import { createRootGroup } from './create-group.ts';
import { rootsOfGroup, leavesOfGroup } from './group-ends.ts';
import { adopt } from './relate.ts';
import { airflowObject, type Dag } from './model.ts';
import { taskFunction } from './taskflow.ts';

/** Arguments of DAG by place, Airflow 2 and 3: only the first two are given so. */
const places = ['dag_id', 'description', 'schedule'];

export function dagArguments(args: CallArguments): Map<string, Value> {
  const named = new Map<string, Value>();
  for (const [at, value] of args.positional.entries()) if (places[at]) named.set(places[at], value);
  for (const [name, value] of args.keywords) named.set(name, value);
  return named;
}

/** Makes a DAG; it belongs to the file once it is entered with `with`, or found among the module's variables. */
export function createDag(
  id: Value,
  args: Map<string, Value>,
  definedBy: Dag['definedBy'],
  site: PythonSyntax,
  context: AirflowContext,
  machine: Machine,
): Dag {
  machine.spend(10);
  const dag: Dag = {
    type: 'dag',
    id,
    args,
    definedBy,
    root: undefined as never,
    tasks: new Map(),
    edges: new Map(),
    groups: [],
    labels: new Map(),
    unknowns: [],
    site,
    uncertain: machine.uncertain,
    registered: false,
    attribute(name) {
      if (name === 'dag_id') return id;
      if (name === 'task_group') return hostValue(dag.root);
      if (name === 'default_args') return args.get(name) ?? dict();
      if (name === 'tasks' || name === 'roots' || name === 'leaves') {
        const tasks =
          name === 'tasks'
            ? [...dag.tasks.values()]
            : name === 'roots'
              ? rootsOfGroup(dag.root, machine)
              : leavesOfGroup(dag.root, machine);
        return list(tasks.map((task) => hostValue(task)));
      }
      if (name === 'task') return taskDecoratorOf(dag, context, machine);
      if (name === 'task_ids') return list([...dag.tasks.keys()].map((each) => text(each)));
      if (name === 'get_task')
        return native(name, ({ positional: [taskId], site: place }) => {
          const task = taskId?.kind === 'text' ? dag.tasks.get(taskId.value) : undefined;
          return task ? hostValue(task) : unknown('a task that is not known', place);
        });
      if (name === 'task_dict') {
        const all = dict();
        for (const task of dag.tasks.values())
          all.entries.set(keyOf(text(task.id!))!, { key: text(task.id!), value: hostValue(task) });
        return all;
      }
      if (name === 'add_task' || name === 'add_tasks')
        return native(name, ({ positional: [added], site: place }) => {
          for (const value of added?.kind === 'list' ? added.items : added ? [added] : []) {
            const task = airflowObject(value);
            if (task?.type === 'task' && !task.dag)
              adopt(task, dag, { context, machine, site: place });
          }
          return none;
        });
      return args.get(name);
    },
    setAttribute(name, value) {
      args.set(name, value);
    },
    enter() {
      dag.registered = true;
      if (dag.definedBy === 'constructor') dag.definedBy = 'context';
      context.openDags.push(dag);
      context.openGroups.push(dag.root);
      return hostValue(dag);
    },
    exit() {
      context.openDags.pop();
      context.openGroups.pop();
    },
  };
  Object.assign(dag, { root: createRootGroup(dag, site) });
  if (id.kind !== 'text')
    addUnknown(
      context,
      'dag_id',
      unknown(id.kind === 'unknown' ? id.why : 'the id is no constant', site),
      dag,
    );
  context.dags.push(dag);
  return dag;
}

/** `@dag_object.task`, with or without arguments: its tasks belong to that DAG wherever the function is called. */
function taskDecoratorOf(dag: Dag, context: AirflowContext, machine: Machine): Value {
  return native('task', ({ positional: [first], keywords, site: decorator }) => {
    const decorate = (body: Value): Value =>
      body.kind === 'function'
        ? taskFunction(
            {
              body,
              decorator: 'task',
              keywords: new Map([...keywords, ['dag', hostValue(dag)]]),
              partial: new Map(),
              places: argumentPlaces(decorator),
              setup: false,
              teardown: false,
            },
            context,
            machine,
          )
        : body;
    return first
      ? decorate(first)
      : native('task', ({ positional: [body], site }) =>
          body ? decorate(body) : unknown('a decorator without a function', site),
        );
  });
}

/** `@dag`: calling the function makes a DAG and runs the body in it. Its parameters are params of the DAG, known only at run time. */
export function dagFunction(
  body: FunctionValue,
  decoratorArgs: CallArguments,
  context: AirflowContext,
  machine: Machine,
): Value {
  const declared = { name: body.name, site: decoratorArgs.site, called: false };
  context.dagFunctions.push(declared);
  return hostValue({
    call(args) {
      declared.called = true;
      const named = dagArguments(decoratorArgs);
      const id = named.get('dag_id') ?? text(body.name);
      named.delete('dag_id');
      if (!named.has('doc_md') && body.doc !== null) named.set('doc_md', text(body.doc));
      const dag = createDag(id, named, 'decorator', body.site, context, machine);
      const params = given(named.get('params'));
      const passed = new Map<string, Value>();
      for (const node of body.parameters ? parts(body.parameters) : []) {
        const { name } = parameterOf(node);
        if (name === null) continue;
        const value = args.keywords.get(name) ?? body.defaults.get(name);
        if (value) params.entries.set(keyOf(text(name))!, { key: text(name), value });
        passed.set(
          name,
          unknown('a DAG parameter is known only at run time', field(node, 'name') ?? node),
        );
      }
      if (params.entries.size > 0) named.set('params', params);
      dag.enter!(machine);
      machine.call(body, { positional: [], keywords: passed, open: null, site: args.site });
      dag.exit!(machine);
      return hostValue(dag);
    },
    attribute: (name) => (name === '__wrapped__' ? body : undefined),
  });
}

const given = (params: Value | undefined): Extract<Value, { kind: 'dict' }> =>
  params?.kind === 'dict' ? { ...params, entries: new Map(params.entries) } : dict();
