import { order } from './compare.ts';
import { iterate } from './iterate.ts';
import { arithmetic } from './operators.ts';
import { raiseOr } from './raised.ts';
import {
  bool,
  dict,
  keyOf,
  list,
  none,
  number,
  text,
  toText,
  truthOf,
  unknown,
  type CallArguments,
  type LibraryFunction,
  type ListValue,
  type Machine,
  type Scope,
  type Value,
} from './value.ts';

const collection =
  (form: ListValue['form']): LibraryFunction =>
  ({ positional: [from], site }, machine) => {
    if (!from) return list([], form);
    const { items, open } = iterate(from, site, machine);
    if (form !== 'set') return list([...items], form, open);
    const seen = new Map(items.map((item, at) => [keyOf(item) ?? `?${at}`, item]));
    return list([...seen.values()], form, open);
  };

const maxRange = 100_000;

/** Built-in functions that DAG files use at import; null: not known. */
const functions: Readonly<Record<string, LibraryFunction>> = {
  range({ positional }, machine) {
    const bounds = positional.map((value) => (value.kind === 'number' ? value.value : null));
    if (bounds.includes(null) || bounds.length === 0)
      return positional.find(({ kind }) => kind === 'unknown') ?? null;
    const [first = 0, second, step = 1] = bounds as number[];
    const [from, to] = second === undefined ? [0, first] : [first, second];
    const count = step === 0 ? 0 : Math.max(0, Math.ceil((to - from) / step));
    if (count > maxRange) return null;
    machine.spend(count);
    return list(Array.from({ length: count }, (_, at) => number(from + at * step)));
  },
  list: collection('list'),
  tuple: collection('tuple'),
  set: collection('set'),
  frozenset: collection('set'),
  dict({ positional: [from], keywords, open, site }, machine) {
    const made = dict();
    if (from?.kind === 'dict') {
      for (const [id, entry] of from.entries) made.entries.set(id, { ...entry });
      made.open = from.open;
    } else if (from) {
      const { items, open: more } = iterate(from, site, machine);
      made.open = more;
      for (const item of items) {
        const [key, value] = item.kind === 'list' ? item.items : [];
        const id = key ? keyOf(key) : null;
        if (id === null || !value) made.open ??= unknown('a key that is not known', site);
        else made.entries.set(id, { key: key!, value });
      }
    }
    for (const [name, value] of keywords)
      made.entries.set(keyOf(text(name))!, { key: text(name), value });
    made.open ??= open;
    return made;
  },
  str({ positional: [value = text('')] }) {
    const written = toText(value);
    return written === null ? (value.kind === 'unknown' ? value : null) : text(written);
  },
  int({ positional: [value = number(0), base], site }, machine) {
    if (base) return null;
    if (value.kind === 'number') return number(Math.trunc(value.value), false);
    if (value.kind === 'bool') return number(Number(value.value));
    return value.kind === 'text' && /^\s*[+-]?\d+\s*$/.test(value.value)
      ? number(Number(value.value))
      : value.kind === 'text'
        ? raiseOr('ValueError', unknown('a text that is no number', site), machine)
        : value.kind === 'unknown'
          ? value
          : null;
  },
  float({ positional: [value] }) {
    if (value?.kind === 'number') return number(value.value, true);
    return value?.kind === 'text' && /^\s*[+-]?\d+(?:\.\d*)?\s*$/.test(value.value)
      ? number(Number(value.value), true)
      : null;
  },
  bool({ positional: [value = none] }) {
    const truth = truthOf(value);
    return truth === null ? null : bool(truth);
  },
  len({ positional: [value] }) {
    if (value?.kind === 'text') return number(Array.from(value.value).length);
    if (value?.kind === 'list' && !value.open) return number(value.items.length);
    if (value?.kind === 'dict' && !value.open) return number(value.entries.size);
    return value?.kind === 'unknown' ? value : null;
  },
  enumerate({ positional: [from, first], keywords, site }, machine) {
    if (!from) return null;
    const start = keywords.get('start') ?? first;
    const offset = start?.kind === 'number' ? start.value : 0;
    const { items, open } = iterate(from, site, machine);
    return list(
      items.map((item, at) => list([number(at + offset), item], 'tuple')),
      'list',
      open,
    );
  },
  zip({ positional, site }, machine) {
    const all = positional.map((value) => iterate(value, site, machine));
    const open = all.find((each) => each.open)?.open ?? null;
    const length = Math.min(...all.map(({ items }) => items.length));
    if (!Number.isFinite(length)) return list([]);
    return list(
      Array.from({ length }, (_, at) =>
        list(
          all.map(({ items }) => items[at]!),
          'tuple',
        ),
      ),
      'list',
      open,
    );
  },
  reversed({ positional: [from], site }, machine) {
    if (!from) return null;
    const { items, open } = iterate(from, site, machine);
    return open ?? list(items.toReversed());
  },
  sorted({ positional: [from], keywords, site }, machine) {
    if (!from) return null;
    const { items, open } = iterate(from, site, machine);
    if (open) return open;
    const by = keywords.get('key');
    const keyed = items.map((item) => ({
      item,
      key: by
        ? machine.call(by, { positional: [item], keywords: new Map(), open: null, site })
        : item,
    }));
    let lost = false;
    const sorted = keyed.toSorted((a, b) => {
      const difference = order(a.key, b.key);
      lost ||= difference === null;
      return difference ?? 0;
    });
    machine.spend(items.length * 4);
    if (lost) return null;
    const result = sorted.map(({ item }) => item);
    const reverse = keywords.get('reverse');
    return list(reverse && truthOf(reverse) ? result.toReversed() : result);
  },
  min: (args, machine) => extreme(args, machine, -1),
  max: (args, machine) => extreme(args, machine, 1),
  sum({ positional: [from, start], site }, machine) {
    if (!from) return null;
    const { items, open } = iterate(from, site, machine);
    if (open) return open;
    if (start?.kind === 'list') {
      const lists = items.map((item) => (item.kind === 'list' ? item : null));
      return lists.includes(null)
        ? null
        : list([...start.items, ...lists.flatMap((each) => each!.items)]);
    }
    const numbers = items.map((item) => (item.kind === 'number' ? item.value : null));
    return numbers.includes(null)
      ? null
      : number((numbers as number[]).reduce((sum, value) => sum + value, 0));
  },
  any: (args, machine) => quantified(args, machine, true),
  all: (args, machine) => quantified(args, machine, false),
  map({ positional: [callee, ...from], site }, machine) {
    if (!callee || from.length === 0) return null;
    const all = from.map((value) => iterate(value, site, machine));
    const length = Math.min(...all.map(({ items }) => items.length));
    const made = Array.from({ length }, (_, at) =>
      machine.call(callee, {
        positional: all.map(({ items }) => items[at]!),
        keywords: new Map(),
        open: null,
        site,
      }),
    );
    return list(made, 'list', all.find(({ open }) => open)?.open ?? null);
  },
  filter({ positional: [test, from], site }, machine) {
    if (!test || !from) return null;
    const { items, open } = iterate(from, site, machine);
    const made = list([], 'list', open);
    for (const item of items) {
      const kept = truthOf(
        test.kind === 'none'
          ? item
          : machine.call(test, { positional: [item], keywords: new Map(), open: null, site }),
      );
      if (kept === null) made.open ??= unknown('a condition that is not known', site);
      else if (kept) made.items.push(item);
    }
    return made;
  },
  getattr({ positional: [value, name, otherwise], site }, machine) {
    if (!value || name?.kind !== 'text') return null;
    const found = machine.getAttribute(value, name.value, site);
    return found.kind === 'unknown' && otherwise ? null : found;
  },
  setattr({ positional: [target, name, value] }) {
    if (target?.kind === 'host' && name?.kind === 'text' && value)
      target.host.setAttribute?.(name.value, value);
    if (target?.kind === 'object' && name?.kind === 'text' && value)
      target.attributes.set(name.value, value);
    return none;
  },
  isinstance({ positional: [value, type] }) {
    const builtin = type?.kind === 'native' ? type.name : null;
    if (!value || value.kind === 'unknown' || builtin === null) return null;
    const kinds: Readonly<Record<string, boolean>> = {
      str: value.kind === 'text',
      int: (value.kind === 'number' && !value.float) || value.kind === 'bool',
      float: value.kind === 'number' && value.float,
      bool: value.kind === 'bool',
      dict: value.kind === 'dict',
      list: value.kind === 'list' && value.form === 'list',
      tuple: value.kind === 'list' && value.form === 'tuple',
      set: value.kind === 'list' && value.form === 'set',
    };
    return Object.hasOwn(kinds, builtin) && value.kind !== 'object' && value.kind !== 'instance'
      ? bool(kinds[builtin]!)
      : null;
  },
  print: () => none,
  // What decorators with these names do is said where functions are defined.
  property: () => null,
  staticmethod: () => null,
  classmethod: () => null,
  repr: ({ positional: [value] }) => {
    const written = value && toText(value);
    if (value?.kind === 'text')
      return /^[\w .,:/-]*$/.test(value.value) ? text(`'${value.value}'`) : null;
    return typeof written === 'string' ? text(written) : null;
  },
  divmod: ({ positional: [left, right] }) =>
    left?.kind === 'number' && right?.kind === 'number' && right.value !== 0
      ? list(
          [
            number(Math.floor(left.value / right.value)),
            number(((left.value % right.value) + right.value) % right.value),
          ],
          'tuple',
        )
      : null,
  pow: ({ positional: [left, right, modulus], site }, machine) =>
    left && right && !modulus ? arithmetic('**', left, right, site, machine) : null,
  ord: ({ positional: [value] }) =>
    value?.kind === 'text' ? number(value.value.codePointAt(0) ?? 0) : null,
  chr: ({ positional: [value] }) =>
    value?.kind === 'number' && value.value >= 0 && value.value <= 0x10ffff
      ? text(String.fromCodePoint(value.value))
      : null,
  hex: ({ positional: [value] }) =>
    value?.kind === 'number' && value.value >= 0 ? text(`0x${value.value.toString(16)}`) : null,
  iter: ({ positional: [value], site }, machine) => {
    if (!value) return null;
    const { items, open } = iterate(value, site, machine);
    return list([...items], 'list', open);
  },
  next({ positional: [from, otherwise] }, machine) {
    if (from?.kind !== 'list' || machine.uncertain) return null;
    const [first] = from.items;
    if (!first) return from.open ?? otherwise ?? null;
    from.items.shift();
    return first;
  },
  hasattr({ positional: [value, name], site }, machine) {
    if (value?.kind !== 'object' || name?.kind !== 'text' || value.stands) return null;
    return bool(machine.getAttribute(value, name.value, site).kind !== 'unknown');
  },
  type: ({ positional: [value] }) => (value?.kind === 'object' ? value.class : null),
  callable: ({ positional: [value] }) =>
    value?.kind === 'function' || value?.kind === 'native' || value?.kind === 'class'
      ? bool(true)
      : value?.kind === 'text' || value?.kind === 'number' || value?.kind === 'none'
        ? bool(false)
        : null,
  abs: ({ positional: [value] }) =>
    value?.kind === 'number' ? number(Math.abs(value.value), value.float) : null,
  round: ({ positional: [value, digits] }) =>
    value?.kind === 'number' && !digits ? number(toEven(value.value), false) : null,
};

/** Halves go to the even neighbour, as in Python. */
function toEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

function extreme(
  { positional, site, keywords }: CallArguments,
  machine: Machine,
  sign: 1 | -1,
): Value | null {
  const by = keywords.get('key');
  if (keywords.size > (by ? 1 : 0) || positional.length === 0) return null;
  const keyed = (item: Value): Value =>
    by ? machine.call(by, { positional: [item], keywords: new Map(), open: null, site }) : item;
  const { items, open } =
    positional.length === 1
      ? iterate(positional[0]!, site, machine)
      : { items: positional, open: null };
  if (open) return open;
  let best = items[0];
  for (const item of items.slice(1)) {
    const difference = order(keyed(item), keyed(best!));
    if (difference === null) return null;
    if (difference * sign > 0) best = item;
  }
  return best ?? null;
}

function quantified(
  { positional: [from], site }: CallArguments,
  machine: Machine,
  wanted: boolean,
): Value | null {
  if (!from) return null;
  const { items, open } = iterate(from, site, machine);
  const truths = new Set(items.map(truthOf));
  if (truths.has(wanted)) return bool(wanted);
  return open || truths.has(null) ? null : bool(!wanted);
}

/** Puts the built-in names into the scope around the module. */
export function defineBuiltins(scope: Scope): void {
  for (const [name, run] of Object.entries(functions))
    scope.variables.set(name, {
      kind: 'native',
      name,
      call: (args, machine) =>
        run(args, machine) ?? unknown(`what ${name}() gives is not known`, args.site),
    });
}
