import { enumerationItems, findMember, tupleItems } from './class-members.ts';
import { unknown, text, type Machine, type UnknownValue, type Value } from './value.ts';
import type { Span } from './syntax.ts';

/** The items of an iterable, and whether there may be more. */
export function iterate(
  value: Value,
  site: Span,
  machine: Machine,
): { readonly items: readonly Value[]; readonly open: UnknownValue | null } {
  if (value.kind === 'list') {
    machine.spend(value.items.length);
    // A copy: the loop's body may change the list.
    return { items: [...value.items], open: value.open };
  }
  if (value.kind === 'dict') {
    machine.spend(value.entries.size);
    return { items: [...value.entries.values()].map(({ key }) => key), open: value.open };
  }
  if (value.kind === 'text') {
    machine.spend(value.value.length);
    return { items: Array.from(value.value, (character) => text(character)), open: null };
  }
  if (value.kind === 'object') {
    const items = tupleItems(value);
    if (items) return { items, open: null };
    const method = findMember(value.class, '__iter__');
    if (method?.kind === 'function') {
      const made = machine.call(method, {
        positional: [value],
        keywords: new Map(),
        open: null,
        site: method.site,
      });
      if (made.kind !== 'object') return iterate(made, site, machine);
    }
  }
  const members = value.kind === 'class' ? enumerationItems(value) : null;
  if (members) return members;
  return {
    items: [],
    open: value.kind === 'unknown' ? value : unknown('what is looped over is not known', site),
  };
}
