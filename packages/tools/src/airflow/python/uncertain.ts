import { PythonRaise } from './raised.ts';
import {
  unknown,
  equals,
  type Completion,
  type Machine,
  type Scope,
  type UnknownValue,
  type Value,
} from './value.ts';

const normal: Completion = { kind: 'normal' };

/**
 * One of several blocks runs, and it is not known which. All are carried out, each from the same variables; afterwards a variable
 * that they leave different is unknown. A block that raises is taken not to run: the file would not load.
 */
export function either(
  blocks: readonly (() => Completion)[],
  why: UnknownValue,
  scope: Scope,
  machine: Machine,
): Completion {
  const before = machine.uncertain;
  const start = new Map(scope.variables);
  const ends: { readonly end: Completion; readonly variables: Map<string, Value> }[] = [];
  for (const block of blocks) {
    restore(scope, start);
    machine.uncertain = before ?? why;
    const end = completionOf(block);
    if (end.kind !== 'raise') ends.push({ end, variables: new Map(scope.variables) });
  }
  machine.uncertain = before;
  const [first] = ends;
  if (!first) {
    restore(scope, start);
    return blocks.length > 0 ? { kind: 'raise' } : normal;
  }
  const going = ends.filter(({ end }) => end.kind === 'normal');
  const leaving = ends.filter(({ end }) => end.kind !== 'normal');
  merge(
    scope,
    start,
    (going.length > 0 ? going : ends).map(({ variables }) => variables),
    why,
  );
  if (leaving.length === 0) return normal;
  const returned = leaving.flatMap(({ end }) => (end.kind === 'return' ? [end.value] : []));
  if (going.length === 0 && ends.every(({ end }) => end.kind === first.end.kind)) {
    if (first.end.kind !== 'return') return first.end;
    const same = returned.every((value) => equals(value, returned[0]!) === true);
    return { kind: 'return', value: same ? returned[0]! : unknown(why.why, why.span) };
  }
  // Some of the blocks leave: the rest runs only perhaps.
  machine.frames.at(-1)?.maybeReturned.push(...returned);
  machine.uncertain = before ?? why;
  return normal;
}

function completionOf(block: () => Completion): Completion {
  try {
    return block();
  } catch (error) {
    if (error instanceof PythonRaise) return { kind: 'raise' };
    throw error;
  }
}

/** A block that may run or not, and how often is not known. */
export function uncertainly(
  why: UnknownValue,
  scope: Scope,
  machine: Machine,
  block: () => Completion,
): void {
  const before = machine.uncertain;
  either([block, () => normal], why, scope, machine);
  machine.uncertain = before;
}

function restore(scope: Scope, variables: ReadonlyMap<string, Value>): void {
  scope.variables.clear();
  for (const [name, value] of variables) scope.variables.set(name, value);
}

function merge(
  scope: Scope,
  start: ReadonlyMap<string, Value>,
  ways: readonly ReadonlyMap<string, Value>[],
  why: UnknownValue,
): void {
  const names = new Set(ways.flatMap((way) => [...way.keys()]));
  scope.variables.clear();
  for (const name of names) {
    const values = ways.map((way) => way.get(name)).filter((value) => value !== undefined);
    const [first, ...others] = values;
    const same = others.every((value) => value === first || isSame(first!, value));
    // A name that only one of the ways defines has that value wherever it is used, or the file would not load.
    const onlyNew = !start.has(name) && values.length === 1;
    scope.variables.set(name, same || onlyNew ? first! : unknown(why.why, why.span));
  }
}

function isSame(left: Value, right: Value): boolean {
  // The same class imported from its old and its new place.
  if (left.kind === 'imported' && right.kind === 'imported')
    return lastPart(left.name) === lastPart(right.name);
  return equals(left, right) === true;
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
