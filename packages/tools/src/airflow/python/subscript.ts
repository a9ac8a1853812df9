import { field, fields, parts, type PythonSyntax } from './syntax.ts';
import { keyOf, list, none, text, unknown, type Machine, type Scope, type Value } from './value.ts';

/** `x[key]`, `x[1:2]`. */
export function subscript(node: PythonSyntax, scope: Scope, machine: Machine): Value {
  const value = machine.evaluate(field(node, 'value')!, scope);
  const [key] = fields(node, 'subscript');
  if (!key) return unknown('a subscript', node);
  if (key.type === 'slice') return slice(value, key, scope, machine);
  return itemOf(value, machine.evaluate(key, scope), node);
}

function itemOf(value: Value, key: Value, node: PythonSyntax): Value {
  if (value.kind === 'unknown') return value;
  if (value.kind === 'host')
    return value.host.item?.(key) ?? unknown('an item that is not known', node);
  if (key.kind === 'unknown') return key;
  if (value.kind === 'dict') {
    const id = keyOf(key);
    const found = id === null ? undefined : value.entries.get(id);
    return found?.value ?? value.open ?? unknown('a key that is not there', node);
  }
  const at = key.kind === 'number' ? key.value : null;
  if (value.kind === 'list' && at !== null) {
    // Behind an unknown number of items no position is known, and none counted from the end.
    const found = value.open && at < 0 ? undefined : value.items.at(at);
    return found ?? value.open ?? unknown('an item that is not there', node);
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
  const bounds = sliceBounds(node, machine.source).map((part) =>
    part ? machine.evaluate(part, scope) : none,
  );
  const lost = bounds.find(({ kind }) => kind !== 'number' && kind !== 'none');
  if (lost) return lost.kind === 'unknown' ? lost : unknown('a slice', node);
  const [from, to, step] = bounds.map((bound) =>
    bound?.kind === 'number' ? bound.value : undefined,
  );
  const length = value.kind === 'text' ? value.value.length : value.items.length;
  machine.spend(value.kind === 'text' ? length / 100 : length);
  if (step !== undefined && step !== 1 && step !== -1) return unknown('a slice with a step', node);
  if (step === -1 && (from !== undefined || to !== undefined))
    return unknown('a slice with a step', node);
  if (value.kind === 'text')
    return text(
      step === -1 ? Array.from(value.value).toReversed().join('') : value.value.slice(from, to),
    );
  const items = step === -1 ? value.items.toReversed() : value.items.slice(from, to);
  return list(items, value.form);
}

/** Start, end and step by the colons between them. */
function sliceBounds(node: PythonSyntax, source: string): (PythonSyntax | undefined)[] {
  const bounds: (PythonSyntax | undefined)[] = [undefined, undefined, undefined];
  let at = node.start;
  let slot = 0;
  for (const part of parts(node)) {
    slot += source.slice(at, part.start).split(':').length - 1;
    bounds[slot] = part;
    at = part.end;
  }
  return bounds;
}
