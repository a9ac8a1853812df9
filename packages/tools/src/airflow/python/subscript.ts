import { classMember, findMember, isEnumeration, tupleItems } from './class-members.ts';
import { raiseOr } from './raised.ts';
import { field, fields, parts, type PythonSyntax } from './syntax.ts';
import { keyOf, list, none, text, unknown, type Machine, type Scope, type Value } from './value.ts';

/** `x[key]`, `x[1:2]`. */
export function subscript(node: PythonSyntax, scope: Scope, machine: Machine): Value {
  const value = machine.evaluate(field(node, 'value')!, scope);
  const [key] = fields(node, 'subscript');
  if (!key) return unknown('a subscript', node);
  if (key.type === 'slice') return slice(value, key, scope, machine);
  return itemOf(value, machine.evaluate(key, scope), node, machine);
}

/** `value[key]`. */
export function itemOf(value: Value, key: Value, node: PythonSyntax, machine: Machine): Value {
  if (value.kind === 'unknown') return value;
  if (value.kind === 'host')
    return value.host.item?.(key) ?? unknown('an item that is not known', node);
  if (key.kind === 'unknown') return key;
  if (value.kind === 'dict') {
    const id = keyOf(key);
    const found = id === null ? undefined : value.entries.get(id);
    if (found) return found.value;
    if (value.open || id === null) return value.open ?? unknown('a key that is not known', node);
    if (!value.factory)
      return raiseOr('KeyError', unknown('a key that is not there', node), machine);
    const made = machine.call(value.factory, {
      positional: [],
      keywords: new Map(),
      open: null,
      site: node,
    });
    value.entries.set(id, { key, value: made });
    return made;
  }
  const at = key.kind === 'number' ? key.value : null;
  if (value.kind === 'list' && at !== null) {
    // Behind an unknown number of items no position is known, and none counted from the end.
    const found = value.open && at < 0 ? undefined : value.items.at(at);
    return (
      found ??
      value.open ??
      raiseOr('IndexError', unknown('an item that is not there', node), machine)
    );
  }
  if (value.kind === 'class' && key.kind === 'text' && isEnumeration(value))
    return classMember(value, key.value) ?? unknown('a member that is not there', node);
  if (value.kind === 'object') {
    const items = tupleItems(value);
    if (items && at !== null) return items.at(at) ?? unknown('an item that is not there', node);
    const method = findMember(value.class, '__getitem__');
    if (method?.kind === 'function')
      return machine.call(method, {
        positional: [value, key],
        keywords: new Map(),
        open: null,
        site: node,
      });
  }
  if (value.kind === 'text' && at !== null) {
    const found = value.value.at(at);
    return found === undefined ? unknown('a character that is not there', node) : text(found);
  }
  return unknown('an item that is not known', node);
}

function slice(value: Value, node: PythonSyntax, scope: Scope, machine: Machine): Value {
  if (value.kind === 'unknown') return value;
  if (value.kind !== 'text' && value.kind !== 'list') return unknown('a slice', node);
  if (value.kind === 'list' && value.open) return value.open;
  const bounds = sliceBounds(node).map((part) => (part ? machine.evaluate(part, scope) : none));
  const lost = bounds.find(({ kind }) => kind !== 'number' && kind !== 'none');
  if (lost) return lost.kind === 'unknown' ? lost : unknown('a slice', node);
  const [from, to, step] = bounds.map((bound) =>
    bound?.kind === 'number' ? bound.value : undefined,
  );
  const length = value.kind === 'text' ? value.value.length : value.items.length;
  machine.spend(value.kind === 'text' ? length / 100 : length);
  if (value.kind === 'text') {
    const characters = Array.from(value.value);
    return text(sliced(characters, from, to, step).join(''));
  }
  return list(sliced(value.items, from, to, step), value.form);
}

/** Items `from` to `to` in steps, as Python counts them. */
function sliced<T>(items: readonly T[], from?: number, to?: number, step = 1): T[] {
  if (step === 1) return items.slice(from, to);
  const { length } = items;
  const place = (at: number, low: number, high: number): number =>
    Math.min(Math.max(at < 0 ? at + length : at, low), high);
  const taken: T[] = [];
  if (step > 1) {
    const end = to === undefined ? length : place(to, 0, length);
    for (let at = from === undefined ? 0 : place(from, 0, length); at < end; at += step)
      taken.push(items[at]!);
  } else if (step < 0) {
    const end = to === undefined ? -1 : place(to, -1, length - 1);
    for (
      let at = from === undefined ? length - 1 : place(from, -1, length - 1);
      at > end;
      at += step
    )
      taken.push(items[at]!);
  }
  return taken;
}

/** Start, end and step by the colons between them. */
function sliceBounds(node: PythonSyntax): (PythonSyntax | undefined)[] {
  const bounds: (PythonSyntax | undefined)[] = [undefined, undefined, undefined];
  let at = node.start;
  let slot = 0;
  for (const part of parts(node)) {
    slot += node.origin.text.slice(at, part.start).split(':').length - 1;
    bounds[slot] = part;
    at = part.end;
  }
  return bounds;
}
