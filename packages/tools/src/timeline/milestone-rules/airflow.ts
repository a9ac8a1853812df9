import type { Facts, MilestoneRule } from '../milestone.ts';

const instance =
  '<TaskInstance: (?<dag>[\\w-]+)\\.(?<task>[\\w.-]+) (?<run>[\\w.~:+-]+)(?: map_index=(?<map>\\d+))? \\[(?:None|\\w+)\\]>';
const key =
  "TaskInstanceKey\\(dag_id='(?<dag>[\\w.-]+)', task_id='(?<task>[\\w.-]+)', run_id='(?<run>[\\w.~:+-]+)', try_number=(?<try>\\d+), map_index=(?<map>-?\\d+)\\)";

const failedStates = new Set(['failed', 'up_for_retry', 'upstream_failed']);
const endedBadly = ({ state = '' }: Facts): boolean => failedStates.has(state.toLowerCase());
const tryOf = ({ task, map, try: number }: Facts): string =>
  `${task === undefined ? 'the task' : `task ${task}${map === undefined || map === '-1' ? '' : `[${map}]`}`}${number === undefined ? '' : `, try ${number}`}`;

/** Ids have the characters that Airflow allows for them, so that none reads as a sentence. Airflow 2 (`taskinstance.py`, `scheduler_job_runner.py`, `local_task_job_runner.py`) and 3 (task runner, supervisor). */
export const airflowMilestones: readonly MilestoneRule[] = [
  {
    kind: 'task-queued',
    tool: 'airflow',
    match: new RegExp(`${instance} \\(id=(?<instance>[0-9a-f-]{36}), try_number=(?<try>\\d+)\\)`),
    many: true,
    what: (facts) => `${tryOf(facts)}, is queued`,
  },
  {
    kind: 'task-queued',
    tool: 'airflow',
    match: new RegExp(`Sending ${key} to \\S`),
    what: (facts) => `${tryOf(facts)}, is queued`,
  },
  {
    kind: 'task-blocked',
    tool: 'airflow',
    match: new RegExp(instance.replace('(?:None|\\w+)', '(?<state>upstream_failed)')),
    bad: true,
    what: (facts) => `${tryOf(facts)} does not run: a task before it failed`,
  },
  {
    kind: 'task-try-started',
    tool: 'airflow',
    match: /Starting attempt (?<try>\d+) of \d+/,
    what: ({ try: number }) => `try ${number} begins`,
  },
  {
    kind: 'task-try-started',
    tool: 'airflow',
    match: new RegExp(`Running ${instance} on host (?<host>[\\w.-]+)`),
    what: (facts) => `${tryOf(facts)} begins on ${facts['host']}`,
  },
  {
    // The first words of a task process of Airflow 3; the dag processor and the triggerer say them too, but in no task's log.
    kind: 'task-try-started',
    tool: 'airflow',
    match: /DAG bundles loaded: /,
    what: (facts) => `${tryOf(facts)}, begins`,
  },
  {
    kind: 'state-set-externally',
    tool: 'airflow',
    match: /State of this instance has been externally set to (?<state>\w+)/,
    bad: true,
    what: ({ state }) => `the state was set to ${state} from outside; the task is stopped`,
  },
  {
    kind: 'state-set-externally',
    tool: 'airflow',
    match: /[Ss]erver indicated the task shouldn't be running anymore/,
    bad: true,
    what: () => 'the API server says that the task should not run any more; it is stopped',
  },
  {
    kind: 'submit-started',
    tool: 'spark-submit',
    match: /Running command: [^\n]{0,120}?\bspark-submit\b|Spark-Submit cmd: /,
    what: () => 'spark-submit begins',
  },
  {
    kind: 'command-started',
    tool: 'airflow',
    match: /Running command: /,
    what: () => 'the command begins',
  },
  {
    kind: 'command-ended',
    tool: 'airflow',
    match: /Command exited with return code (?<code>-?\d+)/,
    bad: ({ code }) => code !== '0',
    what: ({ code }) => `the command exits with code ${code}`,
  },
  {
    kind: 'command-ended',
    tool: 'spark-submit',
    match: /Cannot execute: [^\n]{0,1000}?Error code is: (?<code>-?\d+)/,
    bad: true,
    what: ({ code }) => `spark-submit exits with code ${code}`,
  },
  {
    kind: 'task-exception',
    tool: 'airflow',
    match: /Task failed with exception/,
    bad: true,
    what: (facts) => `${tryOf(facts)}, fails`,
  },
  {
    kind: 'task-try-ended',
    tool: 'airflow',
    match:
      /Marking task as (?<state>SUCCESS|FAILED|UP_FOR_RETRY|SKIPPED)\b(?:\. dag_id=(?<dag>[\w.-]+), task_id=(?<task>[\w.-]+)(?:, run_id=(?<run>[\w.~:+-]+))?)?/,
    bad: endedBadly,
    what: (facts) => `${tryOf(facts)}, ends: ${facts['state']?.toLowerCase()}`,
  },
  {
    kind: 'task-try-ended',
    tool: 'airflow',
    match:
      /Task finished\b(?=[^\n]{0,400}?final_state["=: ]{1,4}(?<state>\w+))(?=[^\n]{0,600}?task_instance_id["=: ]{1,4}(?<instance>[0-9a-f-]{36}))/,
    bad: endedBadly,
    what: (facts) => `${tryOf(facts)}, ends: ${facts['state']}`,
  },
  {
    kind: 'task-try-reported',
    tool: 'airflow',
    match:
      /TaskInstance Finished: dag_id=(?<dag>[\w.-]+), task_id=(?<task>[\w.-]+), run_id=(?<run>[\w.~:+-]+), map_index=(?<map>-?\d+),[^\n]{0,300}?, state=(?<state>\w+),[^\n]{0,200}?try_number=(?<try>\d+)/,
    bad: endedBadly,
    what: (facts) => `the scheduler sees ${tryOf(facts)}, as ${facts['state']}`,
  },
  {
    kind: 'dag-run-ended',
    tool: 'airflow',
    match:
      /Marking run <DagRun (?<dag>[\w.-]+) @ [^\n]{0,60}?: (?<run>[\w.~:+-]+), [^\n]{0,300}?> (?<state>failed|successful)/,
    bad: ({ state }) => state === 'failed',
    what: ({ dag, run, state }) => `run ${run} of ${dag} is marked as ${state}`,
  },
];
