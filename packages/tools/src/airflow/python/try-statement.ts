import { assignName } from './scope.ts';
import { field, parts, textOf, type PythonSyntax } from './syntax.ts';
import { isCaughtBy, PythonRaise } from './raised.ts';
import { unknown, type Completion, type Machine, type Scope } from './value.ts';

/** Imports are taken to succeed, so a handler runs only where the body certainly raises. */
export function tryStatement(node: PythonSyntax, scope: Scope, machine: Machine): Completion {
  const clauses = parts(node);
  const handlers = clauses.filter(({ type }) => type.startsWith('except'));
  let raised: PythonRaise | null = null;
  let end: Completion = { kind: 'normal' };
  try {
    end = guarded(parts(field(node, 'body')!), handlers.length > 0, scope, machine);
    if (end.kind === 'raise') raised = new PythonRaise(null);
  } catch (error) {
    if (!(error instanceof PythonRaise)) throw error;
    raised = error;
  }
  if (raised) {
    const { exception } = raised;
    const handler = handlers.find((each) => catches(each, exception));
    end = handler ? handle(handler, scope, machine) : { kind: 'raise' };
    if (handler) raised = null;
  } else if (end.kind === 'normal') {
    const otherwise = clauses.find(({ type }) => type === 'else_clause');
    if (otherwise) end = machine.execute(parts(field(otherwise, 'body')!), scope);
  }
  const last = clauses.find(({ type }) => type === 'finally_clause');
  const block = last && parts(last).find(({ type }) => type === 'block');
  if (block) {
    const finallyEnd = machine.execute(parts(block), scope);
    if (finallyEnd.kind !== 'normal') return finallyEnd;
  }
  // An outer `try` may catch what this one does not.
  if (raised && machine.tries > 0) throw raised;
  return end;
}

/** Runs the body; what it had begun is left in order where it raises. */
function guarded(
  body: readonly PythonSyntax[],
  catching: boolean,
  scope: Scope,
  machine: Machine,
): Completion {
  const { uncertain } = machine;
  const frames = machine.frames.length;
  if (catching) machine.tries += 1;
  try {
    return machine.execute(body, scope);
  } catch (error) {
    machine.uncertain = uncertain;
    machine.frames.length = frames;
    throw error;
  } finally {
    if (catching) machine.tries -= 1;
  }
}

function catches(handler: PythonSyntax, exception: string | null): boolean {
  const value = field(handler, 'value');
  if (!value) return true;
  const type = value.type === 'as_pattern' ? parts(value)[0]! : value;
  const names = type.type === 'tuple' ? parts(type) : [type];
  // Of an exception that is not known, the first handler is as good as any.
  if (exception === null) return true;
  return names.some((name) => isCaughtBy(exception, textOf(name).replace(/^.*\./s, '')));
}

function handle(handler: PythonSyntax, scope: Scope, machine: Machine): Completion {
  const value = field(handler, 'value');
  const alias = value && field(value, 'alias');
  if (alias) assignName(scope, textOf(alias), unknown('an exception that was caught', handler));
  const block = parts(handler).find(({ type }) => type === 'block');
  return block ? machine.execute(parts(block), scope) : { kind: 'normal' };
}
