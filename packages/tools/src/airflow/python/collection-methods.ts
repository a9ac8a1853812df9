import {
  equals,
  keyOf,
  list,
  none,
  number,
  unknown,
  type CallArguments,
  type DictValue,
  type ListValue,
  type Machine,
  type Value,
} from './value.ts';

type Method<Self> = (self: Self, args: CallArguments, machine: Machine) => Value | null;

/** A change of which it is not known whether it happens makes the list one of unknown length. */
const grow = (
  self: ListValue,
  items: readonly Value[],
  machine: Machine,
  open: ListValue['open'] = null,
): Value => {
  machine.spend(items.length);
  if (machine.uncertain) self.open ??= machine.uncertain;
  else self.items.push(...items);
  self.open ??= open;
  return none;
};

const listMethods: Readonly<Record<string, Method<ListValue>>> = {
  append: (self, { positional }, machine) => grow(self, positional.slice(0, 1), machine),
  add: (self, { positional }, machine) =>
    positional[0] && self.items.some((item) => equals(item, positional[0]!) === true)
      ? none
      : grow(self, positional.slice(0, 1), machine),
  appendleft(self, { positional: [value] }, machine) {
    if (!value || machine.uncertain || self.open) return grow(self, [], machine, self.open);
    self.items.unshift(value);
    return none;
  },
  popleft(self, _, machine) {
    if (machine.uncertain || self.open) return null;
    return self.items.shift() ?? null;
  },
  remove(self, { positional: [value] }, machine) {
    const at = value ? self.items.findIndex((item) => equals(item, value) === true) : -1;
    if (at < 0 || machine.uncertain || self.open) return grow(self, [], machine, machine.uncertain);
    self.items.splice(at, 1);
    return none;
  },
  clear(self, _, machine) {
    if (machine.uncertain) return grow(self, [], machine);
    self.items.length = 0;
    self.open = null;
    return none;
  },
  extend: (self, args, machine) => extend(self, args, machine),
  update: (self, args, machine) => extend(self, args, machine),
  insert(self, { positional: [at, value] }, machine) {
    if (at?.kind !== 'number' || !value || machine.uncertain || self.open)
      return grow(self, [], machine, self.open);
    self.items.splice(at.value, 0, value);
    return none;
  },
  pop(self, { positional: [at] }, machine) {
    if (machine.uncertain || self.open || (at && at.kind !== 'number')) return null;
    const index = at?.kind === 'number' ? at.value : -1;
    const [taken] = self.items.splice(index, 1);
    return taken ?? null;
  },
  copy: (self) => list([...self.items], self.form, self.open),
  reverse(self, _, machine) {
    if (machine.uncertain) self.open ??= machine.uncertain;
    self.items.reverse();
    return none;
  },
  index(self, { positional: [value] }) {
    const at = value ? self.items.findIndex((item) => equals(item, value) === true) : -1;
    return at < 0 ? null : number(at);
  },
  count: (self, { positional: [value] }) =>
    self.open || !value
      ? null
      : number(self.items.filter((item) => equals(item, value) === true).length),
};

function extend(
  self: ListValue,
  { positional: [more], site }: CallArguments,
  machine: Machine,
): Value {
  if (more?.kind === 'list') return grow(self, more.items, machine, more.open);
  return grow(
    self,
    [],
    machine,
    more?.kind === 'unknown' ? more : unknown('items that are not known', site),
  );
}

const dictMethods: Readonly<Record<string, Method<DictValue>>> = {
  get(self, { positional: [key, otherwise = none] }) {
    const id = key ? keyOf(key) : null;
    const found = id === null ? undefined : self.entries.get(id)?.value;
    if (found) return found;
    return id === null || self.open ? (key?.kind === 'unknown' ? key : self.open) : otherwise;
  },
  keys: (self) =>
    list(
      [...self.entries.values()].map(({ key }) => key),
      'list',
      self.open,
    ),
  values: (self) =>
    list(
      [...self.entries.values()].map(({ value }) => value),
      'list',
      self.open,
    ),
  items: (self, _, machine) => {
    machine.spend(self.entries.size);
    return list(
      [...self.entries.values()].map(({ key, value }) => list([key, value], 'tuple')),
      'list',
      self.open,
    );
  },
  copy: (self) => ({
    kind: 'dict',
    entries: new Map([...self.entries].map(([id, entry]) => [id, { ...entry }])),
    open: self.open,
  }),
  update(self, { positional: [more], keywords, open }, machine) {
    if (more?.kind === 'dict') {
      for (const { key, value } of more.entries.values()) setEntry(self, key, value, machine);
      self.open ??= more.open;
    } else if (more) self.open ??= more.kind === 'unknown' ? more : null;
    for (const [name, value] of keywords)
      setEntry(self, { kind: 'text', value: name }, value, machine);
    self.open ??= open;
    return none;
  },
  setdefault(self, { positional: [key, otherwise = none] }, machine) {
    const id = key ? keyOf(key) : null;
    if (!key || id === null) return null;
    const found = self.entries.get(id)?.value;
    if (found) return found;
    setEntry(self, key, otherwise, machine);
    return self.open ?? otherwise;
  },
  pop(self, { positional: [key, otherwise] }, machine) {
    const id = key ? keyOf(key) : null;
    const found = id === null ? undefined : self.entries.get(id)?.value;
    if (id === null || self.open || machine.uncertain) return null;
    self.entries.delete(id);
    return found ?? otherwise ?? null;
  },
};

/** Sets a key; where it is not known whether the code runs, the entry becomes unknown unless it stays the same. */
export function setEntry(self: DictValue, key: Value, value: Value, machine: Machine): void {
  machine.spend(1);
  const id = keyOf(key);
  if (id === null) {
    self.open ??= key.kind === 'unknown' ? key : machine.uncertain;
    return;
  }
  const before = self.entries.get(id)?.value;
  const kept =
    machine.uncertain && !(before && equals(before, value) === true) ? machine.uncertain : value;
  self.entries.set(id, { key, value: kept });
}

export function callListMethod(
  self: ListValue,
  name: string,
  args: CallArguments,
  machine: Machine,
): Value | null {
  return Object.hasOwn(listMethods, name) ? listMethods[name]!(self, args, machine) : null;
}

export function callDictMethod(
  self: DictValue,
  name: string,
  args: CallArguments,
  machine: Machine,
): Value | null {
  return Object.hasOwn(dictMethods, name) ? dictMethods[name]!(self, args, machine) : null;
}
