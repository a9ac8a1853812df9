import { classMember, fieldsOf, findMember, isNamedTuple } from './class-members.ts';
import { callDictMethod, callListMethod } from './collection-methods.ts';
import { libraryConstant } from './library.ts';
import { callMomentMethod, momentAttribute } from './moment-methods.ts';
import { callTextMethod, isTextMethod } from './text-methods.ts';
import type { PythonSyntax } from './syntax.ts';
import {
  dict,
  keyOf,
  list,
  native,
  number,
  text,
  unknown,
  type CallArguments,
  type ClassValue,
  type FunctionValue,
  type Machine,
  type ObjectValue,
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
      if (name === '__class__') return value.class;
      const member = findMember(value.class, name);
      return (
        (member?.kind === 'function'
          ? boundMethod(member, value, value.class, node, machine)
          : member) ??
        recordMember(value, name) ??
        lost
      );
    }
    case 'class': {
      const member = classMember(value, name);
      return (
        (member?.kind === 'function' && member.binding === 'class'
          ? boundMethod(member, value, value, node, machine)
          : member) ??
        machine.host.classAttribute(value, name) ??
        (name === '_fields' ? namesOf(value) : null) ??
        lost
      );
    }
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

/** A method with its object or class; the value of a property. */
function boundMethod(
  member: FunctionValue,
  self: Value,
  type: ClassValue,
  site: PythonSyntax,
  machine: Machine,
): Value {
  if (member.binding === 'static') return member;
  const owner = member.binding === 'class' ? type : self;
  if (member.binding === 'property')
    return machine.call(member, { positional: [owner], keywords: new Map(), open: null, site });
  return native(member.name, (args) =>
    machine.call(member, { ...args, positional: [owner, ...args.positional] }),
  );
}

const namesOf = (type: ClassValue): Value | null => {
  const names = isNamedTuple(type) ? fieldsOf(type) : null;
  return (
    names &&
    list(
      names.map((each) => text(each)),
      'tuple',
    )
  );
};

/** `_fields`, `_replace` and `_asdict` of named tuples. */
function recordMember(object: ObjectValue, name: string): Value | null {
  if (!isNamedTuple(object.class)) return null;
  if (name === '_fields') return namesOf(object.class);
  if (name === '_replace')
    return native(name, ({ keywords }) => ({
      ...object,
      attributes: new Map([...object.attributes, ...keywords]),
    }));
  if (name === '_asdict')
    return native(name, () => {
      const made = dict();
      for (const [key, value] of object.attributes)
        made.entries.set(keyOf(text(key))!, { key: text(key), value });
      return made;
    });
  return null;
}
