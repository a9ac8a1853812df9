import {
  list,
  text,
  type ClassValue,
  type ListValue,
  type ObjectValue,
  type Value,
} from './value.ts';

/** With its module, where that is not the file that is read. */
export const qualifiedName = ({ name, site }: ClassValue): string =>
  site.origin.module === null ? name : `${site.origin.module}.${name}`;

/** A name of a class, looked up in its bases too. */
export function findMember(type: ClassValue, name: string): Value | undefined {
  const own = type.members.get(name);
  if (own) return own;
  for (const base of type.bases) {
    const found = base.kind === 'class' ? findMember(base, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A member of a class; those of an enumeration are objects with `name` and `value`. */
export function classMember(type: ClassValue, name: string): Value | undefined {
  if (name === '__name__') return text(type.name);
  const member = findMember(type, name);
  if (!member || !isEnumeration(type) || member.kind === 'function') return member;
  return enumerationMember(type, name, member);
}

const members = new WeakMap<ClassValue, Map<string, ObjectValue>>();

/** One object for each member, so that two mentions of it are the same. */
function enumerationMember(type: ClassValue, name: string, value: Value): ObjectValue {
  const known = members.get(type) ?? new Map<string, ObjectValue>();
  members.set(type, known);
  const before = known.get(name);
  if (before) return before;
  const made: ObjectValue = {
    kind: 'object',
    class: type,
    attributes: new Map([
      ['name', text(name)],
      ['value', value],
    ]),
    site: type.site,
    stands: null,
  };
  known.set(name, made);
  return made;
}

/** Fields of a record with those of the records that it is derived from. */
export function fieldsOf(type: ClassValue): readonly string[] | null {
  const inherited = type.bases.flatMap((base) =>
    base.kind === 'class' ? (fieldsOf(base) ?? []) : [],
  );
  if (!type.fields) return inherited.length > 0 ? inherited : null;
  return [...new Set([...inherited, ...type.fields])];
}

const isBasedOn = (type: ClassValue, name: RegExp): boolean =>
  type.bases.some(
    (base) =>
      (base.kind === 'imported' && name.test(base.name)) ||
      (base.kind === 'class' && isBasedOn(base, name)),
  );

/** Is it a tuple with names? */
export const isNamedTuple = (type: ClassValue): boolean => isBasedOn(type, /(?:^|\.)NamedTuple$/);

/** Calling it makes a plain dictionary. */
export const isTypedDict = (type: ClassValue): boolean => isBasedOn(type, /(?:^|\.)TypedDict$/);

/** The values of a named tuple in order; null for other objects. */
export function tupleItems({ class: type, attributes }: ObjectValue): Value[] | null {
  return isNamedTuple(type)
    ? (fieldsOf(type) ?? []).flatMap((name) => attributes.get(name) ?? [])
    : null;
}

export const isEnumeration = (type: ClassValue): boolean =>
  isBasedOn(type, /(?:^|\.)(?:Enum|StrEnum|IntEnum|Flag|IntFlag)$/);

/** Members of an enumeration in order, for a loop over the class. */
export function enumerationItems(type: ClassValue): ListValue | null {
  if (!isEnumeration(type)) return null;
  const named = [...type.members].filter(
    ([name, { kind }]) => kind !== 'function' && !name.startsWith('_'),
  );
  return list(named.map(([name, value]) => enumerationMember(type, name, value)));
}
