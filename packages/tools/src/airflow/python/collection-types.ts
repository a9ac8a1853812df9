import { iterate } from './iterate.ts';
import {
  dict,
  keyOf,
  list,
  number,
  text,
  type CallArguments,
  type ClassValue,
  type LibraryFunction,
  type Machine,
  type Value,
} from './value.ts';

/** `collections`: what they keep, not how fast. */
export const collectionTypes: Readonly<Record<string, LibraryFunction>> = {
  'collections.OrderedDict': builtinDict,
  'collections.defaultdict': (args, machine) => {
    const [factory, ...rest] = args.positional;
    const made = builtinDict({ ...args, positional: rest }, machine);
    return made.kind === 'dict' && factory && factory.kind !== 'none' ? { ...made, factory } : made;
  },
  'collections.Counter': ({ positional: [from], keywords, site }, machine) => {
    if (!from || from.kind === 'dict' || keywords.size > 0) return null;
    const { items, open } = iterate(from, site, machine);
    const made = dict();
    made.open = open;
    for (const item of items) {
      const id = keyOf(item);
      if (id === null) return null;
      const before = made.entries.get(id)?.value;
      made.entries.set(id, {
        key: item,
        value: number((before?.kind === 'number' ? before.value : 0) + 1),
      });
    }
    return made;
  },
  'collections.deque': ({ positional: [from], site }, machine) => {
    const { items, open } = from ? iterate(from, site, machine) : { items: [], open: null };
    return list([...items], 'list', open);
  },
  'collections.namedtuple': namedTuple,
  'dataclasses.field': (args) => ({ kind: 'instance', name: 'dataclasses.field', args }),
  'types.SimpleNamespace': (args) => ({
    kind: 'object',
    site: args.site,
    class: recordClass('SimpleNamespace', [], new Map(), args, null),
    attributes: new Map(args.keywords),
    stands: null,
  }),
};

function builtinDict(args: CallArguments, machine: Machine): Value {
  const make = machine.module.parent?.variables.get('dict');
  return make ? machine.call(make, args) : dict();
}

/** `namedtuple("Point", "x y", defaults=[0])`. */
function namedTuple(args: CallArguments, machine: Machine): Value | null {
  const [name, names] = args.positional;
  if (name?.kind !== 'text' || !names) return null;
  const fields =
    names.kind === 'text'
      ? names.value.split(/[\s,]+/).filter((field) => field !== '')
      : iterate(names, args.site, machine).items.flatMap((item) =>
          item.kind === 'text' ? [item.value] : [],
        );
  const defaults = args.keywords.get('defaults');
  const given = defaults ? iterate(defaults, args.site, machine).items : [];
  const members = new Map(
    given.map((value, at): [string, Value] => [fields[fields.length - given.length + at]!, value]),
  );
  return recordClass(name.value, fields, members, args, 'typing.NamedTuple');
}

const recordClass = (
  name: string,
  fields: readonly string[],
  members: Map<string, Value>,
  { site }: CallArguments,
  base: string | null,
): ClassValue => ({
  kind: 'class',
  name,
  bases: base === null ? [] : [{ kind: 'imported', name: base }],
  members: new Map([...members, ['__name__', text(name)]]),
  fields,
  site,
});
