import type { SeenRun } from './seen-run.ts';
import { jobOfName } from '../spark/index.ts';
import { idsOfPath } from './ids-of-path.ts';
import type { CollectedMilestones, Facts, Milestone } from './milestone.ts';
import { milestoneRules } from './milestone-rules.ts';

type Changing = { -readonly [Key in keyof SeenRun]: SeenRun[Key] };

/** The runs that a file tells of, by its milestones and by its path; none where it names no pipeline. */
export function runsIn(name: string, { milestones }: CollectedMilestones): SeenRun[] {
  return [
    ...airflowRuns(idsOfPath(name), milestones),
    ...sparkRuns(idsOfPath(name), milestones),
    ...dbtRuns(milestones),
  ];
}

const ruleOf = ({ rule }: Milestone) => milestoneRules[rule]!;
const isBad = (milestone: Milestone): boolean => {
  const { bad = false } = ruleOf(milestone);
  return typeof bad === 'boolean' ? bad : bad(milestone.facts);
};

/** The value that all milestones with the fact agree on. */
function common(milestones: readonly Milestone[], fact: string): string | undefined {
  const values = new Set(milestones.flatMap(({ facts }) => facts[fact] ?? []));
  return values.size === 1 ? [...values][0] : undefined;
}

const began = new Set(['task-try-started']);
const endedTry = new Set(['task-try-ended', 'task-try-reported']);

function airflowRuns(path: Facts, all: readonly Milestone[]): SeenRun[] {
  const milestones = all.filter((each) => ruleOf(each).tool === 'airflow');
  const ids = ['dag', 'run', 'task', 'map', 'try'] as const;
  const ofFile = Object.fromEntries(ids.map((id) => [id, path[id] ?? common(milestones, id)]));
  const runs = new Map<string, Changing>();
  for (const milestone of milestones) {
    const { kind } = ruleOf(milestone);
    const [dag, run, task, map, attempt] = ids.map((id) => milestone.facts[id] ?? ofFile[id]);
    if (dag === undefined || run === undefined) continue;
    const isWhole = kind === 'dag-run-ended';
    if (!isWhole && (task === undefined || !(began.has(kind) || endedTry.has(kind)))) continue;
    const of: Changing = {
      kind: 'airflow',
      pipeline: dag,
      run,
      part: isWhole ? '' : `${task}${map === undefined || map === '-1' ? '' : `[${map}]`}`,
      attempt: isWhole ? '' : (attempt ?? ''),
      startedAt: null,
      endedAt: null,
      status: null,
    };
    const key = JSON.stringify([dag, run, of.part, of.attempt]);
    const known = runs.get(key) ?? of;
    runs.set(key, known);
    if (began.has(kind)) known.startedAt ??= milestone.time;
    else {
      known.endedAt = milestone.time;
      known.status = isBad(milestone) ? 'failed' : 'success';
    }
  }
  return [...runs.values()];
}

const ofDriver = /"App Name":"((?:[^"\\]|\\.){1,190})/;

function sparkRuns(path: Facts, all: readonly Milestone[]): SeenRun[] {
  const milestones = all.filter((each) => ruleOf(each).tool === 'spark-driver');
  const started = milestones.filter((each) => ruleOf(each).kind === 'application-started');
  const run = common(started, 'application') ?? path['application'];
  const named = milestones.find((each) => ruleOf(each).kind === 'application-named');
  const written = started.flatMap(({ matched }) => ofDriver.exec(matched)?.[1] ?? [])[0];
  const name = named?.facts['reason'] ?? written;
  // A file of several applications, or of none that it names, is of no one job.
  if (run === undefined || name === undefined) return [];
  const jobs = milestones.filter((each) => /^job-(?:failed|finished)$/.test(ruleOf(each).kind));
  const end = milestones.findLast((each) =>
    ['application-ended', 'driver-stopped'].includes(ruleOf(each).kind),
  );
  const lastJob = jobs.length > 0 ? ruleOf(jobs.at(-1)!).kind : null;
  const failed = (end && isBad(end)) || lastJob === 'job-failed';
  return [
    {
      kind: 'spark',
      pipeline: jobOfName(name),
      run,
      part: '',
      attempt: path['attempt'] ?? '',
      startedAt: milestones[0]?.time ?? null,
      endedAt: end?.time ?? null,
      status: failed ? 'failed' : end ? 'success' : null,
    },
  ];
}

function dbtRuns(all: readonly Milestone[]): SeenRun[] {
  const milestones = all.filter((each) => ruleOf(each).tool === 'dbt');
  const project = common(milestones, 'project');
  if (project === undefined) return [];
  const runs: Changing[] = [];
  for (const milestone of milestones) {
    const { kind } = ruleOf(milestone);
    if (kind === 'dbt-started' && milestone.time !== null)
      runs.push({
        kind: 'dbt',
        pipeline: project,
        run: new Date(milestone.time).toISOString(),
        part: '',
        attempt: '',
        startedAt: milestone.time,
        endedAt: null,
        status: null,
      });
    const last = runs.at(-1);
    if (kind === 'dbt-ended' && last)
      Object.assign(last, {
        endedAt: milestone.time,
        status: isBad(milestone) ? 'failed' : 'success',
      });
  }
  return runs;
}
