import { findSecrets } from '../../../redaction/index.ts';
import { field, parts, textOf, walk, type PythonSyntax } from '../../python/syntax.ts';
import { code, finding, type Finding, type Rule, type RuleInput } from '../finding.ts';

/** Calls that go over the network, to a database or wait; matched on the written callee. */
const slow =
  /^(?:requests\.(?:get|post|put|patch|delete|head|request|Session)|httpx\.\w+|urllib\.request\.urlopen|urlopen|boto3\.(?:client|resource|Session)|psycopg2?\.connect|pymysql\.connect|mysql\.connector\.connect|snowflake\.connector\.connect|pyodbc\.connect|(?:sqlalchemy\.)?create_engine|(?:pd|pandas)\.read_(?:sql|sql_query|sql_table|csv|parquet|excel|json|gbq)|time\.sleep|sleep|subprocess\.(?:run|call|check_output|check_call|Popen)|os\.(?:system|popen)|spark\.\w+|bigquery\.Client|storage\.Client|redis\.(?:Redis|StrictRedis)|BaseHook\.get_connection)$/;
const hook = /(?:^|\.)[A-Z]\w*Hook$/;

/**
 * Work that is done each time the file is parsed, not when a task runs. To make a hook is none: most connect when they are used, and
 * operators take them as arguments.
 */
export const topLevelWork: Rule = function* (input) {
  const hooks = new Set<string>();
  const isHook = (node: PythonSyntax | undefined): boolean =>
    node?.type === 'call' && hook.test(textOf(field(node, 'function')!).replaceAll(/\s/g, ''));
  for (const node of importedCode(input)) {
    if (node.type === 'assignment' && isHook(field(node, 'right')))
      hooks.add(textOf(field(node, 'left')!));
    if (node.type !== 'call') continue;
    const callee = field(node, 'function')!;
    const written = textOf(callee).replaceAll(/\s/g, '');
    const object = callee.type === 'attribute' ? field(callee, 'object') : undefined;
    const onHook = isHook(object) || (object?.type === 'identifier' && hooks.has(textOf(object)));
    if (written.length > 120 || !(slow.test(written) || onHook)) continue;
    yield finding(
      input,
      'top-level-work',
      'warning',
      { line: node.line, endLine: node.endLine },
      `${code(written.slice(0, 60))} runs each time the file is parsed, every 30 seconds and in every task.`,
      'Move it into a task.',
    );
  }
};

/** Nodes of code that runs at import: the module, classes, and bodies of @dag and @task_group functions; not those of tasks. */
function* importedCode({ tree }: RuleInput): Generator<PythonSyntax> {
  const open: PythonSyntax[] = [tree.root];
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    const inner: PythonSyntax[] = [];
    for (const child of node.children) {
      if (child.type === 'lambda') continue;
      if (child.type === 'function_definition' && !isDagFunction(tree, node!)) continue;
      // `if __name__ == "__main__":` does not run in Airflow.
      if (child.type === 'if_statement' && /__name__/.test(textOf(field(child, 'condition')!)))
        continue;
      inner.push(child);
    }
    open.push(...inner.toReversed());
  }
}

const isDagFunction = (tree: { readonly source: string }, decorated: PythonSyntax): boolean =>
  decorated.type === 'decorated_definition' &&
  parts(decorated).some(
    ({ type, start, end }) =>
      type === 'decorator' &&
      /^@\s*(?:[\w.]+\.)?(?:dag|task_group)\s*(?:\(|$)/.test(tree.source.slice(start, end)),
  );

/** Names of the template context that Airflow 3 does not have. */
const removedNames =
  'conf|execution_date|next_ds|next_ds_nodash|next_execution_date|prev_ds|prev_ds_nodash|prev_execution_date|prev_execution_date_success|tomorrow_ds|tomorrow_ds_nodash|yesterday_ds|yesterday_ds_nodash';
const template = /\{[{%][\s\S]*?[}%]\}/g;
const removed = new RegExp(`(?<![\\w.'"])(${removedNames})(?![\\w'"])`, 'g');
const replacements: Readonly<Record<string, string>> = {
  execution_date: 'logical_date',
  next_execution_date: 'data_interval_end',
  next_ds: 'data_interval_end | ds',
  next_ds_nodash: 'data_interval_end | ds_nodash',
  prev_ds: 'prev_data_interval_start_success | ds',
  yesterday_ds: 'macros.ds_add(ds, -1)',
  tomorrow_ds: 'macros.ds_add(ds, 1)',
};

export const removedTemplateNames: Rule = function* (input) {
  for (const node of walk(input.tree.root)) {
    if (node.type !== 'string_content') continue;
    const text = textOf(node);
    for (const found of text.matchAll(template))
      for (const { 1: name, index } of found[0].matchAll(removed)) {
        const line = node.line + text.slice(0, found.index + index).split('\n').length - 1;
        const instead = replacements[name!];
        yield finding(
          input,
          'removed-template-name',
          input.forAirflow3 ? 'error' : 'warning',
          { line, migration: true },
          `The template name ${code(name!)} does not exist in Airflow 3.`,
          instead
            ? `Use ${instead}.`
            : 'Use logical_date, data_interval_start or data_interval_end.',
        );
      }
  }
};

const databaseModules = /^airflow\.(?:settings|utils\.(?:session|db))$/;
const databaseNames = /^(?:create_session|provide_session|NEW_SESSION|Session|engine)$/;
const queried = /(?:^|\.)session\s*\.\s*(?:query|execute|scalars?|add|delete|merge)$/;

/** Airflow 3 gives tasks no access to its database. */
export const metadataDatabase: Rule = function* (input) {
  const { tree } = input;
  const level = input.forAirflow3 ? 'error' : 'warning';
  const hint =
    'Use the REST API, the task context (ti, dag_run) or the clients of airflow.sdk instead.';
  for (const node of walk(tree.root)) {
    if (node.type === 'import_from_statement') {
      const module = field(node, 'module_name');
      const names = node.children
        .filter((child) => child.field === 'name')
        .map((child) => textOf(child).replace(/ as .*/, ''));
      const used =
        module && databaseModules.test(textOf(module))
          ? names.filter((name) => databaseNames.test(name))
          : [];
      if (used.length > 0)
        yield finding(
          input,
          'metadata-database',
          level,
          { line: node.line, migration: true },
          `${used.map(code).join(', ')} opens Airflow's own database, which tasks of Airflow 3 cannot reach.`,
          hint,
        );
    } else if (
      node.type === 'call' &&
      queried.test(textOf(field(node, 'function')!)) &&
      usesAirflowModels(tree.source)
    )
      yield finding(
        input,
        'metadata-database',
        level,
        { line: node.line, migration: true },
        "The code queries Airflow's own database, which tasks of Airflow 3 cannot reach.",
        hint,
      );
  }
};

const usesAirflowModels = (source: string): boolean =>
  /from airflow\.(?:utils\.session|settings|models(?:\.\w+)?) import [^\n]*\b(?:create_session|provide_session|Session|settings|DagRun|TaskInstance|DagModel|XCom|Variable|Connection|Pool|Log)\b/.test(
    source,
  );

const secretWords: Readonly<Record<string, string>> = {
  'url-password': 'password in a URL',
  'private-key': 'private key',
};

/** A value that only names what should stand there: `api_key`, `{DB_PASSWORD}`, `$TOKEN`. */
const placeholder =
  /^(?:(?=.*(?:pass|secret|key|token|credential))[a-z]+(?:[_-][a-z]+)*|\{.*|\$.*|<.*>)$/;

/** Secrets that stand in a text of the code; a name, or what an expression gives, is none. */
export const secretsInCode: Rule = function* (input) {
  const source = input.tree.source;
  const texts = [...walk(input.tree.root)].filter(({ type }) => type === 'string_content');
  const seen = new Set<number>();
  for (const { start, end, kind } of findSecrets(source)) {
    const isText = texts.some((text) => text.start <= start && start < text.end);
    if (!isText || placeholder.test(source.slice(start, end))) continue;
    if (
      kind === 'email' ||
      kind === 'phone' ||
      kind === 'text' ||
      kind === 'social-security-number' ||
      kind === 'card-number'
    )
      continue;
    const line = source.slice(0, start).split('\n').length;
    if (seen.has(line)) continue;
    seen.add(line);
    yield finding(
      input,
      'secret-in-code',
      'warning',
      { line },
      `The code holds what looks like a ${secretWords[kind] ?? kind.replaceAll('-', ' ')}.`,
      'Put it into a connection or a secrets backend, and change it: it is in the history of the repository.',
    );
  }
};

const insert = /\binsert\s+into\b/i;
const safeInsert =
  /\b(?:delete\s+from|truncate|merge\s+into|insert\s+overwrite|on\s+conflict|on\s+duplicate\s+key|replace\s+into|create\s+(?:or\s+replace|table|temp|temporary)|where\s+not\s+exists|not\s+in\s*\(\s*select)\b/i;

/** Writes that a retry or a backfill does again, and clocks that make a run of yesterday give today's data. */
export const notRepeatable: Rule = function* (input) {
  const { tree, facts } = input;
  const tasks = facts.dags.flatMap((dag) => dag.tasks);
  const told = new Set<unknown>();
  for (const node of walk(tree.root)) {
    if (node.type !== 'string') continue;
    const text = textOf(node);
    if (!insert.test(text) || safeInsert.test(text) || isDocstring(tree.source, node)) continue;
    // Ten statements of one task are one finding.
    const owner = tasks.find(
      ({ span }) => span.file === undefined && span.line <= node.line && node.line <= span.endLine,
    );
    if (owner && told.has(owner)) continue;
    told.add(owner);
    yield finding(
      input,
      'insert-repeats',
      'warning',
      { line: node.line, endLine: node.endLine },
      'A retry or a second run of the same interval inserts these rows again.',
      'Delete the rows of the interval first, or use MERGE, INSERT OVERWRITE or ON CONFLICT.',
    );
  }
  yield* clocksInTasks(input);
};

const isDocstring = (source: string, node: PythonSyntax): boolean =>
  /^[ \t]*$/.test(source.slice(source.lastIndexOf('\n', node.start) + 1, node.start)) &&
  /^[ \t]*(?:\n|$)/.test(source.slice(node.end, node.end + 200)) &&
  /[:\n]\s*$/.test(source.slice(Math.max(0, node.start - 200), node.start)) &&
  /^(?:[rRbBuU]?"""|[rRbBuU]?''')/.test(source.slice(node.start, node.start + 4));

const clock =
  /^(?:datetime\.(?:datetime\.)?(?:now|utcnow|today)|(?:datetime\.)?date\.today|pendulum\.(?:now|today|yesterday)|timezone\.utcnow)$/;

function* clocksInTasks(input: RuleInput): Generator<Finding> {
  const { tree, facts } = input;
  const bodies = facts.dags.flatMap((dag) =>
    dag.tasks.flatMap(({ callableSpan, taskId }) =>
      callableSpan && callableSpan.file === undefined ? [{ dag, taskId, span: callableSpan }] : [],
    ),
  );
  if (bodies.length === 0) return;
  const seen = new Set<number>();
  for (const node of walk(tree.root)) {
    if (node.type !== 'call' || !clock.test(textOf(field(node, 'function')!).replaceAll(/\s/g, '')))
      continue;
    const body = bodies.find(({ span }) => node.line >= span.line && node.endLine <= span.endLine);
    if (!body || seen.has(node.line)) continue;
    seen.add(node.line);
    yield finding(
      input,
      'clock-in-task',
      'info',
      { line: node.line, dag: body.dag, taskId: body.taskId },
      'The task asks the clock; a rerun of an old interval then works on today.',
      'Use logical_date or data_interval_start of the run, where the date chooses data.',
    );
  }
}

/** Return values go through Airflow's database. */
export const largeReturns: Rule = function* (input) {
  const { tree, facts } = input;
  const bodies = facts.dags.flatMap((dag) =>
    dag.tasks.flatMap(({ callableSpan, taskId, decorator }) =>
      callableSpan && callableSpan.file === undefined && decorator
        ? [{ dag, taskId, span: callableSpan }]
        : [],
    ),
  );
  const seen = new Set<number>();
  for (const node of walk(tree.root)) {
    if (node.type !== 'function_definition') continue;
    const body = bodies.find(({ span }) => span.line === node.line);
    const returns = field(node, 'return_type');
    if (!body || !returns || seen.has(node.line) || !/\bDataFrame\b/.test(textOf(returns)))
      continue;
    seen.add(node.line);
    yield finding(
      input,
      'large-return',
      'info',
      { line: node.line, dag: body.dag, taskId: body.taskId },
      'The task returns a data frame; return values go through the database of Airflow.',
      'Write it to a table or file and return its address, or use an object-store XCom backend.',
    );
  }
};
