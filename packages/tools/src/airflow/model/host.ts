import { outsideBase } from '../python/call.ts';
import { qualifiedName } from '../python/class-members.ts';
import type { Span } from '../python/syntax.ts';
import { iterate } from '../python/iterate.ts';
import {
  bool,
  hostValue,
  list,
  native,
  none,
  text,
  unknown,
  type CallArguments,
  type ClassValue,
  type Host,
  type Machine,
  type ObjectValue,
  type Value,
} from '../python/value.ts';
import {
  assetFunction,
  combineAssets,
  createAlias,
  createAsset,
  createAssetTree,
  createReference,
} from './assets.ts';
import { addProblem, addUnknown, type AirflowContext } from './context.ts';
import { createDag, dagArguments, dagFunction } from './create-dag.ts';
import { createGroup } from './create-group.ts';
import { argumentPlaces, createTask } from './create-task.ts';
import {
  createXcom,
  dependencyMethod,
  setupTeardownBlock,
  tasksOf,
  tasksReferencedBy,
} from './dependency-methods.ts';
import { chain, chainLinear, crossDownstream } from './chain.ts';
import { operatorPartial } from './mapped-operator.ts';
import { airflowObject, argument, asDependency, type Label } from './model.ts';
import { dependenciesIn, relate } from './relate.ts';
import { groupFunction, markTaskFunction, taskFunction } from './taskflow.ts';

/** What Airflow's names mean while a DAG file is evaluated. */
export function createHost(context: AirflowContext): Host {
  return {
    imported: enumerationMember,
    relativeImport: (node) =>
      addProblem(
        context,
        'relative_import',
        'Airflow loads a DAG file without a package, so this import with a dot in front fails.',
        null,
        node,
      ),
    callImported: (name, args, machine) => callAirflow(name, args, context, machine),
    classAttribute: (type, name) =>
      name === 'partial' && outsideBase(type) !== null
        ? native(name, (args, machine) => operatorPartial(type.name, type, args, context, machine))
        : undefined,
    constructObject: (object, base, args, machine) =>
      constructObject(object, base, args, context, machine),
    constructed: (object, machine) => relateAttributes(object, context, machine),
    calledUnknown: (name, args) => calledUnknown(name, args, context),
    binary(operator, left, right, site, machine) {
      if (operator === '&' || operator === '|') return combineAssets(operator, left, right);
      if (operator !== '>>' && operator !== '<<') return undefined;
      return shift(operator, left, right, { context, machine, site });
    },
  };
}

/** `a >> b` gives b, `[a, b] >> c` gives c. */
function shift(
  operator: '>>' | '<<',
  left: Value,
  right: Value,
  where: Parameters<typeof dependenciesIn>[1],
): Value {
  const direction = operator === '>>' ? 'downstream' : 'upstream';
  const self = asDependency(left);
  if (self) {
    relate(self, dependenciesIn(right, where), direction, null, where);
    return right;
  }
  const other = asDependency(right);
  if (other) {
    relate(
      other,
      dependenciesIn(left, where),
      direction === 'downstream' ? 'upstream' : 'downstream',
      null,
      where,
    );
    return right;
  }
  const lost = left.kind === 'unknown' ? left : right.kind === 'unknown' ? right : null;
  if (lost && where.context.openDags.length > 0)
    addUnknown(where.context, 'edge', unknown(lost.why, where.site));
  return lost ?? unknown(`what ${operator} means here is not known`, where.site);
}

/** Members of Airflow's text enumerations stand for their texts. */
function enumerationMember(name: string): Value | undefined {
  const found =
    /(?:^|\.)(?:TriggerRule|WeightRule|DagRunState|TaskInstanceState|State)\.([A-Z_]+)$/.exec(name);
  return found ? text(found[1]!.toLowerCase()) : undefined;
}

const isAirflow = (name: string): boolean => name === 'airflow' || name.startsWith('airflow.');

function callAirflow(
  name: string,
  args: CallArguments,
  context: AirflowContext,
  machine: Machine,
): Value | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  // Like imports, checks whether something is installed are taken to succeed.
  if (/^is_\w+_(?:installed|available)$/.test(last)) return bool(true);
  if (isAirflow(name)) {
    const known = callByName(name, last, args, context, machine);
    if (known) return known;
  }
  if (last === 'partial') {
    const owner = name.slice(0, -'.partial'.length);
    return /(?:^|\.)_?[A-Z]\w*$/.test(owner)
      ? operatorPartial(owner, null, args, context, machine)
      : undefined;
  }
  return isOperatorCall(last, args) ? operator(name, args, args, context, machine) : undefined;
}

/** Classes that take a task id without being a task. */
const noOperators =
  /^(?:TaskInstance|TaskInstanceKey|SimpleTaskInstance|XCom|XComArg|DagRun|TaskReschedule|Log|TaskNotFound)$/;

/** A class that is called with a task id, or whose name says that it is an operator while its arguments are not known. */
const isOperatorCall = (last: string, { keywords, open }: CallArguments): boolean =>
  /^_?[A-Z]/.test(last) &&
  !noOperators.test(last) &&
  (keywords.has('task_id') ||
    (open !== null && /(?:Operator|Sensor|Transfer)(?:Async)?$/.test(last)));

function operator(
  name: string,
  args: CallArguments,
  passed: Pick<CallArguments, 'positional' | 'keywords'>,
  context: AirflowContext,
  machine: Machine,
  {
    templated,
    places,
  }: {
    readonly templated?: ReadonlySet<string> | undefined;
    readonly places?: ReadonlyMap<string, Span>;
  } = {},
): Value {
  const keywords = new Map(args.keywords);
  const taskId =
    keywords.get('task_id') ?? args.open ?? unknown('the task id is not given', args.site);
  keywords.delete('task_id');
  const values = [...passed.keywords]
    .filter(([key]) => !templated || templated.has(key))
    .map(([, value]) => value);
  const task = createTask(
    {
      operator: name,
      decorator: null,
      callable: null,
      taskId,
      keywords,
      passed: values,
      mapped: null,
      uniqueId: false,
      site: args.site,
      ...(places && { places }),
    },
    context,
    machine,
  );
  return hostValue(task);
}

function callByName(
  name: string,
  last: string,
  args: CallArguments,
  context: AirflowContext,
  machine: Machine,
): Value | undefined {
  const decorated = decoratorCall(name, last, args, context, machine);
  if (decorated) return decorated;
  switch (last) {
    case 'DAG': {
      const named = dagArguments(args);
      const id = named.get('dag_id') ?? args.open ?? unknown('the dag id is not given', args.site);
      named.delete('dag_id');
      return hostValue(createDag(id, named, 'constructor', args.site, context, machine));
    }
    case 'TaskGroup': {
      const groupId =
        argument(args, 'group_id', 0) ??
        args.open ??
        unknown('the group id is not given', args.site);
      const suffix = args.keywords.get('add_suffix_on_collision');
      return hostValue(
        createGroup(
          {
            groupId,
            keywords: args.keywords,
            suffix: suffix?.kind === 'bool' && suffix.value,
            mappedOver: null,
            site: args.site,
          },
          context,
          machine,
        ),
      );
    }
    case 'Label':
    case 'EdgeModifier': {
      const label: Label = {
        type: 'label',
        caption: argument(args, 'label', 0) ?? none,
        upstream: [],
        downstream: [],
        attribute: (attribute) => dependencyMethod(label, attribute, context, machine),
      };
      return hostValue(label);
    }
    case 'chain':
      return chain(args, { context, machine, site: args.site });
    case 'chain_linear':
      return chainLinear(args, { context, machine, site: args.site });
    case 'cross_downstream':
      return crossDownstream(args, { context, machine, site: args.site });
    case 'Asset':
    case 'Dataset':
    case 'Model':
      return createAsset(args);
    case 'AssetAlias':
    case 'DatasetAlias':
      return createAlias(args);
    case 'AssetRef':
    case 'ref':
      return /Asset/.test(name) ? createReference(args) : undefined;
    case 'AssetAny':
    case 'DatasetAny':
      return createAssetTree('any', args.positional);
    case 'AssetAll':
    case 'DatasetAll':
      return createAssetTree('all', args.positional);
    case 'XComArg':
    case 'PlainXComArg': {
      const task = airflowObject(args.positional[0]);
      return task?.type === 'task' ? hostValue(createXcom([task], context)) : undefined;
    }
    case 'context_wrapper': {
      const { items } = iterate(args.positional[0] ?? list([]), args.site, machine);
      const tasks = items.flatMap((item) => {
        const dependency = asDependency(item);
        return dependency ? tasksOf(dependency) : [];
      });
      return hostValue(setupTeardownBlock(tasks, context));
    }
    default:
      return undefined;
  }
}

/** `@dag`, `@task…`, `@task_group`, `@setup`, `@teardown`, `@asset…`, with or without arguments. */
function decoratorCall(
  name: string,
  last: string,
  args: CallArguments,
  context: AirflowContext,
  machine: Machine,
): Value | undefined {
  const taskName =
    /^airflow\.(?:sdk|decorators|providers\.common\.compat\.sdk)(?:\.definitions\.decorators)?\.(task(?:\.\w+)?)$/.exec(
      name,
    )?.[1] ?? (last === 'python_task' ? 'task' : undefined);
  const assetName = /\.(asset(?:\.multi)?)$/.exec(name)?.[1];
  const isDecorators =
    /^airflow\.(?:sdk|decorators|models\.dag|utils|providers\.common\.compat\.sdk)\b/.test(name);
  let make: ((value: Value, given: CallArguments) => Value) | null = null;
  if (taskName)
    make = (value, given) =>
      value.kind === 'function'
        ? taskFunction(
            {
              body: value,
              decorator: taskName,
              keywords: given.keywords,
              partial: new Map(),
              places: argumentPlaces(given.site),
              setup: false,
              teardown: false,
            },
            context,
            machine,
          )
        : value;
  else if (last === 'dag' && isDecorators)
    make = (value, given) =>
      value.kind === 'function' ? dagFunction(value, given, context, machine) : value;
  else if (last === 'task_group' && isDecorators)
    make = (value, given) =>
      value.kind === 'function'
        ? groupFunction(value, given.keywords, new Map(), context, machine)
        : value;
  else if ((last === 'setup' || last === 'teardown') && isDecorators)
    make = (value) => markTaskFunction(last, value, context, machine);
  else if (assetName && isDecorators)
    make = (value, given) =>
      value.kind === 'function'
        ? assetFunction(value, given, assetName === 'asset.multi', context, machine)
        : value;
  if (!make) return undefined;
  const decorate = make;
  const [first] = args.positional;
  const bare = first?.kind === 'function' || first?.kind === 'host';
  if (bare) return decorate(first, { ...args, positional: [], keywords: args.keywords });
  return native(last, ({ positional: [value], site }) =>
    value ? decorate(value, args) : unknown('a decorator without a function', site),
  );
}

/** A class of the file that leads to an operator: its arguments reach the operator through `super().__init__`. */
function constructObject(
  object: ObjectValue,
  base: string,
  args: CallArguments,
  context: AirflowContext,
  machine: Machine,
): Value | undefined {
  const last = base.slice(base.lastIndexOf('.') + 1);
  if (last === 'DAG') return callByName('airflow.DAG', 'DAG', args, context, machine);
  if (!isOperatorCall(last, args)) return undefined;
  return operator(
    qualifiedName(object.class),
    // The task stands where it is made, not where its class calls that of Airflow.
    { ...args, site: object.site },
    { positional: args.positional, keywords: args.keywords },
    context,
    machine,
    {
      templated: templateFields(object.class, last),
      places: new Map([...argumentPlaces(args.site), ...argumentPlaces(object.site)]),
    },
  );
}

/** Return values in the template fields of an object become edges once its constructor has ended. */
function relateAttributes(object: ObjectValue, context: AirflowContext, machine: Machine): void {
  const task = airflowObject(object.stands ?? undefined);
  const base = outsideBase(object.class);
  if (task?.type !== 'task' || base === null) return;
  const templated = templateFields(object.class, base.slice(base.lastIndexOf('.') + 1));
  for (const [name, value] of object.attributes) {
    if (templated && !templated.has(name)) continue;
    for (const upper of tasksReferencedBy(value, machine))
      relate(task, [upper], 'upstream', null, { context, machine, site: task.site });
  }
}

/** Names in `template_fields` of a class of the file; undefined where the base may bring others. */
function templateFields(type: ClassValue, base: string): ReadonlySet<string> | undefined {
  for (
    let at: ClassValue | undefined = type;
    at;
    at = at.bases.find((each) => each.kind === 'class')
  ) {
    const fields = at.members.get('template_fields');
    if (fields?.kind === 'list' && !fields.open)
      return new Set(fields.items.flatMap((item) => (item.kind === 'text' ? [item.value] : [])));
    if (fields) return undefined;
  }
  return base === 'BaseOperator' || base === 'BaseSensorOperator' ? new Set() : undefined;
}

/** Modules of the standard library and of libraries that know no Airflow: their functions add no tasks. */
const withoutTasks =
  /^(?:airflow|os|sys|io|re|abc|ast|csv|json|math|time|copy|enum|uuid|glob|gzip|html|http|shlex|typing|string|random|decimal|logging|hashlib|base64|pathlib|platform|datetime|calendar|tempfile|textwrap|itertools|functools|operator|importlib|inspect|warnings|contextlib|collections|subprocess|urllib|zoneinfo|statistics|yaml|pytz|pendulum|dateutil|requests|pandas|numpy|jinja2|boto3|sqlalchemy)\./;

/** A function of another module that is called inside a DAG, or with one, may add tasks. */
function calledUnknown(name: string, args: CallArguments, context: AirflowContext): void {
  const values = [...args.positional, ...args.keywords.values()];
  const touched = values
    .map(airflowObject)
    .some((object) => object !== null && object.type !== 'asset');
  const inDag = context.openDags.length > 0 && name !== '' && !withoutTasks.test(`${name}.`);
  if (!touched && !inDag) return;
  const callee = name === '' ? 'a function that is not known' : `${name}()`;
  addUnknown(
    context,
    'tasks',
    unknown(`${callee} is not in this file; it may add tasks`, args.site),
  );
}
