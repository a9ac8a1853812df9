import type { TaskFacts } from '../facts.ts';
import { stringForm, textOfPiece } from '../python/literal.ts';
import { field, parts, walk, type PythonSyntax } from '../python/syntax.ts';
import type { RuleInput } from './finding.ts';

/** Ids that a branch can return; `complete` where every `return` is a constant. Null where that is not readable. */
export function branchTargets(
  input: RuleInput,
  task: TaskFacts,
): {
  readonly ids: readonly { readonly id: string; readonly line: number }[];
  readonly complete: boolean;
} | null {
  const follow = ['follow_task_ids_if_true', 'follow_task_ids_if_false'].filter(
    (name) => name in task.arguments,
  );
  if (follow.length > 0) {
    const ids = follow.flatMap((name) => {
      const value = task.arguments[name];
      const list = Array.isArray(value) ? value : [value];
      return list.map((id: unknown) => ({ id, line: task.argumentLines[name] ?? task.span.line }));
    });
    const known = ids.filter(
      (each): each is { id: string; line: number } => typeof each.id === 'string',
    );
    return { ids: known, complete: known.length === ids.length };
  }
  const body = functionAt(input, task);
  return body && returnedConstants(body);
}

function functionAt(
  { tree, imported }: RuleInput,
  { callable, callableSpan }: TaskFacts,
): PythonSyntax | null {
  const at = callableSpan?.file === undefined ? tree : imported.get(callableSpan.file);
  if (!callableSpan || !at) return null;
  for (const node of walk(at.root))
    if (node.type === 'function_definition' && node.line === callableSpan.line && callable)
      return field(node, 'body') ?? null;
  return null;
}

function returnedConstants(body: PythonSyntax): ReturnType<typeof branchTargets> {
  const ids: { id: string; line: number }[] = [];
  let complete = true;
  let nested = -1;
  for (const node of walk(body)) {
    if (node.start < nested) continue;
    if (node.type === 'function_definition' || node.type === 'lambda') nested = node.end;
    if (node.type === 'yield') return null;
    if (node.type !== 'return_statement') continue;
    const [value] = parts(node);
    if (!value || value.type === 'none') continue;
    const options = alternatives(value);
    for (const option of options) {
      const id = option.type === 'string' ? constant(option) : null;
      if (id === null) complete = false;
      else ids.push({ id, line: option.line });
    }
  }
  return ids.length > 0 ? { ids, complete } : null;
}

/** `a if x else b`, `[a, b]`. */
function alternatives(node: PythonSyntax): PythonSyntax[] {
  if (node.type === 'conditional_expression') {
    const [yes, , no] = parts(node);
    return [yes, no].flatMap((part) => (part ? alternatives(part) : []));
  }
  if (node.type === 'list' || node.type === 'tuple' || node.type === 'parenthesized_expression')
    return parts(node).flatMap(alternatives);
  return [node];
}

function constant(node: PythonSyntax): string | null {
  const form = stringForm(node);
  const pieces = parts(node).filter(({ type }) => type !== 'string_start' && type !== 'string_end');
  return pieces.every(({ type }) => type === 'string_content')
    ? pieces.map((piece) => textOfPiece(piece, form)).join('')
    : null;
}
