import { setEntry } from './collection-methods.ts';
import { iterate } from './iterate.ts';
import { assignName } from './scope.ts';
import { field, parts, textOf, type PythonSyntax } from './syntax.ts';
import { list, unknown, type Machine, type Scope, type Value } from './value.ts';

/** `name`, `a, *b`, `x.y`, `x[key]` on the left of `=`, of `for` or behind `as`. */
export function assignTarget(
  target: PythonSyntax,
  value: Value,
  scope: Scope,
  machine: Machine,
): void {
  switch (target.type) {
    case 'identifier':
      assignName(scope, textOf(target), value);
      return;
    case 'parenthesized_expression':
    case 'as_pattern_target':
      for (const part of parts(target)) assignTarget(part, value, scope, machine);
      return;
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'tuple':
    case 'list':
      unpack(parts(target), value, target, scope, machine);
      return;
    case 'subscript': {
      const into = machine.evaluate(field(target, 'value')!, scope);
      const key = field(target, 'subscript');
      if (!key) return;
      const at = machine.evaluate(key, scope);
      if (into.kind === 'host') into.host.setItem?.(at, value);
      else if (into.kind === 'dict') setEntry(into, at, value, machine);
      else if (into.kind === 'list' && at.kind === 'number' && !machine.uncertain) {
        const index = at.value < 0 ? into.items.length + at.value : at.value;
        if (index >= 0 && index < into.items.length) into.items[index] = value;
      } else if (into.kind === 'list')
        into.open ??= machine.uncertain ?? unknown('an item that is not known', target);
      return;
    }
    case 'attribute': {
      const into = machine.evaluate(field(target, 'object')!, scope);
      const name = textOf(field(target, 'attribute')!);
      if (into.kind === 'host') into.host.setAttribute?.(name, machine.uncertain ?? value);
      else if (into.kind === 'object') into.attributes.set(name, machine.uncertain ?? value);
      else if (into.kind === 'class') into.members.set(name, machine.uncertain ?? value);
      return;
    }
    default:
  }
}

function unpack(
  targets: readonly PythonSyntax[],
  value: Value,
  site: PythonSyntax,
  scope: Scope,
  machine: Machine,
): void {
  const { items, open } =
    value.kind === 'host'
      ? { items: [], open: unknown('parts of a value that is not known', site) }
      : iterate(value, site, machine);
  const star = targets.findIndex(
    ({ type }) => type === 'list_splat_pattern' || type === 'list_splat',
  );
  for (const [at, target] of targets.entries()) {
    if (at === star) {
      const behind = targets.length - star - 1;
      assignTarget(
        parts(target)[0]!,
        list(open ? [] : items.slice(star, items.length - behind), 'list', open),
        scope,
        machine,
      );
      continue;
    }
    const from = star >= 0 && at > star ? items.length - (targets.length - at) : at;
    const item = open && star >= 0 && at > star ? open : items[from];
    assignTarget(
      target,
      item ?? unknown(open?.why ?? 'there are fewer values than names', target),
      scope,
      machine,
    );
  }
}
