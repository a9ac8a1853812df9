import { classMember, findMember } from './class-members.ts';
import { callDictMethod, callListMethod } from './collection-methods.ts';
import { libraryConstant } from './library.ts';
import { callMomentMethod, momentAttribute } from './moment-methods.ts';
import { callTextMethod, isTextMethod } from './text-methods.ts';
import type { PythonSyntax } from './syntax.ts';
import {
  native,
  number,
  text,
  unknown,
  type CallArguments,
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
