import type { MilestoneRule } from '../milestone.ts';

/** dbt, Kafka Connect and Flink: begin, end, and what broke or was left out. */
export const otherMilestones: readonly MilestoneRule[] = [
  {
    kind: 'dbt-started',
    tool: 'dbt',
    match: /Running with dbt=(?<version>[\w.]+)/,
    what: ({ version }) => `dbt ${version} begins`,
  },
  {
    kind: 'node-started',
    tool: 'dbt',
    match: /Began running node (?:model|test|seed|snapshot|unit_test)\.(?<project>\w{1,100})\./,
    routine: true,
    what: () => 'a node begins',
  },
  {
    kind: 'model-failed',
    tool: 'dbt',
    match: /\d+ of \d+ ERROR (?:creating )?(?<reason>[^[\n"]{1,120}?) \.{2,}/,
    bad: true,
    what: () => 'a model fails',
  },
  {
    kind: 'model-skipped',
    tool: 'dbt',
    match: /\d+ of \d+ SKIP (?:relation )?(?<reason>[\w."]{1,120})/,
    bad: true,
    what: () => 'a model is skipped',
  },
  {
    kind: 'dbt-ended',
    tool: 'dbt',
    match: /Done\. PASS=\d+ WARN=\d+ ERROR=(?<error>\d+) SKIP=(?<skip>\d+)/,
    bad: ({ error }) => error !== '0',
    what: ({ error, skip }) => `dbt ends with ${error} failed and ${skip} skipped`,
  },
  {
    kind: 'connector-task-failed',
    tool: 'kafka-connect',
    match:
      /Worker(?:Sink|Source)Task\{id=(?<name>[\w.-]{1,200})\} Task threw an uncaught and unrecoverable exception/,
    bad: true,
    what: ({ name }) => `connector task ${name} is stopped by an exception`,
  },
  {
    kind: 'flink-job-changed',
    tool: 'flink',
    match:
      /Job (?<reason>[^\n]{1,120}?) \((?<job>[0-9a-f]{32})\) switched from state (?<from>\w+) to (?<state>\w+)/,
    bad: ({ state }) => state === 'FAILED' || state === 'FAILING' || state === 'RESTARTING',
    what: ({ from, state }) => `a job goes from ${from} to ${state}`,
  },
];
