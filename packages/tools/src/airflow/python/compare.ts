import { parts, textOf, type PythonSyntax } from './syntax.ts';
import {
  bool,
  equals,
  keyOf,
  truthOf,
  unknown,
  type Machine,
  type Scope,
  type Value,
} from './value.ts';

/** `a < b <= c`, `x in y`, `x is None`. */
export function compare(node: PythonSyntax, scope: Scope, machine: Machine): Value {
  const operands = parts(node);
  const operators = node.children
    .filter(({ field }) => field === 'operators')
    .map((operator) => textOf(operator).replaceAll(/\s+/g, ' '));
  // Airflow imports the file under a name of its own.
  if (operands.some((operand) => textOf(operand) === '__name__'))
    return bool(operators[0] === '!=');
  const values = operands.map((operand) => machine.evaluate(operand, scope));
  for (const [at, operator] of operators.entries()) {
    const result = compareTwo(operator, values[at]!, values[at + 1]!);
    if (result === null) {
      const open = values.find(({ kind }) => kind === 'unknown');
      return open?.kind === 'unknown' ? open : unknown('a comparison that is not known', node);
    }
    if (!result) return bool(false);
  }
  return bool(true);
}

function compareTwo(operator: string, left: Value, right: Value): boolean | null {
  switch (operator) {
    case '==':
      return equals(left, right);
    case '!=':
    case '<>':
      return negated(equals(left, right));
    case 'is':
      return same(left, right);
    case 'is not':
      return negated(same(left, right));
    case 'in':
      return contains(right, left);
    case 'not in':
      return negated(contains(right, left));
    default:
      return ordered(operator, left, right);
  }
}

const negated = (value: boolean | null): boolean | null => (value === null ? null : !value);

function same(left: Value, right: Value): boolean | null {
  if (left.kind === 'unknown' || right.kind === 'unknown') return null;
  if (left.kind === 'none' || right.kind === 'none') return left.kind === right.kind;
  if (left.kind === 'host' && right.kind === 'host') return left.host === right.host;
  return left === right || equals(left, right);
}

function contains(whole: Value, part: Value): boolean | null {
  if (whole.kind === 'text' && part.kind === 'text') return whole.value.includes(part.value);
  if (whole.kind === 'dict') {
    const key = keyOf(part);
    if (key !== null && whole.entries.has(key)) return true;
    return key === null || whole.open ? null : false;
  }
  if (whole.kind === 'list') {
    const each = new Set(whole.items.map((item) => equals(item, part)));
    if (each.has(true)) return true;
    return each.has(null) || whole.open ? null : false;
  }
  return null;
}

function ordered(operator: string, left: Value, right: Value): boolean | null {
  const difference = order(left, right);
  if (difference === null) return null;
  if (operator === '<') return difference < 0;
  if (operator === '<=') return difference <= 0;
  if (operator === '>') return difference > 0;
  if (operator === '>=') return difference >= 0;
  return null;
}

/** Negative where left comes first; null where the two have no known order. */
export function order(left: Value, right: Value): number | null {
  if (left.kind === 'number' && right.kind === 'number') return left.value - right.value;
  if (left.kind === 'bool' && right.kind === 'bool')
    return Number(truthOf(left)) - Number(truthOf(right));
  if (left.kind === 'text' && right.kind === 'text')
    return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
  if (left.kind === 'duration' && right.kind === 'duration') return left.seconds - right.seconds;
  if (left.kind === 'moment' && right.kind === 'moment' && left.zone === right.zone)
    return left.wall - right.wall;
  if (left.kind === 'list' && right.kind === 'list' && !left.open && !right.open) {
    for (let at = 0; at < Math.min(left.items.length, right.items.length); at += 1) {
      const difference = order(left.items[at]!, right.items[at]!);
      if (difference !== 0) return difference;
    }
    return left.items.length - right.items.length;
  }
  return null;
}
