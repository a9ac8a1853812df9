import {
  field,
  fields,
  parts,
  walk,
  type PythonSyntax,
  type PythonTree,
} from '../../airflow/index.ts';
import { FactList, type FactSink } from '../facts/fact-list.ts';
import type { PipelineFacts } from '../facts/fact.ts';
import { lineageOfSql } from '../lineage/lineage-of-sql.ts';
import type { SqlDialect, SqlParser } from '../lineage/sql-parser.ts';
import {
  argumentAt,
  argumentsOf,
  argumentStart,
  chainOf,
  constantsOf,
  docstringOf,
  lineOfEnd,
  oneLine,
  optionOf,
  stringOf,
} from './python-syntax.ts';
import { dataCall } from './python-data-calls.ts';
import { addStatement } from './read-sql.ts';

const readers = new Set([
  'load',
  'table',
  'parquet',
  'orc',
  'json',
  'csv',
  'text',
  'avro',
  'jdbc',
  'delta',
  'xml',
]);
const writers = new Set([
  'save',
  'saveAsTable',
  'insertInto',
  'parquet',
  'orc',
  'json',
  'csv',
  'text',
  'avro',
  'jdbc',
  'toTable',
  'start',
]);
const shapes = new Set([
  'join',
  'crossJoin',
  'groupBy',
  'groupby',
  'repartition',
  'coalesce',
  'cache',
  'persist',
  'collect',
  'toPandas',
  'broadcast',
  'mapInPandas',
  'applyInPandas',
  'dropDuplicates',
  'union',
  'unionByName',
]);
const maxSteps = 500;

/**
 * Facts of a Python script, with Spark or without: what it reads and writes, its SQL, settings, arguments, and the steps that cost or
 * shuffle.
 */
export async function readPython(
  file: { readonly path: string; readonly tree: PythonTree },
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<PipelineFacts> {
  const { tree, path } = file;
  const kind = usesSpark(tree.source) ? 'spark' : 'python';
  const facts = new FactList(
    kind,
    path.split('/').at(-1) ?? path,
    path,
    new Map([[path, tree.source]]),
  );
  const doc = docstringOf(tree);
  if (doc) facts.add('says', doc.text, doc);
  await addCode(facts, tree, null, parser, signal);
  userFunctions(facts, tree);
  return facts.finish();
}

/** Code of one task: what it reads and writes becomes that of the task. Lines from 1, both included. */
export interface TaskCode {
  readonly taskId: string;
  readonly lines: readonly [first: number, last: number];
}

/** @param task null: the whole file. */
export async function addCode(
  facts: FactSink,
  tree: PythonTree,
  task: TaskCode | null,
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<void> {
  const constants = constantsOf(tree);
  const subject = task?.taskId ?? null;
  const text = (node: PythonSyntax | undefined): { value: string; sure: boolean } | null =>
    node === undefined ? null : stringOf(node, tree, constants);

  const inChain = new Set<PythonSyntax>();
  let steps = 0;
  const statements: { sql: string; node: PythonSyntax; dialect: SqlDialect; by: string }[] = [];
  for (const node of walk(tree.root)) {
    if (task && (node.line < task.lines[0] || node.endLine > task.lines[1])) continue;
    if (!task && node.type === 'string') fixedDate(facts, node, text(node)?.value ?? '');
    if (!task && node.type === 'subscript') subscript(facts, node, tree, text);
    if (node.type !== 'call' || inChain.has(node)) continue;
    const chain = chainOf(node, tree, inChain);
    const place = { line: node.line, endLine: node.endLine };
    const names = chain.map(({ name }) => name);
    const argument = (name: string, at = 0, keyword?: string) => {
      const link = chain.findLast((each) => each.name === name && each.call);
      return link?.call ? text(argumentAt(link.call, tree, at, keyword)) : null;
    };
    const last = chain.at(-1)!;
    const io = (
      kind: 'reads' | 'writes',
      value: { value: string; sure: boolean } | null,
      by: string,
      more: Record<string, string | null> = {},
    ): void => {
      if (value)
        facts.add(kind, value.value, place, {
          subject,
          attributes: { by, ...more },
          confidence: value.sure ? 'certain' : 'likely',
        });
      else
        facts.add('unknown', `what ${by} ${kind}`, place, {
          attributes: { why: 'The name or path is not a constant of the file.' },
        });
    };
    const format = argument('format')?.value ?? null;
    if (
      (names.includes('read') || names.includes('readStream')) &&
      readers.has(last.name) &&
      last.call
    ) {
      const value =
        argument(
          last.name,
          last.name === 'jdbc' ? 1 : 0,
          last.name === 'jdbc' ? 'table' : undefined,
        ) ?? optionOf(chain, tree, text, ['path', 'dbtable', 'subscribe', 'query']);
      io('reads', value, names.includes('readStream') ? 'spark.readStream' : 'spark.read', {
        format: format ?? (last.name === 'load' || last.name === 'table' ? null : last.name),
      });
    } else if (names.includes('write') || names.includes('writeStream')) {
      const writer = chain.findLast(({ name, call }) => writers.has(name) && call);
      if (writer) {
        const value =
          argument(
            writer.name,
            writer.name === 'jdbc' ? 1 : 0,
            writer.name === 'jdbc' ? 'table' : undefined,
          ) ?? optionOf(chain, tree, text, ['path', 'dbtable', 'topic']);
        io('writes', value, names.includes('writeStream') ? 'writeStream' : 'write', {
          format:
            format ??
            (/^(save|saveAsTable|insertInto|start|toTable)$/.test(writer.name)
              ? null
              : writer.name),
          mode: argument('mode')?.value ?? argument('outputMode')?.value ?? null,
        });
        const partitions = chain.find(({ name }) => name === 'partitionBy')?.call;
        if (partitions)
          facts.add(
            'property',
            argumentsOf(partitions)
              .flatMap((each) => text(each)?.value ?? [])
              .join(', '),
            place,
            { subject: 'Partitioned by' },
          );
      }
    } else if (names.includes('writeTo')) io('writes', argument('writeTo'), 'writeTo');
    else if (last.name === 'table' && names[0] === 'spark')
      io('reads', argument('table'), 'spark.table');
    else if ((last.name === 'forName' || last.name === 'forPath') && names.includes('DeltaTable'))
      io('reads', argument(last.name, 1), `DeltaTable.${last.name}`);
    else if (
      last.name === 'sql' &&
      /(^|\.)(spark|session|sqlContext|ss)$/i.test(names.slice(0, -1).join('.'))
    ) {
      const sql = argument('sql');
      if (sql)
        statements.push({
          sql: sql.value,
          node: argumentAt(last.call!, tree, 0) ?? node,
          dialect: 'spark',
          by: 'spark.sql',
        });
      else
        facts.add('unknown', 'a statement of spark.sql', place, {
          attributes: { why: 'The statement is not a constant of the file.' },
        });
    } else {
      const found = dataCall(chain, tree, text);
      if (found && 'sql' in found) statements.push({ ...found, node: found.node ?? node });
      else if (found) io(found.kind, found.value, found.by);
    }
    // The connections and the environment of a DAG's file are known already.
    if (task) continue;
    connections(facts, chain, place, text, tree);
    for (const { name, call } of chain) {
      if (!call) continue;
      if (name === 'config' || (name === 'set' && names.includes('conf'))) {
        const [key, value] = [text(argumentAt(call, tree, 0)), text(argumentAt(call, tree, 1))];
        if (key)
          facts.add(
            'setting',
            key.value,
            { line: call.line },
            { attributes: { value: value?.value ?? null } },
          );
      }
      if (shapes.has(name) && (steps += 1) <= maxSteps)
        facts.add(
          'step',
          oneLine(tree.source.slice(argumentStart(call, tree), call.end)),
          { line: lineOfEnd(call) },
          { subject: name },
        );
      if (name === 'add_argument' || (name === 'option' && names[0] === 'click')) {
        const argumentName = text(argumentAt(call, tree, 0));
        if (argumentName)
          facts.add(
            'parameter',
            argumentName.value,
            { line: call.line },
            {
              attributes: {
                value: text(argumentAt(call, tree, 99, 'default'))?.value ?? null,
                use: text(argumentAt(call, tree, 99, 'help'))?.value ?? 'argument',
              },
            },
          );
      }
      if (name === 'getenv' || (name === 'get' && names.includes('environ'))) {
        const variable = text(argumentAt(call, tree, 0));
        if (variable) facts.add('environment', variable.value, { line: call.line });
      }
    }
  }
  for (const { sql, node, dialect, by } of statements)
    for (const statement of await lineageOfSql(sql, dialect, parser, signal))
      addStatement(
        facts,
        { ...statement, lines: [1, node.endLine - node.line + 1] },
        subject ?? by,
        node.line - 1,
      );
}

function userFunctions(facts: FactSink, tree: PythonTree): void {
  for (const node of walk(tree.root))
    if (
      node.type === 'decorated_definition' &&
      /^@(\w+\.)*(pandas_)?udf\b/.test(tree.source.slice(node.start, node.start + 60))
    ) {
      const name = parts(node).find(({ type }) => type === 'function_definition');
      const identifier = name && field(name, 'name');
      if (identifier)
        facts.add(
          'step',
          tree.source.slice(identifier.start, identifier.end),
          { line: identifier.line },
          { subject: 'user function' },
        );
    }
}

/** Names of connections that a hook is made with. */
function connections(
  facts: FactSink,
  chain: ReturnType<typeof chainOf>,
  place: { line: number; endLine: number },
  text: (node: PythonSyntax | undefined) => { value: string; sure: boolean } | null,
  tree: PythonTree,
): void {
  for (const { name, call } of chain) {
    const list = call && name.endsWith('Hook') ? field(call, 'arguments') : undefined;
    for (const each of list ? parts(list) : []) {
      const keyword = each.type === 'keyword_argument' ? field(each, 'name') : undefined;
      const given = keyword && tree.source.slice(keyword.start, keyword.end);
      const value = given && /(^|_)conn_id$/.test(given) ? text(field(each, 'value')) : null;
      if (value)
        facts.add('connection', value.value, place, { attributes: { use: `${given} of ${name}` } });
    }
  }
}

/** A date that stands as a literal: worth asking whether it should be a parameter. */
function fixedDate(facts: FactSink, node: PythonSyntax, value: string): void {
  if (/^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$/.test(value))
    facts.add('property', value, { line: node.line }, { subject: 'Fixed date (literal)' });
}

/** Does the file use Spark at all? */
const usesSpark = (source: string): boolean =>
  /\b(from|import)\s+pyspark\b|\bSparkSession\b/.test(source);

/** `os.environ["NAME"]` and `sys.argv[1]`. */
function subscript(
  facts: FactSink,
  node: PythonSyntax,
  tree: PythonTree,
  text: (node: PythonSyntax | undefined) => { value: string; sure: boolean } | null,
): void {
  const value = field(node, 'value');
  const of = value ? tree.source.slice(value.start, value.end) : '';
  const at = text(fields(node, 'subscript')[0])?.value ?? '';
  if (/(^|\.)argv$/.test(of) && /^[1-9]\d*$/.test(at))
    facts.add(
      'parameter',
      `${of}[${at}]`,
      { line: node.line },
      { attributes: { use: 'argument' } },
    );
  if (!value || !/(^|\.)environ$/.test(tree.source.slice(value.start, value.end))) return;
  const name = text(fields(node, 'subscript')[0]);
  if (name) facts.add('environment', name.value, { line: node.line });
}
