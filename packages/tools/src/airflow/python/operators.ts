import { addToMoment } from './moment.ts';
import { formatPercent } from './text-methods.ts';
import type { PythonSyntax } from './syntax.ts';
import { dict, list, number, text, unknown, type Machine, type Value } from './value.ts';

/** Longest text and list that is built. */
const maxLength = 1_000_000;

/** `+ - * / // % **` on numbers, texts, lists, durations and moments. */
export function arithmetic(
  operator: string,
  left: Value,
  right: Value,
  site: PythonSyntax,
  machine: Machine,
): Value {
  if (left.kind === 'unknown') return left;
  if (operator === '%' && left.kind === 'text') return formatPercent(left.value, right, site);
  if (right.kind === 'unknown') return right;
  return (
    numbers(operator, left, right) ??
    collections(operator, left, right, machine) ??
    times(operator, left, right) ??
    unknown(`the result of ${operator} is not known`, site)
  );
}

function numbers(operator: string, left: Value, right: Value): Value | null {
  const a = asNumber(left);
  const b = asNumber(right);
  if (a === null || b === null) return null;
  const float = (left.kind === 'number' && left.float) || (right.kind === 'number' && right.float);
  const made = (value: number, isFloat = float): Value | null =>
    Number.isFinite(value) ? number(value, isFloat) : null;
  switch (operator) {
    case '+':
      return made(a + b);
    case '-':
      return made(a - b);
    case '*':
      return made(a * b);
    case '/':
      return b === 0 ? null : made(a / b, true);
    case '//':
      return b === 0 ? null : made(Math.floor(a / b));
    case '%':
      return b === 0 ? null : made(((a % b) + b) % b);
    case '**':
      return Math.abs(b) > 1000 ? null : made(a ** b, float || b < 0);
    default:
      return null;
  }
}

const asNumber = (value: Value): number | null =>
  value.kind === 'number' ? value.value : value.kind === 'bool' ? Number(value.value) : null;

function collections(operator: string, left: Value, right: Value, machine: Machine): Value | null {
  if (operator === '+') {
    if (left.kind === 'text' && right.kind === 'text') {
      machine.spend((left.value.length + right.value.length) / 100);
      return left.value.length + right.value.length > maxLength
        ? null
        : text(left.value + right.value);
    }
    if (left.kind === 'list' && right.kind === 'list' && left.form === right.form) {
      machine.spend(left.items.length + right.items.length);
      return list([...left.items, ...right.items], left.form, left.open ?? right.open);
    }
  }
  if (operator === '*' && right.kind === 'number') {
    const times = Math.max(0, Math.floor(right.value));
    if (left.kind === 'text')
      return left.value.length * times > maxLength ? null : text(left.value.repeat(times));
    if (left.kind === 'list') {
      if (left.items.length * times > maxLength / 10) return null;
      machine.spend(left.items.length * times);
      return list(Array.from({ length: times }, () => left.items).flat(), left.form, left.open);
    }
  }
  if (operator === '|' && left.kind === 'dict' && right.kind === 'dict') {
    machine.spend(left.entries.size + right.entries.size);
    const made = dict();
    for (const { entries } of [left, right])
      for (const [id, entry] of entries) made.entries.set(id, { ...entry });
    made.open = left.open ?? right.open;
    return made;
  }
  return null;
}

function times(operator: string, left: Value, right: Value): Value | null {
  if (left.kind === 'duration' && right.kind === 'duration') {
    if (operator === '+') return { kind: 'duration', seconds: left.seconds + right.seconds };
    if (operator === '-') return { kind: 'duration', seconds: left.seconds - right.seconds };
    if (operator === '/' && right.seconds !== 0) return number(left.seconds / right.seconds, true);
  }
  if (left.kind === 'duration' && right.kind === 'number') {
    if (operator === '*') return { kind: 'duration', seconds: left.seconds * right.value };
    if (operator === '/' && right.value !== 0)
      return { kind: 'duration', seconds: left.seconds / right.value };
  }
  if (left.kind === 'number' && right.kind === 'duration' && operator === '*')
    return { kind: 'duration', seconds: left.value * right.seconds };
  if (left.kind === 'moment' && right.kind === 'duration' && (operator === '+' || operator === '-'))
    return addToMoment(left, operator === '+' ? right.seconds : -right.seconds);
  if (left.kind === 'duration' && right.kind === 'moment' && operator === '+')
    return addToMoment(right, left.seconds);
  if (
    left.kind === 'moment' &&
    right.kind === 'moment' &&
    operator === '-' &&
    left.zone === right.zone
  )
    return { kind: 'duration', seconds: (left.wall - right.wall) / 1000 };
  return null;
}
