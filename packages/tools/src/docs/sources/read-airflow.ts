import {
  describeSchedule,
  isUnresolved,
  type AssetExpression,
  type AssetReference,
  type DagFacts,
  type Fact as AirflowFact,
  type PlainValue,
  type ReadDagFile,
  type Schedule,
  type TaskFacts,
} from '../../airflow/index.ts';
import { FactList } from '../facts/fact-list.ts';
import type { PipelineFacts } from '../facts/fact.ts';
import type { Place } from '../facts/nearest-place.ts';
import { lineageOfSql } from '../lineage/lineage-of-sql.ts';
import type { SqlDialect, SqlParser } from '../lineage/sql-parser.ts';
import { splitStatements } from '../lineage/split-statements.ts';
import { parseShell } from '../../shell/index.ts';
import { addCode } from './read-python.ts';
import { addStatement } from './read-sql.ts';
import { addCommands, directionOf } from './shell/command-facts.ts';
import { lineCounter } from './shell/line-counter.ts';
import { withoutTemplates } from './shell/templates.ts';

/** Which SQL an operator sends, by the start of its class name. */
const dialects: readonly (readonly [RegExp, SqlDialect])[] = [
  [/^BigQuery/, 'bigquery'],
  [/^Snowflake/, 'snowflake'],
  [/^Redshift/, 'redshift'],
  [/^(Postgres|AlloyDB)/, 'postgresql'],
  [/^MySql/, 'mysql'],
  [/^Trino/, 'trino'],
  [/^Presto/, 'presto'],
  [/^Hive/, 'hive'],
  [/^(SparkSql|Databricks)/, 'spark'],
  [/^Athena/, 'athena'],
  [/^(MsSql|Synapse)/, 'tsql'],
  [/^Oracle/, 'oracle'],
  [/^Sqlite/, 'sqlite'],
  [/^DuckDB/, 'duckdb'],
  [/^Teradata/, 'teradata'],
  [/^Exasol/, 'exasol'],
];
/** Arguments that hold a shell command, by the start of the operator's name. */
const shellArguments: readonly (readonly [RegExp, string])[] = [
  [/^Bash|^task\.bash/, 'bash_command'],
  [/^SSH/, 'command'],
];
const isConnection = /(^|_)conn(ection)?_id$/;
const sqlArguments = ['sql', 'query', 'hql', 'sql_query'];
/** Arguments that say what a task runs, most telling first. */
const runArguments = [
  'bash_command',
  'sql',
  'hql',
  'query',
  'application',
  'job_id',
  'notebook_path',
  'image',
  'cmds',
  'command',
  'script',
  'endpoint',
  'statement',
  'trigger_dag_id',
];
/** What people call tasks that check data: the first or the last word of the name. */
const qualityNames =
  /(?:^|\.)(?:check|checks|validate|assert|audit|reconcile)(?:[_-]|$)|[._-](?:check|checks|validation|quality|audit|expectations?)$/i;
const qualityOperators = /(Check|Validation|Quality|Expectations|Soda)/;

/** Where the value of an argument stands: in an imported file, or else where it is given. */
function placeOf(
  { argumentLines, valuePlaces, span }: Pick<TaskFacts, 'argumentLines' | 'valuePlaces' | 'span'>,
  argument: string,
): Place {
  return valuePlaces[argument] ?? { line: argumentLines[argument] ?? span.line, file: span.file };
}

/** Is a connection that the source names by an expression known as the argument of a task? */
const isGivenTo = (dag: DagFacts, kind: string, line: number, file: string | undefined): boolean =>
  kind === 'connection' &&
  dag.tasks.some(
    ({ arguments: given, argumentLines, span }) =>
      span.file === file &&
      Object.entries(given).some(
        ([name, value]) =>
          isConnection.test(name) && typeof value === 'string' && argumentLines[name] === line,
      ),
  );

/** A place that reaches to the end of a call in the same file. */
const endingWith = (place: Place, { file, endLine }: TaskFacts['span']): Place =>
  place.file === file ? { ...place, endLine } : place;

/** Facts of each DAG of a file that `readDagFile` read; SQL in the arguments of its tasks is followed to its tables. */
export async function readAirflow(
  read: ReadDagFile,
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<PipelineFacts[]> {
  const found: PipelineFacts[] = [];
  for (const [at, dag] of read.facts.dags.entries())
    found.push(await ofDag(read, dag, at, parser, signal));
  return found;
}

async function ofDag(
  { facts: file, tree, imported }: ReadDagFile,
  dag: DagFacts,
  at: number,
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<PipelineFacts> {
  const name = isUnresolved(dag.dagId) ? `DAG ${at + 1} of ${file.file}` : dag.dagId;
  const texts = [...imported].map(([path, { source }]) => [path, source] as const);
  const facts = new FactList(
    'airflow',
    name,
    file.file,
    new Map([[file.file, tree.source], ...texts]),
  );
  const place = { line: dag.span.line, file: dag.span.file };
  const given = (argument: string) => placeOf(dag, argument);
  facts.add('pipeline', name, place);
  for (const [argument, said] of [
    ['doc_md', dag.docMd],
    ['description', dag.description],
  ] as const)
    if (!isUnresolved(said) && said !== null) facts.add('says', said.trim(), given(argument));
  if (file.doc !== null && file.dags.length === 1 && dag.docMd !== file.doc)
    facts.add('says', file.doc.trim(), { line: 1 });

  const scheduled = ['schedule', 'schedule_interval', 'timetable'].find((name) =>
    dag.given.includes(name),
  );
  const { schedule } = dag;
  if (scheduled !== undefined && !isUnresolved(schedule))
    facts.add('schedule', scheduleText(schedule), given(scheduled), {
      attributes: {
        words:
          schedule.kind === 'cron' || schedule.kind === 'preset'
            ? describeSchedule(schedule)
            : null,
      },
    });
  const property = (subject: string, argument: string, value: AirflowFact<unknown>): void => {
    if (!dag.given.includes(argument) || isUnresolved(value) || value === null) return;
    facts.add('property', valueText(value), given(argument), { subject });
  };
  property('Start date', 'start_date', dag.startDate);
  property('End date', 'end_date', dag.endDate);
  property('Time zone', 'start_date', dag.timezone);
  property('Catchup', 'catchup', dag.catchup);
  property('Max active runs', 'max_active_runs', dag.maxActiveRuns);
  property('Max active tasks', 'max_active_tasks', dag.maxActiveTasks);
  property(
    'Run timeout',
    'dagrun_timeout',
    isUnresolved(dag.dagrunTimeoutSeconds)
      ? dag.dagrunTimeoutSeconds
      : seconds(dag.dagrunTimeoutSeconds),
  );
  if (!isUnresolved(dag.tags) && dag.tags.length > 0) property('Tags', 'tags', dag.tags.join(', '));
  const owners = new Set(
    dag.tasks.flatMap(({ owner }) => (isUnresolved(owner) || owner === 'airflow' ? [] : [owner])),
  );
  const owned = dag.tasks.find(({ valuePlaces }) => 'owner' in valuePlaces);
  if (owners.size > 0)
    facts.add(
      'property',
      [...owners].join(', '),
      owned ? placeOf(owned, 'owner') : given('default_args'),
      { subject: 'Owner' },
    );
  if (!isUnresolved(dag.params))
    for (const [parameter, value] of Object.entries(dag.params))
      facts.add('parameter', parameter, given('params'), {
        attributes: { value: valueText(value) },
      });
  if (!isUnresolved(schedule))
    for (const asset of assetsOf(schedule))
      addAsset(facts, 'waits-for', asset, null, given('schedule'));
  callbacks(facts, dag, null);

  for (const { groupId, parent, span } of dag.groups)
    facts.add('group', groupId, { line: span.line, file: span.file }, { attributes: { parent } });
  for (const task of dag.tasks) {
    await addTask(facts, task, parser, signal);
    const { callableSpan, taskId } = task;
    const code = callableSpan?.file === undefined ? tree : imported.get(callableSpan.file);
    if (callableSpan && code)
      await addCode(
        facts.inFile(callableSpan.file),
        code,
        { taskId, lines: [callableSpan.line, callableSpan.endLine] },
        parser,
        signal,
      );
  }
  const teardowns = new Set(
    dag.tasks.flatMap(({ teardown, taskId }) => (teardown ? [taskId] : [])),
  );
  for (const { from, to, label, span } of dag.edges)
    facts.add('edge', to, span, {
      subject: from,
      attributes: { label, teardown: teardowns.has(to) ? true : null },
    });
  for (const { kind, name: read, when, line, file: where } of file.reads) {
    if (read === null && !isGivenTo(dag, kind, line, where))
      facts.add(
        'unknown',
        `name of a ${kind}`,
        { line, file: where },
        { attributes: { why: 'It is not a constant.' } },
      );
    else if (read !== null && kind !== 'configuration')
      facts.add(
        kind,
        read,
        { line, file: where },
        {
          attributes: {
            use: when === 'import' ? 'read while the file is imported' : 'read in a task',
          },
        },
      );
  }
  for (const { what, unknown, ...where } of dag.unknowns)
    facts.add('unknown', what, where, { attributes: { why: unknown } });
  for (const cut of file.cut)
    facts.add('unknown', 'the rest of the file', { line: 1 }, { attributes: { why: cut } });
  for (const { line, endLine } of file.unreadable)
    facts.add('unknown', 'lines that are no Python', { line, endLine });
  return facts.finish();
}

async function addTask(
  facts: FactList,
  task: TaskFacts,
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<void> {
  const { taskId, arguments: given, argumentLines, span } = task;
  // A task that is called otherwise than its function is named where its id is given, or else where it is made.
  const named = argumentLines['task_id'];
  const at =
    named === undefined &&
    taskId
      .split('.')
      .at(-1)!
      .replace(/__\d+$/, '') === task.callable
      ? (task.callableSpan ?? span)
      : span;
  const place = {
    line: named ?? at.line,
    endLine:
      named === undefined || (span.line <= named && named <= span.endLine) ? at.endLine : named,
    file: at.file,
  };
  const where = (argument: string): Place => placeOf(task, argument);
  const text = (argument: string): string | null => {
    const value = given[argument];
    return typeof value === 'string' ? value : null;
  };
  const runs = task.callable ?? runArguments.flatMap((argument) => text(argument) ?? [])[0] ?? null;
  const known = <T>(value: AirflowFact<T>): T | null => (isUnresolved(value) ? null : value);
  const retries = known(task.retries);
  facts.add('task', taskId, place, {
    computed: named !== undefined,
    confidence: task.uncertain ? 'likely' : 'certain',
    attributes: {
      operator: task.decorator ?? task.operator,
      runs: runs?.trim().split('\n').slice(0, 3).join(' '),
      group: task.group,
      mapped: task.mapped ? task.mapped.over.join(', ') : null,
      branches: task.kind === 'branch' || task.kind === 'short_circuit' ? true : null,
      'trigger rule': known(task.triggerRule),
      retries: retries === 0 ? null : retries,
      'retry delay':
        retries === 0 || retries === null ? null : seconds(known(task.retryDelaySeconds)),
      timeout:
        seconds(known(task.executionTimeoutSeconds)) ??
        (task.sensor ? seconds(known(task.sensor.timeoutSeconds)) : null),
      pool: known(task.pool) === 'default_pool' ? null : known(task.pool),
    },
  });
  const docMd = known(task.docMd);
  if (docMd !== null)
    facts.add('says', docMd.trim(), 'doc_md' in argumentLines ? where('doc_md') : place, {
      subject: taskId,
    });
  for (const [kind, assets] of [
    ['reads', task.inlets],
    ['writes', task.outlets],
  ] as const)
    for (const asset of known(assets) ?? [])
      addAsset(facts, kind, asset, taskId, where(kind === 'reads' ? 'inlets' : 'outlets'));
  for (const [argument, value] of Object.entries(given)) {
    if (isConnection.test(argument) && typeof value === 'string')
      facts.add('connection', value, where(argument), {
        attributes: { use: `${argument} of ${taskId}` },
      });
    if (typeof value === 'string')
      for (const [, name] of value.matchAll(/\{\{\s*(?:var\.(?:value|json)|conn)\.([A-Za-z_]\w*)/g))
        facts.add(/\{\{\s*conn\./.test(value) ? 'connection' : 'variable', name!, where(argument), {
          attributes: { use: `template in ${argument} of ${taskId}` },
        });
  }
  const waits = text('external_dag_id');
  if (waits !== null) facts.add('waits-for', waits, where('external_dag_id'), { subject: taskId });
  const triggers = text('trigger_dag_id');
  if (triggers !== null)
    facts.add('triggers', triggers, where('trigger_dag_id'), { subject: taskId });
  if (qualityOperators.test(task.operator))
    facts.add('quality', task.operator, place, { subject: taskId });
  else if (qualityNames.test(taskId))
    facts.add('quality', taskId, place, {
      subject: taskId,
      confidence: 'likely',
      attributes: { 'by name': true },
    });
  callbacks(facts, task, taskId);
  const application = text('application');
  if (application !== null)
    facts.add('triggers', application, where('application'), {
      subject: taskId,
      attributes: { by: 'application' },
    });
  const passed = given['application_args'];
  if (Array.isArray(passed))
    for (const [at, value] of passed.entries()) {
      const option: unknown = passed[at - 1];
      if (typeof value !== 'string' || typeof option !== 'string') continue;
      const kind = directionOf(option, value);
      if (kind)
        facts.add(kind, value, endingWith(where('application_args'), span), {
          subject: taskId,
          confidence: 'guessed',
          attributes: { by: 'application_args' },
        });
    }
  for (const [operator, argument] of shellArguments) {
    const command = text(argument);
    if (command === null || !operator.test(task.operator)) continue;
    const plain = withoutTemplates(command);
    const lines = lineCounter(command);
    const start = where(argument);
    // A text with line ends in escapes has more lines than its place.
    const last = start.file === span.file ? span.endLine : Number.POSITIVE_INFINITY;
    await addCommands(
      facts.inFile(start.file),
      parseShell(plain.text),
      {
        subject: taskId,
        line: (offset) => Math.min(last, start.line + lines(offset) - 1),
        restore: plain.restore,
      },
      parser,
      signal,
    );
  }
  for (const argument of sqlArguments) {
    const value = given[argument];
    const scripts =
      typeof value === 'string'
        ? [value]
        : Array.isArray(value)
          ? value.filter((each): each is string => typeof each === 'string')
          : [];
    for (const script of scripts) {
      if (/^\S+\.sql$/.test(script.trim())) {
        facts.add('triggers', script.trim(), where(argument), {
          subject: taskId,
          attributes: { by: argument },
        });
        continue;
      }
      const dialect = dialects.find(([operator]) => operator.test(task.operator))?.[1] ?? 'generic';
      const count = splitStatements(script).length;
      for (const [at, statement] of (await lineageOfSql(script, dialect, parser, signal)).entries())
        addStatement(
          facts.inFile(where(argument).file),
          { ...statement, lines: [1, 1] },
          count === 1 ? taskId : `${taskId} (${at + 1})`,
          where(argument).line - 1,
        );
    }
  }
}

function addAsset(
  facts: FactList,
  kind: 'reads' | 'writes' | 'waits-for',
  asset: AssetReference,
  subject: string | null,
  place: Place,
): void {
  const uri = asset.uri !== undefined && !isUnresolved(asset.uri) ? asset.uri : null;
  const name = isUnresolved(asset.name) ? uri : asset.name;
  if (name === null) return;
  facts.add(kind, uri ?? name, asset.at ?? place, { subject, attributes: { by: asset.kind } });
}

function callbacks(facts: FactList, of: DagFacts | TaskFacts, subject: string | null): void {
  const { line, file } = of.span;
  for (const [argument, name] of Object.entries(of.callbacks))
    if (!isUnresolved(name))
      facts.add('callback', name, of.valuePlaces[argument] ?? { line, file }, {
        subject,
        attributes: { event: argument.replace(/^on_/, '').replace(/_callback$/, '') },
      });
}

function assetsOf(schedule: Schedule): AssetReference[] {
  const below = (expression: AssetExpression): AssetReference[] =>
    'of' in expression ? expression.of.flatMap(below) : [expression];
  if (schedule.kind === 'assets') return [...schedule.of];
  return schedule.kind === 'assets_expr' ? below(schedule.expr) : [];
}

function scheduleText(schedule: Schedule): string {
  const assetText = (expression: AssetExpression): string =>
    'of' in expression
      ? `(${expression.of.map(assetText).join(expression.kind === 'any' ? ' or ' : ' and ')})`
      : isUnresolved(expression.name)
        ? 'an asset'
        : expression.name;
  switch (schedule.kind) {
    case 'none':
      return 'None';
    case 'preset':
    case 'cron':
      return schedule.value;
    case 'timedelta':
      return `every ${seconds(schedule.seconds)}`;
    case 'assets':
      return `when updated: ${schedule.of.map(assetText).join(' and ')}`;
    case 'assets_expr':
      return `when updated: ${assetText(schedule.expr)}`;
    case 'timetable':
      return schedule.class;
    default:
      return schedule satisfies never;
  }
}

const valueText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value as PlainValue) ?? '');

/** `1 h 30 min`, `45 s`; null stays null. */
function seconds(value: number | null): string | null {
  if (value === null) return null;
  const units = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const;
  let left = value;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = unit === 's' ? Math.round(left * 1000) / 1000 : Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}
