import {
  field,
  fields,
  parts,
  walk,
  type PythonSyntax,
  type PythonTree,
} from '../../airflow/index.ts';
import { FactList } from '../facts/fact-list.ts';
import type { PipelineFacts } from '../facts/fact.ts';
import { lineageOfSql } from '../lineage/lineage-of-sql.ts';
import type { SqlParser } from '../lineage/sql-parser.ts';
import { addStatement } from './read-sql.ts';

/** One call of a chain such as `spark.read.format("csv").load(path)`. */
interface Link {
  readonly name: string;
  /** Null for an attribute that is not called, such as `read`. */
  readonly call: PythonSyntax | null;
}

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

/** Facts of a PySpark script: what it reads and writes, its SQL, settings, arguments, and the steps that cost or shuffle. */
export async function readPySpark(
  file: { readonly path: string; readonly tree: PythonTree },
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<PipelineFacts> {
  const { tree, path } = file;
  const facts = new FactList('spark', path.split('/').at(-1) ?? path, path);
  const constants = constantsOf(tree);
  const text = (node: PythonSyntax | undefined): { value: string; sure: boolean } | null =>
    node === undefined ? null : stringOf(node, tree, constants);
  const doc = docstringOf(tree);
  if (doc) facts.add('says', doc.text, doc);

  const inChain = new Set<PythonSyntax>();
  let steps = 0;
  const statements: { sql: string; node: PythonSyntax }[] = [];
  for (const node of walk(tree.root)) {
    if (node.type === 'subscript') environmentSubscript(facts, node, tree, text);
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
      if (sql) statements.push({ sql: sql.value, node: argumentAt(last.call!, tree, 0) ?? node });
      else
        facts.add('unknown', 'a statement of spark.sql', place, {
          attributes: { why: 'The statement is not a constant of the file.' },
        });
    }
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
      if (name === 'add_argument') {
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
  for (const { sql, node } of statements)
    for (const statement of await lineageOfSql(sql, 'spark', parser, signal))
      addStatement(
        facts,
        { ...statement, lines: [1, node.endLine - node.line + 1] },
        'spark.sql',
        node.line - 1,
      );
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
  return facts.finish();
}

/** Does the file use Spark at all? */
export const usesSpark = (source: string): boolean =>
  /\b(from|import)\s+pyspark\b|\bSparkSession\b/.test(source);

/** The links of a chain of calls and attributes, first to last. */
function chainOf(call: PythonSyntax, tree: PythonTree, seen: Set<PythonSyntax>): Link[] {
  const links: Link[] = [];
  let node: PythonSyntax | undefined = call;
  let pending: PythonSyntax | null = null;
  while (node) {
    if (node.type === 'call') {
      seen.add(node);
      pending = node;
      node = field(node, 'function');
    } else if (node.type === 'attribute') {
      const name = field(node, 'attribute');
      links.unshift({ name: name ? tree.source.slice(name.start, name.end) : '', call: pending });
      pending = null;
      node = field(node, 'object');
    } else {
      links.unshift({
        name: tree.source.slice(node.start, Math.min(node.end, node.start + 60)),
        call: pending,
      });
      break;
    }
  }
  return links;
}

const argumentsOf = (call: PythonSyntax): PythonSyntax[] => {
  const list = field(call, 'arguments');
  return list ? parts(list).filter(({ type }) => type !== 'keyword_argument') : [];
};

function argumentAt(
  call: PythonSyntax,
  tree: PythonTree,
  at: number,
  keyword?: string,
): PythonSyntax | undefined {
  const list = field(call, 'arguments');
  if (!list) return undefined;
  if (keyword !== undefined)
    for (const each of parts(list)) {
      const name = each.type === 'keyword_argument' ? field(each, 'name') : undefined;
      if (name && tree.source.slice(name.start, name.end) === keyword) return field(each, 'value');
    }
  return argumentsOf(call)[at];
}

/** `.option("path", ...)` of a reader or writer. */
function optionOf(
  chain: readonly Link[],
  tree: PythonTree,
  text: (node: PythonSyntax | undefined) => { value: string; sure: boolean } | null,
  keys: readonly string[],
): { value: string; sure: boolean } | null {
  for (const { name, call } of chain) {
    if (name !== 'option' || !call) continue;
    const key = text(argumentAt(call, tree, 0));
    if (key && keys.includes(key.value)) return text(argumentAt(call, tree, 1));
  }
  return null;
}

const argumentStart = (call: PythonSyntax, tree: PythonTree): number => {
  const called = field(call, 'function');
  const name = called && (field(called, 'attribute') ?? called);
  return name ? name.start : Math.min(call.start, tree.source.length);
};
const lineOfEnd = ({ endLine, children, line }: PythonSyntax): number =>
  children.at(-1)?.line ?? (endLine || line);
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 160);

/** Module constants and parameters' plain defaults that are strings: `BASE = "s3://lake"`. A name that is assigned twice is not one. */
function constantsOf(tree: PythonTree): Map<string, PythonSyntax | null> {
  const constants = new Map<string, PythonSyntax | null>();
  for (const node of walk(tree.root)) {
    if (node.type !== 'assignment') continue;
    const left = field(node, 'left');
    const right = field(node, 'right');
    if (left?.type !== 'identifier' || !right) continue;
    const name = tree.source.slice(left.start, left.end);
    constants.set(name, constants.has(name) ? null : right);
  }
  return constants;
}

/** The text of an expression of literals, constants, f-strings and `+`; parts that are not known become `{name}`, and it is not sure. */
function stringOf(
  node: PythonSyntax,
  tree: PythonTree,
  constants: ReadonlyMap<string, PythonSyntax | null>,
  depth = 0,
): { value: string; sure: boolean } | null {
  if (depth > 20) return null;
  const source = (each: PythonSyntax): string => tree.source.slice(each.start, each.end);
  switch (node.type) {
    case 'string': {
      let value = '';
      let sure = true;
      for (const part of parts(node)) {
        if (part.type === 'string_content') value += source(part);
        else if (part.type === 'interpolation') {
          const inner = field(part, 'expression') ?? parts(part)[0];
          const known = inner && stringOf(inner, tree, constants, depth + 1);
          value += known ? known.value : `{${inner ? source(inner).slice(0, 60) : ''}}`;
          sure &&= known?.sure ?? false;
        }
      }
      return { value, sure };
    }
    case 'concatenated_string': {
      const all = parts(node).map((part) => stringOf(part, tree, constants, depth + 1));
      return {
        value: all.map((part) => part?.value ?? '').join(''),
        sure: all.every((part) => part?.sure ?? false),
      };
    }
    case 'integer':
    case 'float':
    case 'true':
    case 'false':
      return { value: source(node), sure: true };
    case 'identifier': {
      const constant = constants.get(source(node));
      return constant ? stringOf(constant, tree, constants, depth + 1) : null;
    }
    case 'parenthesized_expression':
      return parts(node)[0] ? stringOf(parts(node)[0]!, tree, constants, depth + 1) : null;
    case 'binary_operator': {
      const [left, right] = [field(node, 'left'), field(node, 'right')];
      const operator = node.children.find((child) => child.field === 'operator');
      if (!left || !right || (operator && source(operator) !== '+')) return null;
      const [a, b] = [
        stringOf(left, tree, constants, depth + 1),
        stringOf(right, tree, constants, depth + 1),
      ];
      if (!a && !b) return null;
      return {
        value: `${a?.value ?? `{${source(left).slice(0, 60)}}`}${b?.value ?? `{${source(right).slice(0, 60)}}`}`,
        sure: (a?.sure ?? false) && (b?.sure ?? false),
      };
    }
    default:
      return null;
  }
}

/** `os.environ["NAME"]`. */
function environmentSubscript(
  facts: FactList,
  node: PythonSyntax,
  tree: PythonTree,
  text: (node: PythonSyntax | undefined) => { value: string; sure: boolean } | null,
): void {
  const value = field(node, 'value');
  if (!value || !/(^|\.)environ$/.test(tree.source.slice(value.start, value.end))) return;
  const name = text(fields(node, 'subscript')[0]);
  if (name) facts.add('environment', name.value, { line: node.line });
}

function docstringOf(tree: PythonTree): { text: string; line: number; endLine: number } | null {
  const first = parts(tree.root)[0];
  const node = first?.type === 'expression_statement' ? parts(first)[0] : undefined;
  if (node?.type !== 'string') return null;
  const text = parts(node)
    .filter(({ type }) => type === 'string_content')
    .map((part) => tree.source.slice(part.start, part.end))
    .join('')
    .trim();
  return text === '' ? null : { text, line: node.line, endLine: node.endLine };
}
