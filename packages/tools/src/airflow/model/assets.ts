import { parts, type PythonSyntax } from '../python/syntax.ts';
import { parameterOf } from '../python/call.ts';
import {
  hostValue,
  list,
  none,
  text,
  unknown,
  type CallArguments,
  type FunctionValue,
  type Machine,
  type Value,
} from '../python/value.ts';
import type { AirflowContext } from './context.ts';
import { createDag } from './create-dag.ts';
import { createTask } from './create-task.ts';
import { airflowObject, argument, type Asset } from './model.ts';

/** `Asset("s3://…")`, `Asset(name=…, uri=…)`, `Dataset(…)`: each stands for the other where only one is given. */
export function createAsset(args: CallArguments): Value {
  const named = args.keywords.get('name');
  const uri = args.keywords.get('uri');
  const [first, second] = args.positional;
  const name =
    named ?? first ?? uri ?? args.open ?? unknown('the name of an asset is not known', args.site);
  return hostValue(assetOf('asset', name, uri ?? second ?? name, args.site));
}

export const createAlias = (args: CallArguments): Value =>
  hostValue(
    assetOf(
      'alias',
      argument(args, 'name', 0) ?? unknown('the name of an alias is not known', args.site),
      null,
      args.site,
    ),
  );

export const createReference = (args: CallArguments): Value => {
  const name = argument(args, 'name', 0);
  const uri = args.keywords.get('uri');
  return hostValue(
    assetOf(
      'ref',
      name ?? uri ?? unknown('the name of an asset is not known', args.site),
      uri ?? null,
      args.site,
    ),
  );
};

export const createAssetTree = (form: 'any' | 'all', of: readonly Value[]): Value =>
  hostValue(treeOf(form, of));

const treeOf = (form: 'any' | 'all', of: readonly Value[]): Asset => ({
  type: 'asset',
  form,
  name: none,
  uri: null,
  of,
  site: null,
});

const assetOf = (
  form: 'asset' | 'alias' | 'ref',
  name: Value,
  uri: Value | null,
  site: PythonSyntax,
): Asset => ({
  type: 'asset',
  form,
  name,
  uri,
  of: [],
  site,
  attribute: (attribute) =>
    attribute === 'name' ? name : attribute === 'uri' ? (uri ?? name) : undefined,
});

/** `a & b`, `a | b`; chains of the same operator are one level, as in Airflow. */
export function combineAssets(operator: '&' | '|', left: Value, right: Value): Value | undefined {
  const [a, b] = [airflowObject(left), airflowObject(right)];
  if (a?.type !== 'asset' || b?.type !== 'asset') return undefined;
  const form = operator === '&' ? 'all' : 'any';
  return createAssetTree(form, a.form === form ? [...a.of, right] : [left, right]);
}

/** `@asset(schedule=…)`: a DAG with one task, both named after the function, whose outlet is the asset. */
export function assetFunction(
  body: FunctionValue,
  args: CallArguments,
  isMulti: boolean,
  context: AirflowContext,
  machine: Machine,
): Value {
  const name = args.keywords.get('name') ?? text(body.name);
  const asset = hostValue(assetOf('asset', name, args.keywords.get('uri') ?? name, body.site));
  const named = new Map(args.keywords);
  for (const only of ['name', 'uri', 'group', 'extra', 'watchers', 'outlets', 'dag_id'])
    named.delete(only);
  const id = args.keywords.get('dag_id') ?? (isMulti ? text(body.name) : name);
  const dag = createDag(id, named, 'asset', body.site, context, machine);
  dag.enter!(machine);
  createTask(
    {
      operator: 'airflow.sdk.definitions.asset.decorators._AssetMainOperator',
      decorator: isMulti ? '@asset.multi' : '@asset',
      callable: body,
      taskId: text(body.name),
      keywords: new Map([
        ['inlets', list(inletsOf(body))],
        ['outlets', isMulti ? (args.keywords.get('outlets') ?? list([])) : list([asset])],
      ]),
      passed: [],
      mapped: null,
      uniqueId: true,
      site: body.site,
    },
    context,
    machine,
  );
  dag.exit!(machine);
  return asset;
}

/** Parameters without a default name the assets that are read. */
function inletsOf(body: FunctionValue): Value[] {
  const nodes: PythonSyntax[] = body.parameters ? parts(body.parameters) : [];
  return nodes.flatMap((node) => {
    const { name } = parameterOf(node);
    return name === null || name === 'self' || name === 'context' || body.defaults.has(name)
      ? []
      : [hostValue(assetOf('ref', text(name), null, node))];
  });
}
