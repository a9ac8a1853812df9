import { plainArgument, type Argument } from '../../syntax/argument.ts';
import type { Call, Rules } from '../call.ts';
import { derived, noFlow, type Flow } from '../flow.ts';
import { followTable, operandsOf } from '../follow-table.ts';
import { tidy } from '../paths.ts';
import { scriptEffects } from '../programs/script-effects.ts';
import { reportSql } from './report-sql.ts';

const names = [
  'psql',
  'mysql',
  'sqlite3',
  'duckdb',
  'trino',
  'clickhouse-client',
  'snowsql',
  'spark-sql',
  'hive',
  'mongosh',
  'bq',
  'aws',
  'sqoop',
];

/** Clients of databases: SQL comes as an option, as an operand, or through the input. */
export const sqlRules: Rules = Object.fromEntries(names.map((name) => [name, runClient]));

function runClient(call: Call): Flow | undefined {
  const { invocation, tool } = call;
  const chosen = invocation.subcommand ?? tool;
  if (!tool || !chosen?.marks.includes('query')) return undefined;
  const given = (mark: string): Argument[] =>
    invocation.options.flatMap(({ option, values }) =>
      option?.marks.includes(mark) ? values.slice(0, 1) : [],
    );
  if (
    call.words.some(({ text }) => /^(?:--help|--version|-\?|-V|-version|-help)$/.test(text)) &&
    call.words.length === 1
  ) {
    call.report('help-or-version', call.span);
    return noFlow;
  }
  if (
    invocation.options.some(
      ({ option }) => option?.marks.includes('read-only') || option?.marks.includes('dry-run'),
    )
  )
    return followTable(call, tool);
  const operands = operandsOf(call, tool)
    .filter(({ marks }) => marks.includes('sql'))
    .map(({ argument }) => argument);
  const statements = [...given('sql'), ...operands];
  // followTable reads options with SQL itself.
  for (const statement of operands) reportSql(call, statement);
  for (const code of given('mongo-code')) reportScript(call, code);
  const files = [
    ...given('sql-file'),
    ...operandsOf(call, tool)
      .filter(({ marks }) => marks.includes('sql-file'))
      .map(({ argument }) => argument),
  ];
  for (const file of files) runSqlFile(call, file);
  followTable(call, tool);
  const told = statements.length + given('mongo-code').length + files.length;
  if (told > 0) call.report('read-only', call.span);
  if (told === 0 || call.stdin.origin === 'literal') readInput(call, told > 0);
  return derived(
    call.stdin,
    statements.map(({ text }) => text),
  );
}

function runSqlFile(call: Call, file: Argument): void {
  const printed = call.machine.substituted(file) ?? call.machine.contents.get(tidy(file.text));
  if (printed?.text) reportSql(call, plainArgument(printed.text, file.span));
  else if (file.text === '-' || file.text === '/dev/stdin') readInput(call, false);
  else
    call.report('database-write', file, {
      text: 'Runs statements of a file that is not seen here.',
    });
}

function readInput(call: Call, told: boolean): void {
  const { text, origin, verbatim } = call.stdin;
  if (text !== null && text.trim() !== '') {
    const statement = { ...plainArgument(text, call.program.span), verbatim };
    if (call.tool?.names[0] === 'mongosh') reportScript(call, statement);
    else reportSql(call, statement);
    call.report('read-only', call.span);
  } else if (origin === 'none' || text !== null) {
    if (!told) call.report('interactive', call.span);
  } else
    call.report(
      // What makes the statements shows what kind they are.
      /\b(?:drop|truncate|delete)\b/i.test(call.stdin.hint) ? 'database-destroy' : 'database-write',
      call.span,
      { text: 'Runs statements that come through the input and are not seen here.' },
    );
}

function reportScript(call: Call, code: Argument): void {
  for (const effect of scriptEffects(code.text, 'mongosh'))
    call.report(effect.code, code, { text: effect.text });
}
