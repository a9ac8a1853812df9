import { describeSchedule, describeSeconds } from './cron/describe-schedule.ts';
import { nextRuns } from './cron/next-runs.ts';
import { isUnresolved, type DagFacts, type Fact, type TaskFacts } from './facts.ts';
import { code } from './lint/finding.ts';

const shownSteps = 40;

/** What a DAG does, in plain sentences, each from a fact; ids of others stand in code spans. */
export function explainDag(dag: DagFacts, now: number): string {
  const name = typeof dag.dagId === 'string' ? code(dag.dagId) : 'The DAG, whose id is not known,';
  return [
    `${name} runs ${known(dag.schedule, (schedule) => sentenceOf(schedule))}${zoneOf(dag)}.${nextOf(dag, now)}`,
    stepsOf(dag),
    ...ofTasks(dag),
    failureHandling(dag),
    dag.unknowns.length === 0
      ? ''
      : `Not known without running the code: ${dag.unknowns
          .slice(0, 10)
          .map(({ what, line }) => `${what} (line ${line})`)
          .join(', ')}${dag.unknowns.length > 10 ? ` and ${dag.unknowns.length - 10} more` : ''}.`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const sentenceOf = (schedule: Parameters<typeof describeSchedule>[0]): string =>
  schedule.kind === 'none' ? 'only when it is triggered' : describeSchedule(schedule);

function known<T>(fact: Fact<T>, write: (value: T) => string): string {
  return isUnresolved(fact)
    ? `on a schedule that is not known (line ${fact.line}: ${fact.unknown})`
    : write(fact);
}

const zoneOf = ({ timezone, schedule }: DagFacts): string =>
  isUnresolved(timezone) ||
  isUnresolved(schedule) ||
  (schedule.kind !== 'cron' && schedule.kind !== 'preset') ||
  schedule.value === '@once' ||
  schedule.value === '@continuous'
    ? ''
    : ` (${timezone})`;

function nextOf(dag: DagFacts, now: number): string {
  const { schedule, startDate, endDate, timezone, catchup } = dag;
  if (
    isUnresolved(schedule) ||
    isUnresolved(startDate) ||
    isUnresolved(endDate) ||
    isUnresolved(timezone)
  )
    return '';
  const time = (date: string | null): number | null => (date === null ? null : Date.parse(date));
  const { runs, notes } = nextRuns({
    schedule,
    timezone,
    start: time(startDate),
    end: time(endDate),
    catchup: catchup === true,
    now,
    count: 1,
    airflow: 3,
  });
  const [next] = runs;
  if (next) return ` The next run is due at ${next.local}.`;
  return schedule.kind === 'cron' || schedule.kind === 'preset' ? ` ${notes.join(' ')}` : '';
}

/** Tasks by how far they stand from the start; what runs beside each other is one step. */
function stepsOf({ tasks, edges }: DagFacts): string {
  if (tasks.length === 0) return 'It has no task.';
  const depth = new Map(tasks.map(({ taskId }) => [taskId, 0]));
  const open = new Map(tasks.map(({ taskId }) => [taskId, 0]));
  for (const { to } of edges) open.set(to, (open.get(to) ?? 0) + 1);
  const down = Map.groupBy(edges, ({ from }) => from);
  const ready = tasks.map(({ taskId }) => taskId).filter((id) => open.get(id) === 0);
  const done = new Set<string>();
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    done.add(id);
    for (const { to } of down.get(id) ?? []) {
      depth.set(to, Math.max(depth.get(to) ?? 0, depth.get(id)! + 1));
      const left = (open.get(to) ?? 0) - 1;
      open.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  const steps = Map.groupBy(
    tasks.filter(({ taskId }) => done.has(taskId)),
    ({ taskId }) => depth.get(taskId)!,
  );
  const lines = [...steps]
    .toSorted(([a], [b]) => a - b)
    .map(
      ([, each], at) =>
        `${at + 1}. ${each.slice(0, 10).map(written).join(', ')}${each.length > 10 ? ` and ${each.length - 10} more` : ''}`,
    );
  const cycle =
    done.size < tasks.length
      ? [`${tasks.length - done.size} tasks stand on a cycle or behind one and never run.`]
      : [];
  return [
    `Its ${tasks.length === 1 ? 'one task' : `${tasks.length} tasks run in ${steps.size === 1 ? 'one step' : `${steps.size} steps`}`}:`,
    ...lines.slice(0, shownSteps),
    ...(lines.length > shownSteps ? [`… and ${lines.length - shownSteps} more steps`] : []),
    ...cycle,
  ].join('\n');
}

const written = ({ taskId, operator, decorator, mapped }: TaskFacts): string =>
  `${code(taskId)} (${decorator ?? operator}${mapped ? `, once for each ${mapped.over.includes('**') ? 'set of arguments' : `of ${mapped.over.join(', ')}`}` : ''})`;

function ofTasks({ tasks, edges }: DagFacts): string[] {
  const sentences: string[] = [];
  for (const task of tasks.filter(({ kind }) => kind === 'branch')) {
    const options = edges
      .filter(({ from }) => from === task.taskId)
      .map(({ to, label }) => `${code(to)}${label ? ` (${label})` : ''}`);
    if (options.length > 0)
      sentences.push(`${code(task.taskId)} chooses between ${options.join(', ')}.`);
  }
  for (const task of tasks) {
    if (task.sensor && !isUnresolved(task.sensor.timeoutSeconds))
      sentences.push(
        `${code(task.taskId)} waits for up to ${describeSeconds(task.sensor.timeoutSeconds)}.`,
      );
    if (!isUnresolved(task.triggerRule) && task.triggerRule !== 'all_success' && !task.teardown)
      sentences.push(`${code(task.taskId)} runs by the rule ${task.triggerRule}.`);
    if (task.setup) sentences.push(`${code(task.taskId)} sets something up.`);
    if (task.teardown)
      sentences.push(`${code(task.taskId)} tears it down again, also after a failure.`);
  }
  return sentences.slice(0, 60);
}

function failureHandling({ tasks, callbacks }: DagFacts): string {
  const retried = tasks.filter(({ retries }) => !isUnresolved(retries) && retries > 0);
  const names = Object.entries(callbacks).map(
    ([name, value]) =>
      `${name} calls ${isUnresolved(value) ? 'a function that is not known' : code(value)}`,
  );
  const retries =
    retried.length === 0
      ? 'No task is retried when it fails.'
      : retried.length === tasks.length
        ? 'All tasks are retried when they fail.'
        : `${retried.length} of ${tasks.length} tasks ${retried.length === 1 ? 'is' : 'are'} retried after a failure.`;
  return [retries, ...(names.length > 0 ? [`${names.join(', ')}.`] : [])].join(' ');
}
