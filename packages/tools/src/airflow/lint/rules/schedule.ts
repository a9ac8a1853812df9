import { isUnresolved, type DagFacts } from '../../facts.ts';
import { nextRuns } from '../../cron/next-runs.ts';
import { nextTime } from '../../cron/next-time.ts';
import { parseCron } from '../../cron/parse-cron.ts';
import { code, finding, type Finding, type Rule, type RuleInput } from '../finding.ts';

/** More missed runs than this start at once when the DAG is switched on. */
const manyRuns = 100;

/** Schedules that are invalid or never come, dates that move, catchup that makes up for many runs. */
export const schedules: Rule = function* (input) {
  for (const dag of input.facts.dags) {
    yield* cronFindings(input, dag);
    yield* dateFindings(input, dag);
    yield* catchupFindings(input, dag);
  }
};

const lineOf = (dag: DagFacts, ...names: string[]): number =>
  names.map((name) => dag.argumentLines[name]).find((line) => line !== undefined) ?? dag.span.line;

function* cronFindings(input: RuleInput, dag: DagFacts): Generator<Finding> {
  const { schedule } = dag;
  if (isUnresolved(schedule) || (schedule.kind !== 'cron' && schedule.kind !== 'preset')) return;
  if (schedule.value === '@once' || schedule.value === '@continuous') return;
  const place = { file: dag.span.file, line: lineOf(dag, 'schedule', 'schedule_interval'), dag };
  const cron = parseCron(schedule.value);
  if ('invalid' in cron)
    yield finding(
      input,
      'cron-invalid',
      'error',
      place,
      `The schedule ${code(schedule.value)} is not valid: ${cron.invalid}.`,
      'Write minute, hour, day of month, month and day of week, or a preset such as @daily.',
    );
  else if (nextTime(cron, input.now) === null)
    yield finding(
      input,
      'cron-never-fires',
      'warning',
      place,
      `The schedule ${code(schedule.value)} names no time in the next 50 years.`,
      'Correct the day and the month.',
    );
  else if (cron.expression.split(/\s+/).length > 5)
    yield finding(
      input,
      'cron-seconds',
      'info',
      place,
      `The sixth field of ${code(schedule.value)} means seconds, and stands last.`,
      'Many cron tools read seconds first; use five fields where no seconds are needed.',
    );
}

function* dateFindings(input: RuleInput, dag: DagFacts): Generator<Finding> {
  const given = dag.startDate;
  if (isUnresolved(given)) {
    if (given.unknown === 'depends on the time of parsing')
      yield finding(
        input,
        'start-date-moves',
        'warning',
        { file: dag.span.file, line: lineOf(dag, 'start_date'), dag },
        'The start date depends on when the file is parsed, so it moves.',
        'Use a constant date.',
      );
    return;
  }
  const { endDate } = dag;
  if (given !== null && !isUnresolved(endDate) && endDate !== null && endDate < given)
    yield finding(
      input,
      'end-before-start',
      'error',
      { file: dag.span.file, line: lineOf(dag, 'end_date'), dag },
      'The end date is before the start date; the DAG never runs.',
      'Correct one of the dates.',
    );
}

function* catchupFindings(input: RuleInput, dag: DagFacts): Generator<Finding> {
  const { schedule, catchup, startDate } = dag;
  if (isUnresolved(schedule) || schedule.kind === 'none' || schedule.kind.startsWith('assets'))
    return;
  if (!dag.given.includes('catchup') && dag.definedBy !== 'asset') {
    // What is written for Airflow 3 alone has one default.
    if (!input.forAirflow3)
      yield finding(
        input,
        'catchup-not-set',
        'info',
        { file: dag.span.file, line: dag.span.line, dag, migration: true },
        'catchup is not set; its default is true in Airflow 2 and false in Airflow 3.',
        'Set catchup=True or catchup=False.',
      );
    return;
  }
  if (catchup !== true || isUnresolved(startDate) || startDate === null) return;
  const { missed } = nextRuns({
    schedule,
    timezone: isUnresolved(dag.timezone) ? 'UTC' : dag.timezone,
    start: Date.parse(startDate),
    end: null,
    catchup: true,
    now: input.now,
    count: 1,
    airflow: 3,
  });
  if (missed && missed.count >= manyRuns) {
    const count = `${missed.atLeast ? 'at least ' : ''}${missed.count}`;
    const bounded = dag.given.includes('max_active_runs');
    yield finding(
      input,
      'catchup-many-runs',
      'warning',
      { file: dag.span.file, line: lineOf(dag, 'catchup'), dag },
      `With catchup, ${count} runs since the start date are made up for${bounded ? '' : ', 16 at a time'}.`,
      'Set catchup=False, a later start date, or a small max_active_runs.',
    );
  }
}
