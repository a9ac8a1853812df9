import { isUnresolved, type DagFacts, type TaskFacts } from '../../facts.ts';
import { describeSeconds } from '../../cron/describe-schedule.ts';
import { code, finding, type Finding, type Rule, type RuleInput } from '../finding.ts';

const hour = 3600;
const manyRetries = 10;

/** Retries, time-outs, sensors that hold a worker, and what tells people about a DAG. */
export const taskSettings: Rule = function* (input) {
  for (const dag of input.facts.dags) {
    const working = dag.tasks.filter(({ kind }) => kind === 'task' || kind === 'sensor');
    yield* retries(input, dag, working);
    yield* timeouts(input, dag, working);
    for (const task of dag.tasks) yield* sensor(input, dag, task);
    yield* ownership(input, dag);
    yield* alone(input, dag);
  }
};

const isSet = (task: TaskFacts, name: string): boolean =>
  name in task.arguments || task.fromDefaults.includes(name);

function* retries(
  input: RuleInput,
  dag: DagFacts,
  tasks: readonly TaskFacts[],
): Generator<Finding> {
  const without = tasks.filter((task) => !isSet(task, 'retries'));
  if (without.length > 0)
    yield finding(
      input,
      'no-retries',
      'info',
      {
        file: dag.span.file,
        line: dag.span.line,
        dag,
        taskId: without.length === 1 ? without[0]!.taskId : null,
      },
      `${tasksOf(without)} no retries.`,
      'Set retries in default_args for tasks that can be repeated.',
    );
  for (const task of tasks) {
    if (isUnresolved(task.retries)) continue;
    const { file } = task.span;
    const line = task.argumentLines['retries'] ?? task.span.line;
    if (task.retries > manyRetries)
      yield finding(
        input,
        'too-many-retries',
        'warning',
        { file, line, dag, taskId: task.taskId },
        `Task ${code(task.taskId)} is retried ${task.retries} times; a fault that stays is noticed late.`,
        'Use 1 to 4 retries with a growing delay.',
      );
    if (task.retries > 0 && task.retryDelaySeconds === 0)
      yield finding(
        input,
        'no-retry-delay',
        'warning',
        {
          file: task.span.file,
          line: task.argumentLines['retry_delay'] ?? line,
          dag,
          taskId: task.taskId,
        },
        `Task ${code(task.taskId)} is retried at once; what failed has no time to recover.`,
        'Set retry_delay to a few minutes.',
      );
  }
}

function* timeouts(
  input: RuleInput,
  dag: DagFacts,
  tasks: readonly TaskFacts[],
): Generator<Finding> {
  const without = tasks.filter(
    ({ kind, executionTimeoutSeconds }) => kind === 'task' && executionTimeoutSeconds === null,
  );
  if (without.length > 0 && dag.dagrunTimeoutSeconds === null)
    yield finding(
      input,
      'no-timeout',
      'info',
      { file: dag.span.file, line: dag.span.line, dag },
      `${tasksOf(without)} no execution_timeout, and the DAG no dagrun_timeout: a task that hangs is never ended.`,
      'Set execution_timeout in default_args, or dagrun_timeout.',
    );
}

const tasksOf = (tasks: readonly TaskFacts[]): string =>
  tasks.length === 1 ? `Task ${code(tasks[0]!.taskId)} has` : `${tasks.length} tasks have`;

function* sensor(input: RuleInput, dag: DagFacts, task: TaskFacts): Generator<Finding> {
  if (!task.sensor) return;
  const { mode, timeoutSeconds, deferrable, pokeIntervalSeconds } = task.sensor;
  if (mode !== 'poke' || deferrable !== false || task.operator.endsWith('Async')) return;
  const given = isSet(task, 'timeout');
  if (isUnresolved(timeoutSeconds) || timeoutSeconds < hour) return;
  // Without a schedule nobody waits for long; a wait that was chosen is taken at its word.
  const level = given || isSet(task, 'mode') ? 'warning' : 'info';
  const every = isUnresolved(pokeIntervalSeconds)
    ? ''
    : `, looking every ${describeSeconds(pokeIntervalSeconds)}`;
  yield finding(
    input,
    'sensor-holds-worker',
    level,
    {
      file: task.span.file,
      line: task.argumentLines['mode'] ?? task.argumentLines['timeout'] ?? task.span.line,
      dag,
      taskId: task.taskId,
    },
    `Sensor ${code(task.taskId)} holds a worker slot for up to ${describeSeconds(timeoutSeconds)}${given ? '' : ', the default'}${every}.`,
    'Use deferrable=True or mode="reschedule", and a timeout that fits the wait.',
  );
}

function* ownership(input: RuleInput, dag: DagFacts): Generator<Finding> {
  const place = { file: dag.span.file, line: dag.span.line, dag };
  if (
    dag.tasks.length > 0 &&
    dag.definedBy !== 'asset' &&
    dag.tasks.every((task) => task.owner === 'airflow')
  )
    yield finding(
      input,
      'no-owner',
      'info',
      place,
      'No task has an owner.',
      'Set owner in default_args to the team that is asked when it fails.',
    );
  if (dag.description === null && dag.docMd === null)
    yield finding(
      input,
      'no-description',
      'info',
      place,
      'The DAG has no description and no doc_md.',
      'Say in a sentence what it is for.',
    );
}

function* alone(input: RuleInput, dag: DagFacts): Generator<Finding> {
  if (dag.edges.length === 0) {
    if (
      dag.tasks.length === 0 &&
      dag.unknowns.length === 0 &&
      input.facts.cut.length === 0 &&
      input.facts.unreadable.length === 0
    )
      yield finding(
        input,
        'no-tasks',
        'info',
        { file: dag.span.file, line: dag.span.line, dag },
        'The DAG has no task.',
        'Remove it, or add tasks.',
      );
    return;
  }
  const connected = new Set(dag.edges.flatMap(({ from, to }) => [from, to]));
  for (const task of dag.tasks)
    if (!connected.has(task.taskId) && !task.uncertain)
      yield finding(
        input,
        'task-alone',
        'info',
        { file: task.span.file, line: task.span.line, dag, taskId: task.taskId },
        `Task ${code(task.taskId)} depends on no other task, and no task on it.`,
        'Connect it, if it was meant to be part of the flow.',
      );
}
