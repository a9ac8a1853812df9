import type {
  DagFacts,
  EdgeFacts,
  Fact,
  GroupFacts,
  PlainValue,
  Unknown,
  Unresolved,
} from '../facts.ts';
import { isUnresolved } from '../facts.ts';
import { parseMoment } from '../python/library.ts';
import { momentInUtc } from '../python/moment.ts';
import { spanOf, type Span } from '../python/syntax.ts';
import { unknown, type Machine, type Value } from '../python/value.ts';
import { argumentPlaces } from './create-task.ts';
import type { Dag, Group } from './model.ts';
import { notKnown, toPlain, unresolved } from './plain-value.ts';
import { callbacksOf, factOf, secondsOf, type GivenArguments } from './read-argument.ts';
import { scheduleOf, timezoneOf } from './write-schedule.ts';
import { linesAt, valuePlaces } from './value-places.ts';
import { writeTask } from './write-task.ts';

/** What a DAG of the evaluated file is, with Airflow 3.0's defaults where the author gave nothing. */
export function writeDag(dag: Dag, machine: Machine): DagFacts {
  const { args, site } = dag;
  const places = argumentPlaces(site);
  const given: GivenArguments = {
    args,
    placeOf: (name) => places.get(name) ?? spanOf(site),
  };
  const defaults = args.get('default_args');
  const defaultOf = (name: string): Value | undefined =>
    defaults?.kind === 'dict'
      ? [...defaults.entries.values()].find(({ key }) => key.kind === 'text' && key.value === name)
          ?.value
      : undefined;
  // Where the DAG has none of its own, the start date of its tasks is its start date too.
  const start = args.get('start_date') ?? defaultOf('start_date');
  const tasks = [...dag.tasks.values()].map((task) => writeTask(task, machine));
  const facts = {
    dagId:
      dag.id.kind === 'text'
        ? dag.id.value
        : unresolved(dag.id.kind === 'unknown' ? dag.id : unknown('the id is no constant', site)),
    definedBy: dag.definedBy,
    schedule: scheduleOf(dag),
    startDate: dateOf(start, given.placeOf('start_date')),
    endDate: dateOf(args.get('end_date'), given.placeOf('end_date')),
    timezone: timezoneOf(momentOf(start, given.placeOf('start_date'))),
    catchup: factOf(given, 'catchup', false, 'boolean'),
    maxActiveRuns: factOf(given, 'max_active_runs', 16, 'number'),
    maxActiveTasks: factOf(
      given,
      args.has('max_active_tasks') ? 'max_active_tasks' : 'concurrency',
      16,
      'number',
    ),
    dagrunTimeoutSeconds: secondsOf(given, 'dagrun_timeout'),
    tags: tagsOf(args.get('tags'), given.placeOf('tags')),
    description: factOf(given, 'description', null, 'string'),
    docMd: factOf(given, 'doc_md', null, 'string'),
    displayName: factOf(given, 'dag_display_name', null, 'string'),
    isPausedUponCreation: factOf(given, 'is_paused_upon_creation', null, 'boolean'),
    renderTemplateAsNativeObj: factOf(given, 'render_template_as_native_obj', false, 'boolean'),
    params: recordOf(args.get('params'), given.placeOf('params')),
    defaultArgs: recordOf(defaults, given.placeOf('default_args')),
  };
  return {
    ...facts,
    callbacks: callbacksOf(given),
    given: [...args.keys()],
    argumentLines: linesAt(site, places),
    valuePlaces: valuePlaces(new Map([...args, ['dag_id', dag.id]]), machine),
    tasks,
    edges: edgesOf(dag),
    groups: dag.groups.filter(({ id }) => id !== null).map(writeGroup),
    edgeLabels: [...dag.labels.values()],
    unknowns: unknownsOf(dag, facts, tasks),
    span: spanOf(site),
    uncertain: dag.uncertain && unresolved(dag.uncertain),
  };
}

function edgesOf(dag: Dag): EdgeFacts[] {
  return [...dag.edges.values()]
    .filter(({ from, to }) => from.dag === dag && to.dag === dag)
    .map(({ from, to, site, uncertain }) => ({
      from: from.id!,
      to: to.id!,
      label: dag.labels.get(`${from.id}\n${to.id}`)?.[2] ?? null,
      span: site,
      uncertain: uncertain && uncertain !== dag.uncertain ? unresolved(uncertain) : null,
    }));
}

const writeGroup = (group: Group): GroupFacts => ({
  groupId: group.id!,
  parent: group.parent && !group.parent.isRoot ? group.parent.id : null,
  tooltip: factOf(
    { args: new Map([['tooltip', group.tooltip]]), placeOf: () => spanOf(group.site) },
    'tooltip',
    '',
    'string',
  ),
  prefixGroupId: group.prefix,
  mapped: group.mapped,
  children: group.children.flatMap(({ id }) => (id === null ? [] : [id])),
  span: spanOf(group.site),
});

/** All that is not known about a DAG: of its own arguments, of its tasks, and what was noted on the way. */
function unknownsOf(dag: Dag, facts: Record<string, unknown>, tasks: DagFacts['tasks']): Unknown[] {
  const found: Unknown[] = dag.unknowns.map(({ what, value }) => ({ what, ...unresolved(value) }));
  for (const [what, fact] of Object.entries(facts))
    if (isUnresolved(fact) && what !== 'dagId') found.push({ what, ...fact });
  const lines = new Set<string>();
  for (const task of tasks) {
    if (task.uncertain)
      found.push({ what: `whether task ${task.taskId} exists`, ...task.uncertain });
    for (const [what, fact] of Object.entries(task))
      if (what !== 'uncertain' && isUnresolved(fact)) {
        lines.add(`${task.taskId}:${fact.line}`);
        found.push({ what: `${what} of task ${task.taskId}`, ...fact });
      }
    for (const [name, value] of Object.entries(task.arguments))
      if (isUnresolved(value) && !lines.has(`${task.taskId}:${value['line'] as number}`))
        found.push({
          what: `argument ${name} of task ${task.taskId}`,
          ...(value as unknown as Unresolved),
        });
  }
  if (dag.uncertain) found.push({ what: 'whether the DAG exists', ...unresolved(dag.uncertain) });
  return found.toSorted((a, b) => a.line - b.line);
}

/** Airflow also takes dates as text. */
const momentOf = (value: Value | undefined, place: Span): Value | undefined =>
  value?.kind === 'text'
    ? (parseMoment(value.value, null) ?? unknown('a date that is not known', place))
    : value;

function dateOf(value: Value | undefined, place: Span): Fact<string | null> {
  const moment = momentOf(value, place);
  if (moment === undefined || moment.kind === 'none') return null;
  const written = moment.kind === 'moment' ? momentInUtc(moment) : null;
  return written ?? notKnown(moment, 'a date that is not known', place);
}

function tagsOf(value: Value | undefined, place: Span): Fact<readonly string[]> {
  if (value === undefined || value.kind === 'none') return [];
  if (value.kind !== 'list') return notKnown(value, 'tags that are not known', place);
  if (value.open) return unresolved(value.open);
  const lost = value.items.find(({ kind }) => kind !== 'text');
  if (lost) return notKnown(lost, 'tags that are not known', place);
  return value.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
}

function recordOf(
  value: Value | undefined,
  place: Span,
): Fact<Readonly<Record<string, PlainValue>>> {
  if (value === undefined || value.kind === 'none') return {};
  return value.kind === 'dict'
    ? (toPlain(value) as Record<string, PlainValue>)
    : notKnown(value, 'a dictionary that is not known', place);
}
