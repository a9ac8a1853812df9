import { findMember } from './call.ts';
import { callDictMethod, callListMethod } from './collection-methods.ts';
import { libraryConstant } from './library.ts';
import { callMomentMethod, momentAttribute } from './moment-methods.ts';
import { callTextMethod, isTextMethod } from './text-methods.ts';
import type { PythonSyntax } from './syntax.ts';
import {
  list,
  native,
  number,
  text,
  unknown,
  type CallArguments,
  type ClassValue,
  type Machine,
  type Value,
} from './value.ts';

/** `value.name`; bound methods where it is one. */
export function attributeOf(
  value: Value,
  name: string,
  node: PythonSyntax,
  machine: Machine,
): Value {
  const lost = unknown(`the attribute ${name} is not known`, node);
  const method = (run: (args: CallArguments) => Value | null): Value =>
    native(name, (args) => run(args) ?? unknown(`what ${name}() gives is not known`, args.site));
  switch (value.kind) {
    case 'unknown':
      return value;
    case 'text':
      return isTextMethod(name) ? method((args) => callTextMethod(value.value, name, args)) : lost;
    case 'list':
      return method((args) => callListMethod(value, name, args, machine));
    case 'dict':
      return method((args) => callDictMethod(value, name, args, machine));
    case 'imported': {
      const full = `${value.name}.${name}`;
      return (
        libraryConstant(full, node) ??
        machine.host.imported(full) ?? { kind: 'imported', name: full }
      );
    }
    case 'host':
      return value.host.attribute?.(name, machine) ?? lost;
    case 'moment':
      return momentAttribute(value, name) ?? method((args) => callMomentMethod(value, name, args));
    case 'duration':
      if (name === 'total_seconds') return native(name, () => number(value.seconds, true));
      return name === 'days' ? number(Math.floor(value.seconds / 86_400)) : lost;
    case 'object': {
      const own = value.attributes.get(name);
      if (own) return own;
      const member = findMember(value.class, name);
      if (member?.kind === 'function') {
        return method((args) =>
          machine.call(member, { ...args, positional: [value, ...args.positional] }),
        );
      }
      return member ?? lost;
    }
    case 'class':
      return classMember(value, name) ?? machine.host.classAttribute(value, name) ?? lost;
    case 'function':
      return name === '__name__'
        ? text(value.name)
        : name === '__doc__' && value.doc !== null
          ? text(value.doc)
          : lost;
    case 'instance': {
      const given = value.args.keywords.get(name);
      return given ?? lost;
    }
    default:
      return lost;
  }
}

/** A member of a class; those of an enumeration are objects with `name` and `value`. */
function classMember(type: ClassValue, name: string): Value | undefined {
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
export function enumerationItems(type: ClassValue): Value | null {
  if (!isEnumeration(type)) return null;
  const members = [...type.members].filter(
    ([name, { kind }]) => kind !== 'function' && !name.startsWith('_'),
  );
  return list(members.map(([name, value]) => enumerationMember(type, name, value)));
}
