import type { DagFacts, OutsideRead } from './facts.ts';
import { stringForm, textOfPiece } from './python/literal.ts';
import { field, parts, textOf, walk, type PythonSyntax, type PythonTree } from './python/syntax.ts';

const callees: readonly (readonly [RegExp, OutsideRead['kind']])[] = [
  [/(?:^|\.)Variable\.get$/, 'variable'],
  [
    /(?:^|\.)(?:Connection\.get(?:_connection_from_secrets)?|BaseHook\.get_connection|get_connection)$/,
    'connection',
  ],
  [/(?:^|\.)(?:os\.getenv|getenv|environ\.get)$/, 'environment'],
  [/^conf\.(?:get|getboolean|getint|getfloat)$/, 'configuration'],
];

/** Variables, connections, environment and configuration that the source names; also `conn_id` arguments and templates. */
export function readsOf(tree: PythonTree): OutsideRead[] {
  const found: OutsideRead[] = [];
  let functionEnd = -1;
  for (const node of walk(tree.root)) {
    if (node.type === 'function_definition' || node.type === 'lambda')
      functionEnd = Math.max(functionEnd, node.end);
    const when = node.start < functionEnd ? 'task' : 'import';
    if (node.type === 'call') {
      const callee = textOf(field(node, 'function')!).replaceAll(/\s/g, '');
      const kind = callees.find(([form]) => form.test(callee))?.[1];
      const [first] = parts(field(node, 'arguments') ?? node);
      if (kind) found.push({ kind, name: first ? constant(first) : null, when, line: node.line });
    } else if (
      node.type === 'subscript' &&
      /(?:^|\.)environ$/.test(textOf(field(node, 'value')!))
    ) {
      const key = field(node, 'subscript');
      found.push({
        kind: 'environment',
        name: key ? constant(key) : null,
        when,
        line: node.line,
      });
    } else if (
      node.type === 'keyword_argument' &&
      /(?:^|_)conn_id$/.test(textOf(field(node, 'name')!))
    ) {
      const value = field(node, 'value')!;
      if (value.type !== 'none')
        found.push({
          kind: 'connection',
          name: constant(value),
          when: 'task',
          line: node.line,
        });
    } else if (node.type === 'string_content') {
      for (const [, kind, name] of textOf(node).matchAll(
        /\{\{[^{}]*?\b(var\.(?:value|json)|conn)\.(\w+)/g,
      ))
        found.push({
          kind: kind === 'conn' ? 'connection' : 'variable',
          name: name!,
          when: 'task',
          line: node.line,
        });
    }
  }
  return found;
}

/** What an imported file reads when it is imported, and in the functions that tasks of the DAGs run. */
export function readsBehind(tree: PythonTree, dags: readonly DagFacts[]): OutsideRead[] {
  const { file } = tree.root.origin;
  if (file === null) return [];
  const bodies = dags.flatMap(({ tasks }) =>
    tasks.flatMap(({ callableSpan }) =>
      callableSpan && callableSpan.file === file ? [callableSpan] : [],
    ),
  );
  return readsOf(tree)
    .filter(
      ({ when, line }) =>
        when === 'import' || bodies.some((body) => body.line <= line && line <= body.endLine),
    )
    .map((read) => ({ ...read, file }));
}

function constant(node: PythonSyntax): string | null {
  if (node.type !== 'string') return null;
  const form = stringForm(node);
  const content = parts(node).filter(
    ({ type }) => type !== 'string_start' && type !== 'string_end',
  );
  if (content.some(({ type }) => type !== 'string_content')) return null;
  return content.map((piece) => textOfPiece(piece, form)).join('');
}
