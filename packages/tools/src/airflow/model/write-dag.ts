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
import { spanOf } from '../python/syntax.ts';
import { unknown, type Machine, type Value } from '../python/value.ts';
import { argumentPlaces } from './create-task.ts';
import type { Dag, Group } from './model.ts';
import { toPlain, unresolved } from './plain-value.ts';
import { callbacksOf, factOf, secondsOf } from './read-argument.ts';
import { scheduleOf, timezoneOf } from './write-schedule.ts';
import { linesAt, valuePlaces } from './value-places.ts';
import { writeTask } from './write-task.ts';

/** What a DAG of the evaluated file is, with Airflow 3.0's defaults where the author gave nothing. */
export function writeDag(dag: Dag, machine: Machine): DagFacts {
  const { args, site } = dag;
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
    startDate: dateOf(start),
    endDate: dateOf(args.get('end_date')),
    timezone: timezoneOf(momentOf(start)),
    catchup: factOf(args.get('catchup'), false, 'boolean'),
    maxActiveRuns: factOf(args.get('max_active_runs'), 16, 'number'),
    maxActiveTasks: factOf(args.get('max_active_tasks') ?? args.get('concurrency'), 16, 'number'),
    dagrunTimeoutSeconds: secondsOf(args.get('dagrun_timeout')),
    tags: tagsOf(args.get('tags')),
    description: factOf(args.get('description'), null, 'string'),
    docMd: factOf(args.get('doc_md'), null, 'string'),
    displayName: factOf(args.get('dag_display_name'), null, 'string'),
    isPausedUponCreation: factOf(args.get('is_paused_upon_creation'), null, 'boolean'),
    renderTemplateAsNativeObj: factOf(args.get('render_template_as_native_obj'), false, 'boolean'),
    params: recordOf(args.get('params')),
    defaultArgs: recordOf(defaults),
  };
  return {
    ...facts,
    callbacks: callbacksOf(args),
    given: [...args.keys()],
    argumentLines: linesAt(site, argumentPlaces(site)),
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
  tooltip: factOf(group.tooltip, '', 'string'),
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
const momentOf = (value: Value | undefined): Value | undefined =>
  value?.kind === 'text'
    ? (parseMoment(value.value, null) ??
      unknown('a date that is not known', { line: 0, endLine: 0 }))
    : value;

function dateOf(value: Value | undefined): Fact<string | null> {
  const moment = momentOf(value);
  if (moment === undefined || moment.kind === 'none') return null;
  if (moment.kind === 'unknown') return unresolved(moment);
  const written = moment.kind === 'moment' ? momentInUtc(moment) : null;
  return written ?? unresolved(unknown('a date that is not known', { line: 0, endLine: 0 }));
}

function tagsOf(value: Value | undefined): Fact<readonly string[]> {
  if (value === undefined || value.kind === 'none') return [];
  if (value.kind !== 'list')
    return unresolved(
      value.kind === 'unknown'
        ? value
        : unknown('tags that are not known', { line: 0, endLine: 0 }),
    );
  if (value.open) return unresolved(value.open);
  const lost = value.items.find(({ kind }) => kind !== 'text');
  if (lost)
    return unresolved(
      lost.kind === 'unknown' ? lost : unknown('tags that are not known', { line: 0, endLine: 0 }),
    );
  return value.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
}

function recordOf(value: Value | undefined): Fact<Readonly<Record<string, PlainValue>>> {
  if (value === undefined || value.kind === 'none') return {};
  const plain = toPlain(value);
  if (value.kind === 'dict') return plain as Record<string, PlainValue>;
  return unresolved(
    value.kind === 'unknown'
      ? value
      : unknown('a dictionary that is not known', { line: 0, endLine: 0 }),
  );
}
