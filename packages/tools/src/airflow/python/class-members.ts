import { list, text, type ClassValue, type ListValue, type Value } from './value.ts';

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

const enumerationMember = (type: ClassValue, name: string, value: Value): Value => ({
  kind: 'object',
  class: type,
  attributes: new Map([
    ['name', text(name)],
    ['value', value],
  ]),
  stands: null,
});

const isEnumeration = (type: ClassValue): boolean =>
  type.bases.some(
    (base) =>
      (base.kind === 'imported' && /(?:^|\.)(?:Enum|StrEnum|IntEnum)$/.test(base.name)) ||
      (base.kind === 'class' && isEnumeration(base)),
  );

/** Members of an enumeration in order, for a loop over the class. */
export function enumerationItems(type: ClassValue): ListValue | null {
  if (!isEnumeration(type)) return null;
  const members = [...type.members].filter(
    ([name, { kind }]) => kind !== 'function' && !name.startsWith('_'),
  );
  return list(members.map(([name, value]) => enumerationMember(type, name, value)));
}
