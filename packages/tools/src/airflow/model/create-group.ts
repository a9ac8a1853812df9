import type { PythonSyntax } from '../python/syntax.ts';
import { hostValue, text, truthOf, unknown, type Machine, type Value } from '../python/value.ts';
import { addProblem, addUnknown, type AirflowContext } from './context.ts';
import { dependencyMethod, tasksReferencedBy } from './dependency-methods.ts';
import { airflowObject, type Dag, type Group } from './model.ts';
import { relate } from './relate.ts';
import { prefixOf } from './create-task.ts';

export interface GroupRequest {
  readonly groupId: Value;
  readonly keywords: ReadonlyMap<string, Value>;
  /** Groups of `@task_group` functions get `__1` where their id is taken. */
  readonly suffix: boolean;
  /** What a mapped group is mapped over. */
  readonly mappedOver: readonly Value[] | null;
  readonly site: PythonSyntax;
}

export function createRootGroup(dag: Dag, site: PythonSyntax): Group {
  return {
    type: 'group',
    id: null,
    isRoot: true,
    parent: null,
    dag,
    prefix: false,
    defaultArgs: null,
    tooltip: text(''),
    mapped: false,
    children: [],
    usedIds: new Set(),
    upstreamTasks: new Set(),
    site,
  };
}

/** Makes a task group in the open DAG and group, with Airflow's suffixes for ids that are taken. */
export function createGroup(
  request: GroupRequest,
  context: AirflowContext,
  machine: Machine,
): Group {
  const { keywords, site } = request;
  machine.spend(10);
  const givenParent = airflowObject(keywords.get('parent_group'));
  const givenDag = airflowObject(keywords.get('dag'));
  const openDag = givenDag?.type === 'dag' ? givenDag : (context.openDags.at(-1) ?? null);
  const open = context.openGroups.at(-1);
  const parent =
    givenParent?.type === 'group'
      ? givenParent
      : open && open.dag === openDag
        ? open
        : (openDag?.root ?? null);
  const dag = parent?.dag ?? openDag;
  const prefixed = keywords.get('prefix_group_id');
  const group: Group = {
    type: 'group',
    id: groupId(request, parent, dag, context),
    isRoot: false,
    parent,
    dag,
    prefix: prefixed ? truthOf(prefixed) !== false : true,
    defaultArgs: keywords.get('default_args') ?? null,
    tooltip: keywords.get('tooltip') ?? text(''),
    mapped: request.mappedOver !== null,
    children: [],
    usedIds: parent?.usedIds ?? new Set(),
    upstreamTasks: new Set(),
    site,
    attribute(name) {
      if (name === 'group_id')
        return group.id === null
          ? unknown('the id of the group is not known', site)
          : text(group.id);
      return dependencyMethod(group, name, context, machine);
    },
    setAttribute(name, value) {
      if (name === 'tooltip') group.tooltip = value;
    },
    enter() {
      context.openGroups.push(group);
      return hostValue(group);
    },
    exit() {
      for (const value of request.mappedOver ?? [])
        for (const task of tasksReferencedBy(value, machine))
          relate(group, [task], 'upstream', null, { context, machine, site });
      context.openGroups.pop();
    },
  };
  if (!dag)
    addProblem(context, 'invalid_argument', 'A task group stands outside of any DAG.', null, site);
  dag?.groups.push(group);
  parent?.children.push(group);
  if (group.id !== null) group.usedIds.add(group.id);
  return group;
}

function groupId(
  { groupId: given, suffix, site }: GroupRequest,
  parent: Group | null,
  dag: Dag | null,
  context: AirflowContext,
): string | null {
  if (given.kind !== 'text' || (parent && !parent.isRoot && parent.id === null)) {
    addUnknown(
      context,
      'group_id of a task group',
      unknown(given.kind === 'unknown' ? given.why : 'the id is no constant', site),
      dag,
    );
    return null;
  }
  const prefix = prefixOf(parent);
  const id = prefix + given.value;
  const used = parent?.usedIds ?? new Set<string>();
  if (!used.has(id)) return id;
  if (!suffix) {
    addProblem(context, 'duplicate_group_id', `The group id "${id}" is used twice.`, dag, site);
    return id;
  }
  // TaskGroup._check_for_group_id_collisions looks for suffixes behind the id without its prefix.
  const base = given.value.replace(/__\d+$/, '');
  const start = `${base}__`;
  const suffixes = [...used].flatMap((each) => {
    const rest = each.startsWith(start) ? each.slice(start.length) : '';
    return /^\d+$/.test(rest) ? [Number(rest)] : [];
  });
  return suffixes.length === 0
    ? `${prefix}${given.value}__1`
    : `${prefix}${base}__${Math.max(...suffixes) + 1}`;
}
