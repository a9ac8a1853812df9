import { compare } from './compare.ts';
import { evaluateComprehension } from './comprehension.ts';
import { evaluateString } from './evaluate-string.ts';
import { iterate } from './iterate.ts';
import { numberOf } from './literal.ts';
import { arithmetic } from './operators.ts';
import { lookUp } from './scope.ts';
import { subscript } from './subscript.ts';
import { field, parts, textOf, type PythonSyntax } from './syntax.ts';
import {
  bool,
  dict,
  equals,
  keyOf,
  list,
  none,
  number,
  truthOf,
  unknown,
  type CallArguments,
  type Machine,
  type Scope,
  type UnknownValue,
  type Value,
} from './value.ts';

type Evaluator = (node: PythonSyntax, scope: Scope, machine: Machine) => Value;

/** Kinds of expressions; everything else is unknown. */
const evaluators: Readonly<Record<string, Evaluator>> = {
  none: () => none,
  true: () => bool(true),
  false: () => bool(false),
  integer: (node, _, machine) => numeral(node, machine),
  float: (node, _, machine) => numeral(node, machine, true),
  string: evaluateString,
  concatenated_string: evaluateString,
  identifier: name,
  parenthesized_expression: inner,
  await: inner,
  attribute: (node, scope, machine) =>
    machine.getAttribute(
      machine.evaluate(field(node, 'object')!, scope),
      textOf(field(node, 'attribute')!),
      node,
    ),
  call: (node, scope, machine) =>
    machine.call(
      machine.evaluate(field(node, 'function')!, scope),
      argumentsOf(node, scope, machine),
    ),
  subscript,
  list: sequence('list'),
  tuple: sequence('tuple'),
  expression_list: sequence('tuple'),
  pattern_list: sequence('tuple'),
  set: sequence('set'),
  dictionary,
  list_comprehension: evaluateComprehension,
  set_comprehension: evaluateComprehension,
  generator_expression: evaluateComprehension,
  dictionary_comprehension: evaluateComprehension,
  binary_operator: binary,
  unary_operator: unary,
  not_operator(node, scope, machine) {
    const truth = truthOf(machine.evaluate(field(node, 'argument')!, scope));
    return truth === null ? unknown('a condition that is not known', node) : bool(!truth);
  },
  boolean_operator: logical,
  comparison_operator: compare,
  conditional_expression: conditional,
  named_expression(node, scope, machine) {
    const value = machine.evaluate(field(node, 'value')!, scope);
    machine.assign(field(node, 'name')!, value, scope);
    return value;
  },
  lambda: (node, scope, machine) => ({
    kind: 'function',
    name: '<lambda>',
    parameters: field(node, 'parameters'),
    body: field(node, 'body')!,
    isLambda: true,
    defaults: defaultsOf(field(node, 'parameters'), scope, machine),
    scope,
    doc: null,
    site: node,
    owner: null,
  }),
};

/** The value of an expression. Never throws for what Python would refuse; that is unknown too. */
export function evaluateNode(node: PythonSyntax, scope: Scope, machine: Machine): Value {
  machine.spend(1);
  const evaluator = evaluators[node.type];
  return evaluator
    ? evaluator(node, scope, machine)
    : unknown(`an expression that is not evaluated (${node.type.replaceAll('_', ' ')})`, node);
}

function inner(node: PythonSyntax, scope: Scope, machine: Machine): Value {
  const [only] = parts(node);
  return only ? machine.evaluate(only, scope) : unknown('an empty expression', node);
}

function numeral(node: PythonSyntax, machine: Machine, float = false): Value {
  const value = numberOf(textOf(node));
  return value === null ? unknown('a complex number', node) : number(value, float);
}

function name(node: PythonSyntax, scope: Scope): Value {
  const text = textOf(node);
  return lookUp(scope, text) ?? unknown(`the name ${text} is not defined in this file`, node);
}

function sequence(form: 'list' | 'tuple' | 'set'): Evaluator {
  return (node, scope, machine) => {
    const made = list([], form);
    for (const part of parts(node)) {
      if (part.type !== 'list_splat') {
        made.items.push(machine.evaluate(part, scope));
        continue;
      }
      const value = machine.evaluate(parts(part)[0]!, scope);
      const { items, open } = iterate(value, part, machine);
      machine.spend(items.length);
      made.items.push(...items);
      made.open ??= open;
    }
    return made;
  };
}

function dictionary(node: PythonSyntax, scope: Scope, machine: Machine): Value {
  const made = dict();
  for (const part of parts(node)) {
    if (part.type === 'pair') {
      const key = machine.evaluate(field(part, 'key')!, scope);
      const value = machine.evaluate(field(part, 'value')!, scope);
      const id = keyOf(key);
      if (id === null) made.open ??= unknown('a key that is not known', part);
      else made.entries.set(id, { key, value });
    } else if (part.type === 'dictionary_splat') {
      const value = machine.evaluate(parts(part)[0]!, scope);
      if (value.kind === 'dict') {
        machine.spend(value.entries.size);
        for (const [id, entry] of value.entries) made.entries.set(id, { ...entry });
        made.open ??= value.open;
      } else
        made.open ??= value.kind === 'unknown' ? value : unknown('keys that are not known', part);
    }
  }
  return made;
}

function binary(node: PythonSyntax, scope: Scope, machine: Machine): Value {
  // Left-deep chains (a + b + c …) are walked down without recursion; they can be thousands long in generated code.
  const chain: PythonSyntax[] = [];
  let deepest = node;
  while (deepest.type === 'binary_operator') {
    chain.push(deepest);
    deepest = field(deepest, 'left')!;
  }
  let value = machine.evaluate(deepest, scope);
  for (const each of chain.toReversed()) {
    machine.spend(1);
    const right = machine.evaluate(field(each, 'right')!, scope);
    const operator = textOf(field(each, 'operator')!);
    value =
      machine.host.binary(operator, value, right, each, machine) ??
      arithmetic(operator, value, right, each, machine);
  }
  return value;
}

function unary(node: PythonSyntax, scope: Scope, machine: Machine): Value {
  const value = machine.evaluate(field(node, 'argument')!, scope);
  const operator = textOf(field(node, 'operator')!);
  if (value.kind === 'number' && operator !== '~')
    return number(operator === '-' ? -value.value : value.value, value.float);
  if (value.kind === 'duration' && operator === '-')
    return { kind: 'duration', seconds: -value.seconds };
  return value.kind === 'unknown' ? value : unknown('an operator that is not evaluated', node);
}

function logical(node: PythonSyntax, scope: Scope, machine: Machine): Value {
  const left = machine.evaluate(field(node, 'left')!, scope);
  const isAnd = textOf(field(node, 'operator')!) === 'and';
  const truth = truthOf(left);
  if (truth === null) {
    machine.evaluate(field(node, 'right')!, scope);
    return left.kind === 'unknown' ? left : unknown('a condition that is not known', node);
  }
  return truth === isAnd ? machine.evaluate(field(node, 'right')!, scope) : left;
}

function conditional(node: PythonSyntax, scope: Scope, machine: Machine): Value {
  const [yes, condition, no] = parts(node);
  if (!yes || !condition || !no) return unknown('a broken condition', node);
  const test = machine.evaluate(condition, scope);
  const truth = truthOf(test);
  if (truth !== null) return machine.evaluate(truth ? yes : no, scope);
  const before = machine.uncertain;
  machine.uncertain ??= unknown('a condition that is not known', condition);
  const first = machine.evaluate(yes, scope);
  const second = machine.evaluate(no, scope);
  machine.uncertain = before;
  if (equals(first, second) === true) return first;
  return unknown(test.kind === 'unknown' ? test.why : 'a condition that is not known', node);
}

/** Arguments of a call or of the bases of a class, in order. */
export function argumentsOf(node: PythonSyntax, scope: Scope, machine: Machine): CallArguments {
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  let open: UnknownValue | null = null;
  const given = field(node, 'arguments') ?? node;
  // f(x for x in y)
  if (given.type === 'generator_expression')
    return { positional: [machine.evaluate(given, scope)], keywords, open, site: node };
  for (const part of parts(given)) {
    if (part.type === 'keyword_argument') {
      const value = machine.evaluate(field(part, 'value')!, scope);
      keywords.set(textOf(field(part, 'name')!), value);
    } else if (part.type === 'list_splat') {
      const { items, open: more } = iterate(
        machine.evaluate(parts(part)[0]!, scope),
        part,
        machine,
      );
      machine.spend(items.length);
      positional.push(...items);
      open ??= more;
    } else if (part.type === 'dictionary_splat') {
      const value = machine.evaluate(parts(part)[0]!, scope);
      if (value.kind === 'dict') {
        for (const { key, value: item } of value.entries.values())
          if (key.kind === 'text') keywords.set(key.value, item);
        open ??= value.open;
      } else
        open ??= value.kind === 'unknown' ? value : unknown('arguments that are not known', part);
    } else positional.push(machine.evaluate(part, scope));
  }
  return { positional, keywords, open, site: node };
}

/** Default values of parameters, evaluated where the function is defined. */
export function defaultsOf(
  parameters: PythonSyntax | undefined,
  scope: Scope,
  machine: Machine,
): Map<string, Value> {
  const defaults = new Map<string, Value>();
  for (const part of parameters ? parts(parameters) : []) {
    if (part.type !== 'default_parameter' && part.type !== 'typed_default_parameter') continue;
    defaults.set(textOf(field(part, 'name')!), machine.evaluate(field(part, 'value')!, scope));
  }
  return defaults;
}
