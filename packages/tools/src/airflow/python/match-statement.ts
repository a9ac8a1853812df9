import { field, parts, textOf, type PythonSyntax } from './syntax.ts';
import { either } from './uncertain.ts';
import {
  equals,
  truthOf,
  unknown,
  type Completion,
  type Machine,
  type Scope,
  type Value,
} from './value.ts';

const normal: Completion = { kind: 'normal' };

/** Cases are tried in order until one certainly matches; of those before it that perhaps match any may run. */
export function matchStatement(node: PythonSyntax, scope: Scope, machine: Machine): Completion {
  const subject = machine.evaluate(field(node, 'subject')!, scope);
  const possible: PythonSyntax[] = [];
  let isCertain = false;
  for (const clause of parts(field(node, 'body') ?? node)) {
    if (clause.type !== 'case_clause') continue;
    const matched = matches(parts(clause)[0]!, subject, scope, machine);
    if (matched === false) continue;
    const guard = field(clause, 'guard');
    const guarded =
      guard && matched ? truthOf(machine.evaluate(parts(guard)[0]!, scope)) : guard ? null : true;
    if (guarded === false) continue;
    possible.push(clause);
    isCertain = matched === true && guarded === true;
    if (isCertain) break;
  }
  const run = (clause: PythonSyntax) => (): Completion => {
    // Names of its pattern are bound anew: a case behind it may have bound them too.
    matches(parts(clause)[0]!, subject, scope, machine);
    return machine.execute(parts(field(clause, 'consequence')!), scope);
  };
  const [only] = possible;
  if (!only) return normal;
  if (isCertain && possible.length === 1) return run(only)();
  const blocks = possible.map(run);
  if (!isCertain) blocks.push(() => normal);
  return either(blocks, unknown('which case matches is not known', node), scope, machine);
}

/** Does a pattern match, as far as that is known? Binds its names. */
function matches(
  pattern: PythonSyntax,
  value: Value,
  scope: Scope,
  machine: Machine,
): boolean | null {
  const inner = parts(pattern);
  switch (pattern.type) {
    case 'case_pattern':
      if (inner.length === 0) return textOf(pattern).trim() === '_' ? true : null;
      // The grammar keeps the sign of `-1` beside the number.
      if (textOf(pattern).startsWith('-')) return equals(negative(inner[0]!), value);
      return matches(inner[0]!, value, scope, machine);
    case 'dotted_name': {
      const [first] = inner;
      if (inner.length > 1 || !first) {
        const [start, ...names] = inner;
        let wanted = machine.evaluate(start!, scope);
        for (const name of names) wanted = machine.getAttribute(wanted, textOf(name), pattern);
        return equals(wanted, value);
      }
      machine.assign(first, value, scope);
      return true;
    }
    case 'union_pattern': {
      const each = new Set(inner.map((part) => matches(part, value, scope, machine)));
      return each.has(true) || (each.has(null) ? null : false);
    }
    case 'as_pattern': {
      const [of, name] = inner;
      if (name) machine.assign(name, value, scope);
      return of ? matches(of, value, scope, machine) : null;
    }
    case 'list_pattern':
    case 'tuple_pattern':
      return sequenceMatches(inner, value, scope, machine);
    case 'string':
    case 'concatenated_string':
    case 'integer':
    case 'float':
    case 'none':
    case 'true':
    case 'false':
      return equals(machine.evaluate(pattern, scope), value);
    default:
      return null;
  }

  function negative(number: PythonSyntax): Value {
    const positive = machine.evaluate(number, scope);
    return positive.kind === 'number' ? { ...positive, value: -positive.value } : positive;
  }
}

function sequenceMatches(
  patterns: readonly PythonSyntax[],
  value: Value,
  scope: Scope,
  machine: Machine,
): boolean | null {
  if (value.kind !== 'list') return value.kind === 'unknown' ? null : false;
  const rest = patterns.some((part) => parts(part)[0]?.type === 'splat_pattern');
  if (value.open || rest) return null;
  if (value.items.length !== patterns.length) return false;
  const each = new Set(patterns.map((part, at) => matches(part, value.items[at]!, scope, machine)));
  return each.has(false) ? false : each.has(null) ? null : true;
}
