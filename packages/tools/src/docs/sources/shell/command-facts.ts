import { forEachChild, type SyntaxNode } from 'unbash';
import type { Argument } from '../../../shell/index.ts';
import { commandsOf, type ParsedShell, type SeenCommand } from '../../../shell/index.ts';
import type { FactSink } from '../../facts/fact-list.ts';
import { lineageOfSql } from '../../lineage/lineage-of-sql.ts';
import type { SqlDialect, SqlParser } from '../../lineage/sql-parser.ts';
import { splitStatements } from '../../lineage/split-statements.ts';
import { addStatement } from '../read-sql.ts';
import { copiesOf } from './copies.ts';

/** Which SQL a client of databases speaks. */
const dialects: Readonly<Record<string, SqlDialect>> = {
  psql: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mysql',
  sqlite3: 'sqlite',
  duckdb: 'duckdb',
  trino: 'trino',
  'clickhouse-client': 'clickhouse',
  snowsql: 'snowflake',
  'spark-sql': 'spark',
  hive: 'hive',
  beeline: 'hive',
  bq: 'bigquery',
};
/** What is in nearly every script and tells nothing of what the script is for. */
const ordinary = new Set(
  `mktemp echo printf test [ [[ : true false cd pwd pushd popd exit return shift set unset export local declare typeset readonly read eval
  exec trap wait sleep date mkdir basename dirname cat tee grep sed awk cut tr sort uniq head tail wc ls touch tput logger getopts getopt
  source . type command hash umask ulimit let alias shopt builtin break continue seq xargs nohup timeout time env sudo bash sh`.split(
    /\s+/,
  ),
);
const uri = /^(?:s3[an]?|gs|hdfs|abfss?|wasbs?|dbfs|adl|oss|file):\/\//;
const output = /(?:^|[-_])(?:out|output|outputs|dest|destination|target|sink|write)(?:$|[-_])/;
const input = /(?:^|[-_])(?:in|input|inputs|src|source|from|read)(?:$|[-_])/;

export interface CommandPlaces {
  /** What the facts are about: a task; null for the script itself. */
  readonly subject: string | null;
  /** Line of the file for an offset in the text. */
  readonly line: (offset: number) => number;
  /** Puts back what was taken out of the text before it was parsed. */
  readonly restore: (piece: string) => string;
}

/**
 * What the commands of a script touch and start: SQL of database clients followed to its tables, files that are copied, jobs and
 * scripts that are started. Variables that the script sets are filled in.
 */
export async function addCommands(
  facts: FactSink,
  parsed: ParsedShell,
  places: CommandPlaces,
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<void> {
  const { subject, line, restore } = places;
  const seenSteps = new Set<string>();
  const constants = constantsOf(parsed);
  for (const command of commandsOf(parsed)) {
    signal?.throwIfAborted();
    if (command.defined || command.name === '' || /[$\ue000-\uf8ff]/.test(command.name)) continue;
    const ends = [command.program, ...command.words].map(({ span }) => span.end);
    const place = {
      line: line(command.program.span.start),
      endLine: line(Math.max(command.program.span.start, ...ends) - 1),
    };
    const written = (argument: Argument): string =>
      restore(asWritten(argument, parsed.text, constants));
    const about = { subject, confidence: 'likely' as const };

    for (const { kind, argument } of copiesOf(command))
      facts.add(kind, written(argument), place, { ...about, attributes: { by: command.name } });
    for (const { kind, argument, value } of namedPaths(command))
      facts.add(kind, value ?? written(argument), place, {
        subject,
        confidence: 'guessed',
        attributes: { by: command.name },
      });
    const started = startedBy(command);
    if (started !== null)
      facts.add('triggers', written(started), place, {
        ...about,
        attributes: { by: command.name },
      });
    for (const { option, values } of command.invocation.options)
      if (
        option?.names.some((name) => name === '--conf') &&
        /^spark[.\w]+=/.test(values[0]?.text ?? '')
      ) {
        const [name, ...rest] = restore(values[0]!.text).split('=');
        facts.add('setting', name!, place, {
          attributes: { value: rest.join('='), use: command.name },
        });
      }
    const step = [command.program, ...command.words].map(written).join(' ');
    if (!ordinary.has(command.name) && !seenSteps.has(step) && subject === null) {
      seenSteps.add(step);
      facts.add('step', step.replaceAll(/\s+/g, ' ').slice(0, 300), place, { subject: 'runs' });
    }
    for (const { sql, start } of sqlOf(command)) {
      const dialect = dialects[command.name] ?? 'generic';
      const count = splitStatements(sql).length;
      const name = subject ?? command.name;
      for (const [at, statement] of (
        await lineageOfSql(restore(sql), dialect, parser, signal)
      ).entries())
        addStatement(
          facts,
          start === null ? { ...statement, lines: [1, place.endLine - place.line + 1] } : statement,
          count === 1 ? name : `${name} (${at + 1})`,
          (start === null ? place.line : line(start)) - 1,
        );
    }
  }
}

/** SQL that a client of databases is given, and where it stands in the text; null: quoting changed it. */
function sqlOf({ tool, invocation, stdin }: SeenCommand): { sql: string; start: number | null }[] {
  const chosen = invocation.subcommand ?? tool;
  if (!chosen?.marks.includes('query')) return [];
  const given = invocation.options.flatMap(({ option, values }) =>
    option?.marks.includes('sql') ? values.slice(0, 1) : [],
  );
  const operand = chosen.operands.some(({ marks }) => marks.includes('sql'))
    ? invocation.operands.filter(({ text }) => /\s/.test(text))
    : [];
  const found = [...given, ...operand].map(({ text, verbatim }) => ({
    sql: text,
    start: verbatim ?? null,
  }));
  if (found.length === 0 && stdin.origin === 'literal' && stdin.text !== null)
    found.push({ sql: stdin.text, start: stdin.verbatim ?? null });
  return found.filter(({ sql }) => sql.trim() !== '');
}

/** The job, script or DAG that a command starts; null where it starts none that a document could be about. */
function startedBy({ name, program, words, invocation }: SeenCommand): Argument | null {
  const { operands, options } = invocation;
  if (/^(?:spark3?|dse-spark)-submit$/.test(name)) return operands[0] ?? null;
  if (/^(?:python[\d.]*|bash|sh|ksh|zsh)$/.test(name))
    return words.find(({ text }) => /^[^-\s]\S*\.(?:py|sh|bash|ksh)$/.test(text)) ?? null;
  if (/^\S+\.(?:sh|bash|ksh|py)$/.test(program.text)) return program;
  if (name === 'airflow' && words[0]?.text === 'dags' && words[1]?.text === 'trigger')
    return operands[0] ?? null;
  const telling = (given: (typeof options)[number]): boolean =>
    name === 'dbt'
      ? ['--select', '-s', '--models', '-m'].includes(given.name)
      : (given.option?.marks.includes('sql-file') ?? false);
  return options.find(telling)?.values[0] ?? null;
}

interface NamedPath {
  readonly kind: 'reads' | 'writes';
  readonly argument: Argument;
  /** Where the address is glued to the option: only it. */
  readonly value: string | null;
}

/** Addresses in options whose name says the direction: `--output s3://lake/orders`. A name is all there is, so it is a guess. */
function namedPaths({ words }: SeenCommand): NamedPath[] {
  return words.flatMap((argument, at): NamedPath[] => {
    const glued = /^(--?[\w-]+)=(.+)$/.exec(argument.text);
    const [name, value] = glued
      ? [glued[1]!, glued[2]!]
      : [words[at - 1]?.text ?? '', argument.text];
    const kind = directionOf(name, value);
    return kind === null ? [] : [{ kind, argument, value: glued ? value : null }];
  });
}

/** What the name of an option says of the address behind it; null where it says nothing. */
export function directionOf(option: string, value: string): 'reads' | 'writes' | null {
  if (!uri.test(value) || !option.startsWith('-')) return null;
  if (output.test(option)) return 'writes';
  return input.test(option) ? 'reads' : null;
}

/** A word for a reader: constants of the script filled in, other variables as the script writes them. */
function asWritten(
  argument: Argument,
  text: string,
  constants: ReadonlyMap<string, string>,
): string {
  if (!argument.dynamic) return argument.text;
  const source = text.slice(argument.span.start, argument.span.end);
  const bare = /^"[^"]*"$/.test(source)
    ? source.slice(1, -1)
    : source.includes('"')
      ? source.replaceAll('"', '')
      : source;
  return bare.replaceAll(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (variable, braced: string | undefined, plain: string | undefined) =>
      constants.get(braced ?? plain ?? '') ?? variable,
  );
}

/** Variables that are set once, to a text without variables. */
function constantsOf({ script }: ParsedShell): Map<string, string> {
  const found = new Map<string, string | null>();
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Assignment') {
      const plain =
        node.value.type === 'Word' && !/[`$]/.test(node.value.text) ? node.value.value : null;
      found.set(node.name, found.has(node.name) ? null : plain);
    }
    forEachChild(node, visit);
  };
  visit(script);
  return new Map([...found].filter((entry): entry is [string, string] => entry[1] !== null));
}
