import { assignTarget } from './assign.ts';
import { findMember } from './class-members.ts';
import { defineClass, defineDecorated, defineFunction } from './define.ts';
import { importFrom, importModules } from './imports.ts';
import { iterate } from './iterate.ts';
import { arithmetic } from './operators.ts';
import { field, fields, parts, textOf, type PythonSyntax } from './syntax.ts';
import {
  keyOf,
  none,
  truthOf,
  unknown,
  type Completion,
  type Machine,
  type Scope,
  type Value,
} from './value.ts';
import { matchStatement } from './match-statement.ts';
import { PythonRaise } from './raised.ts';
import { moduleScope } from './scope.ts';
import { tryStatement } from './try-statement.ts';
import { either, uncertainly } from './uncertain.ts';

type Statement = (node: PythonSyntax, scope: Scope, machine: Machine) => Completion;

const normal: Completion = { kind: 'normal' };
const plain =
  (run: (node: PythonSyntax, scope: Scope, machine: Machine) => void): Statement =>
  (node, scope, machine) => {
    run(node, scope, machine);
    return normal;
  };

const statements: Readonly<Record<string, Statement>> = {
  expression_statement: plain((node, scope, machine) => {
    for (const part of parts(node)) expressionStatement(part, scope, machine);
  }),
  import_statement: plain(importModules),
  import_from_statement: plain(importFrom),
  function_definition: plain(defineFunction),
  class_definition: plain(defineClass),
  decorated_definition: plain(defineDecorated),
  return_statement(node, scope, machine) {
    const [value] = parts(node);
    return { kind: 'return', value: value ? machine.evaluate(value, scope) : none };
  },
  if_statement: ifStatement,
  for_statement: forStatement,
  while_statement: whileStatement,
  try_statement: tryStatement,
  with_statement: withStatement,
  match_statement: matchStatement,
  break_statement: () => ({ kind: 'break' }),
  continue_statement: () => ({ kind: 'continue' }),
  raise_statement: raiseStatement,
  global_statement: plain((node, scope) => {
    for (const name of parts(node)) scope.elsewhere.set(textOf(name), moduleScope(scope));
  }),
  nonlocal_statement: plain((node, scope) => {
    for (const name of parts(node)) {
      const text = textOf(name);
      for (let at = scope.parent; at; at = at.parent)
        if (at.variables.has(text)) {
          scope.elsewhere.set(text, at);
          break;
        }
    }
  }),
  delete_statement: plain((node, scope, machine) => {
    for (const target of parts(node)) {
      if (target.type === 'identifier') scope.variables.delete(textOf(target));
      if (target.type !== 'subscript') continue;
      const from = machine.evaluate(field(target, 'value')!, scope);
      const key = machine.evaluate(field(target, 'subscript')!, scope);
      if (from.kind === 'dict' && !machine.uncertain) from.entries.delete(keyOf(key) ?? '');
    }
  }),
  // What a file that no parser understands completely still holds.
  ERROR: (node, scope, machine) => machine.execute(parts(node), scope),
};

/** Carries out statements in order until one of them leaves the block. */
export function executeBlock(
  nodes: readonly PythonSyntax[],
  scope: Scope,
  machine: Machine,
): Completion {
  for (const node of nodes) {
    machine.spend(1);
    const run = Object.hasOwn(statements, node.type) ? statements[node.type] : undefined;
    const end = run ? run(node, scope, machine) : normal;
    if (end.kind !== 'normal') return end;
  }
  return normal;
}

function expressionStatement(node: PythonSyntax, scope: Scope, machine: Machine): void {
  if (node.type === 'assignment') {
    const right = field(node, 'right');
    // A bare annotation assigns nothing.
    if (!right) return;
    const targets = [field(node, 'left')!];
    let value = right;
    while (value.type === 'assignment') {
      targets.push(field(value, 'left')!);
      value = field(value, 'right') ?? value.children[0]!;
    }
    const made = machine.evaluate(value, scope);
    for (const target of targets) assignTarget(target, made, scope, machine);
  } else if (node.type === 'augmented_assignment') augmented(node, scope, machine);
  else if (node.type === 'yield') {
    const [value] = parts(node);
    const made = value ? machine.evaluate(value, scope) : none;
    const yielded = machine.frames.at(-1)?.yielded;
    if (!yielded) return;
    const from = /^yield\s+from\b/.test(textOf(node));
    const { items, open } = from ? iterate(made, node, machine) : { items: [made], open: null };
    yielded.items.push(...items);
    yielded.open ??= open ?? machine.uncertain;
  } else machine.evaluate(node, scope);
}

function augmented(node: PythonSyntax, scope: Scope, machine: Machine): void {
  const target = field(node, 'left')!;
  const left = machine.evaluate(target, scope);
  const right = machine.evaluate(field(node, 'right')!, scope);
  const operator = textOf(field(node, 'operator')!).replace(/=$/, '');
  if (left.kind === 'list' && left.form === 'list' && operator === '+') {
    const { items, open } = iterate(right, node, machine);
    if (machine.uncertain) left.open ??= machine.uncertain;
    else left.items.push(...items);
    left.open ??= open;
    return;
  }
  const made =
    machine.host.binary(operator, left, right, node, machine) ??
    arithmetic(operator, left, right, node, machine);
  assignTarget(target, made, scope, machine);
}

/** Where no `try` of the file is open the statements behind it do not run. */
function raiseStatement(node: PythonSyntax, scope: Scope, machine: Machine): Completion {
  if (machine.tries === 0 || machine.uncertain) return { kind: 'raise' };
  const [raised] = parts(node);
  const type = raised?.type === 'call' ? field(raised, 'function') : raised;
  throw new PythonRaise(type ? textOf(type).replace(/^.*\./s, '') : null);
}

function ifStatement(node: PythonSyntax, scope: Scope, machine: Machine): Completion {
  const condition = field(node, 'condition')!;
  const test = machine.evaluate(condition, scope);
  const truth = truthOf(test);
  const body = (): Completion => machine.execute(parts(field(node, 'consequence')!), scope);
  const otherwise = (): Completion =>
    executeAlternatives(fields(node, 'alternative'), scope, machine);
  if (truth !== null) return truth ? body() : otherwise();
  const why = test.kind === 'unknown' ? test.why : 'a condition that is not known';
  return either([body, otherwise], unknown(why, condition), scope, machine);
}

function executeAlternatives(
  [first, ...others]: readonly PythonSyntax[],
  scope: Scope,
  machine: Machine,
): Completion {
  if (!first) return normal;
  if (first.type === 'else_clause') return machine.execute(parts(field(first, 'body')!), scope);
  const condition = field(first, 'condition')!;
  const truth = truthOf(machine.evaluate(condition, scope));
  const body = (): Completion => machine.execute(parts(field(first, 'consequence')!), scope);
  const otherwise = (): Completion => executeAlternatives(others, scope, machine);
  if (truth !== null) return truth ? body() : otherwise();
  return either(
    [body, otherwise],
    unknown('a condition that is not known', condition),
    scope,
    machine,
  );
}

function forStatement(node: PythonSyntax, scope: Scope, machine: Machine): Completion {
  const left = field(node, 'left')!;
  const from = machine.evaluate(field(node, 'right')!, scope);
  const { items, open } = iterate(from, field(node, 'right')!, machine);
  const body = parts(field(node, 'body')!);
  const before = machine.uncertain;
  for (const item of items) {
    machine.spend(1);
    const atStart = machine.uncertain;
    assignTarget(left, item, scope, machine);
    const end = machine.execute(body, scope);
    if (end.kind === 'break') {
      machine.uncertain = before;
      return normal;
    }
    if (end.kind === 'return' || end.kind === 'raise') return end;
    // An iteration that may have ended early makes only its own rest uncertain.
    machine.uncertain = atStart;
  }
  if (open)
    uncertainly(open, scope, machine, () => {
      assignTarget(left, unknown(open.why, left), scope, machine);
      return machine.execute(body, scope);
    });
  machine.uncertain = before;
  const alternative = field(node, 'alternative');
  return alternative ? machine.execute(parts(field(alternative, 'body')!), scope) : normal;
}

const maxWhile = 10_000;

function whileStatement(node: PythonSyntax, scope: Scope, machine: Machine): Completion {
  const condition = field(node, 'condition')!;
  const body = parts(field(node, 'body')!);
  for (let round = 0; round < maxWhile; round += 1) {
    const truth = truthOf(machine.evaluate(condition, scope));
    if (truth === false) return normal;
    if (truth === null) {
      const why = unknown('how often a loop runs is not known', condition);
      uncertainly(why, scope, machine, () => machine.execute(body, scope));
      return normal;
    }
    const end = machine.execute(body, scope);
    if (end.kind === 'break') return normal;
    if (end.kind === 'return' || end.kind === 'raise') return end;
  }
  return normal;
}

function withStatement(node: PythonSyntax, scope: Scope, machine: Machine): Completion {
  const left: (() => void)[] = [];
  const items = parts(node)
    .filter(({ type }) => type === 'with_clause')
    .flatMap(parts)
    .flatMap(({ type, children }) =>
      type === 'with_item' ? children.filter((child) => child.field === 'value') : [],
    )
    // with (A() as a, B() as b):
    .flatMap((item) => (item.type === 'tuple' ? parts(item) : [item]));
  for (const item of items) {
    const [expression, alias] = item.type === 'as_pattern' ? parts(item) : [item];
    const context = machine.evaluate(expression!, scope);
    const value = enter(context, expression!, machine, left);
    const target = alias && parts(alias)[0];
    if (target) assignTarget(target, value, scope, machine);
  }
  try {
    return machine.execute(parts(field(node, 'body')!), scope);
  } finally {
    for (const leave of left.toReversed()) leave();
  }
}

/** What `as` gets; how the context is left is noted. */
function enter(context: Value, site: PythonSyntax, machine: Machine, left: (() => void)[]): Value {
  if (context.kind === 'host' && context.host.enter) {
    left.push(() => context.host.exit?.(machine));
    return context.host.enter(machine);
  }
  if (context.kind === 'object') {
    const call = (name: string, given: readonly Value[]): Value | null => {
      const method = findMember(context.class, name);
      return method?.kind === 'function'
        ? machine.call(method, {
            positional: [context, ...given],
            keywords: new Map(),
            open: null,
            site,
          })
        : null;
    };
    left.push(() => call('__exit__', [none, none, none]));
    const value = call('__enter__', []);
    if (value) return value;
  }
  return unknown('what a context manager gives is not known', site);
}
