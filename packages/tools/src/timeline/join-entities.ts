import { idsOfContainer, idsOfPath, idsOfPod } from './ids-of-path.ts';
import {
  entityKeys,
  type CollectedMilestones,
  type EntityIds,
  type Milestone,
  type MilestoneRule,
} from './milestone.ts';
import { milestoneRules } from './milestone-rules.ts';

export interface TimelineFile {
  readonly fileId: string;
  readonly name: string;
  readonly collected: CollectedMilestones;
  /** Index of the rotated file that was written just before it: what was said there still holds. It stands before this one. */
  readonly follows?: number | null | undefined;
  /** The line in which a diagnosis found its cause, where it is no milestone by itself. */
  readonly found?: { readonly milestone: Milestone; readonly rule: MilestoneRule } | undefined;
}

/** A milestone with the file it stands in and everything it is known to be about. */
export interface PlacedMilestone {
  readonly file: number;
  readonly source: string;
  readonly milestone: Milestone;
  readonly rule: MilestoneRule;
  readonly ids: EntityIds;
  readonly bad: boolean;
}

type OpenIds = { -readonly [Key in keyof EntityIds]: EntityIds[Key] };
type Open = Omit<PlacedMilestone, 'ids'> & { ids: OpenIds };

/** Kinds that a driver logs before it knows the id of its application. */
const beforeApplication = new Set(['submit-started', 'driver-started']);
/** What ends the work on one application in a log that goes on. */
const endsApplication = new Set(['command-ended', 'driver-stopped']);
/** Programs that work for one application at a time, so that its id holds for the lines behind it. */
const ofOneApplication = new Set(['spark-driver', 'spark-submit', 'spark-executor', 'diagnosis']);
const tryKeys = ['dag', 'run', 'task', 'map', 'try'] as const;

/**
 * Tells what each milestone is about: from its own text, the path of its file, what was said before it in the same file, and
 * other files (an instance id and its task, a container and its executor, an application and the task that submitted it).
 */
export function joinEntities(files: readonly TimelineFile[]): PlacedMilestone[] {
  const ends: Context[] = [];
  const all = files.flatMap((file, index) => {
    const { placed, end } = withinFile(file, index, ends[file.follows ?? -1]);
    ends.push(end);
    return placed;
  });
  const instances = new Map<string, OpenIds>();
  const executors = new Map<string, string>();
  const containers = new Map<string, string>();
  const tries = new Map<string, OpenIds>();
  for (const { ids } of all) {
    if (ids.instance !== undefined && ids.task !== undefined)
      instances.set(ids.instance, pick(ids));
    if (ids.container !== undefined && ids.executor !== undefined) {
      executors.set(ids.container, ids.executor);
      containers.set(`${ids.application}/${ids.executor}`, ids.container);
    }
  }
  const applications = new Set(all.flatMap(({ ids }) => ids.application ?? []));
  const only = applications.size === 1 ? [...applications][0] : undefined;
  for (const each of all) {
    const { ids } = each;
    const instance = ids.instance === undefined ? undefined : instances.get(ids.instance);
    if (instance) each.ids = { ...instance, ...ids };
    const executor = ids.container === undefined ? undefined : executors.get(ids.container);
    if (executor !== undefined) each.ids.executor ??= executor;
    if (only !== undefined && (ofOneApplication.has(each.rule.tool) || ids.pod !== undefined))
      each.ids.application ??= only;
    const container = containers.get(`${each.ids.application}/${each.ids.executor}`);
    if (container !== undefined) each.ids.container ??= container;
    if (each.ids.application !== undefined && each.ids.task !== undefined)
      tries.set(each.ids.application, pick(each.ids));
  }
  for (const each of all) {
    const submitter =
      each.ids.application === undefined ? undefined : tries.get(each.ids.application);
    if (submitter && each.ids.task === undefined) each.ids = { ...submitter, ...each.ids };
  }
  return all;
}

/** What holds for the lines that come. */
interface Context {
  readonly application: string | undefined;
  readonly task: OpenIds;
}

function withinFile(
  file: TimelineFile,
  index: number,
  before: Context | undefined,
): { placed: Open[]; end: Context } {
  const ofFile = idsOfPath(file.name);
  const placed: Open[] = [];
  let application = before?.application ?? ofFile.application;
  let task: OpenIds = before?.task ?? {};
  const { found } = file;
  const milestones = found
    ? [...file.collected.milestones, found.milestone].toSorted((a, b) => a.line - b.line)
    : file.collected.milestones;
  for (const milestone of milestones) {
    const rule = milestone === found?.milestone ? found.rule : milestoneRules[milestone.rule];
    if (!rule) continue;
    const base =
      milestone.inside === undefined ? ofFile : { ...ofFile, ...idsOfPath(milestone.inside) };
    const own: OpenIds = {};
    for (const key of entityKeys)
      if (milestone.facts[key] !== undefined) own[key] = milestone.facts[key];
    if (own.pod === undefined && milestone.facts['named'] !== undefined)
      own.pod = milestone.facts['named'];
    if (own.map === '-1') delete own.map;
    if (own.container !== undefined) Object.assign(own, idsOfContainer(own.container), { ...own });
    if (own.pod !== undefined) Object.assign(own, idsOfPod(own.pod));
    // A task that does not run in the log of another, or words of the dag processor: not the start of a try.
    const isTaskLog = base.task !== undefined || task.task !== undefined;
    if (milestone.matched.startsWith('DAG bundles loaded') && !isTaskLog) continue;
    if (ofOneApplication.has(rule.tool) && own.application !== undefined)
      application = own.application;
    if (rule.kind === 'task-try-started' || rule.kind === 'task-try-ended')
      if (own.task !== undefined && base.task === undefined && own.instance === undefined)
        task = { ...task, ...pick(own) };
    const inherited: OpenIds = { ...base };
    if (
      ofOneApplication.has(rule.tool) &&
      application !== undefined &&
      !beforeApplication.has(rule.kind)
    )
      inherited.application = application;
    if (own.application !== undefined && own.application !== base.application)
      delete inherited.executor;
    const ids = {
      ...(namesOtherTasks(rule.kind) ? {} : task),
      ...inherited,
      ...own,
    };
    const bad = typeof rule.bad === 'function' ? rule.bad(milestone.facts) : (rule.bad ?? false);
    placed.push({ file: index, source: file.name, milestone, rule, ids, bad });
    if (endsApplication.has(rule.kind) && base.application === undefined) application = undefined;
  }
  backFill(placed);
  return { placed, end: { application, task } };
}

/** The scheduler speaks of many tasks. */
const namesOtherTasks = (kind: string): boolean =>
  kind === 'task-queued' ||
  kind === 'task-blocked' ||
  kind === 'task-try-reported' ||
  kind === 'dag-run-ended';

/** The first lines of a driver and of an executor belong to the ids that come right after them. */
function backFill(placed: readonly Open[]): void {
  let application: string | undefined;
  let executor: string | undefined;
  for (const { rule, ids } of placed.toReversed()) {
    if (endsApplication.has(rule.kind)) application = undefined;
    if (beforeApplication.has(rule.kind)) {
      if (application !== undefined) ids.application ??= application;
      if (rule.kind === 'submit-started') application = undefined;
    } else if (ids.application !== undefined && ofOneApplication.has(rule.tool))
      application = ids.application;
    if (rule.tool === 'spark-executor') {
      if (ids.executor !== undefined) executor = ids.executor;
    }
  }
  // What an executor says behind its first line is about it as well.
  for (const { rule, ids } of placed)
    if (rule.tool === 'spark-executor') {
      if (rule.kind === 'executor-started') executor = ids.executor;
      if (executor !== undefined) ids.executor ??= executor;
    }
}

const pick = (ids: OpenIds): OpenIds => {
  const picked: OpenIds = {};
  for (const key of tryKeys) if (ids[key] !== undefined) picked[key] = ids[key];
  return picked;
};
