import {
  enumerationItems,
  fieldsOf,
  findMember,
  isEnumeration,
  isTypedDict,
} from './class-members.ts';
import { callImportedLibrary } from './library.ts';
import { assignName, createScope } from './scope.ts';
import { field, parts, textOf, walk, type PythonSyntax } from './syntax.ts';
import {
  dict,
  equals,
  keyOf,
  list,
  native,
  none,
  text,
  unknown,
  type CallArguments,
  type ClassValue,
  type FunctionValue,
  type Machine,
  type ObjectValue,
  type Scope,
  type Value,
} from './value.ts';

const maxCallDepth = 50;

/** Calls a value. Functions of the file are carried out; what comes from outside is asked of the host. */
export function callValue(callee: Value, args: CallArguments, machine: Machine): Value {
  machine.spend(1);
  switch (callee.kind) {
    case 'native':
      return callee.call(args, machine);
    case 'function':
      return callFunction(callee, args, machine);
    case 'class':
      return construct(callee, args, machine);
    case 'imported': {
      const known =
        callImportedLibrary(callee.name, args, machine) ??
        machine.host.callImported(callee.name, args, machine);
      if (known) return known;
      const last = callee.name.slice(callee.name.lastIndexOf('.') + 1);
      if (/^_?[A-Z]/.test(last)) return { kind: 'instance', name: callee.name, args };
      machine.host.calledUnknown(callee.name, args);
      return unknown(`what ${callee.name}() gives is not in this file`, args.site);
    }
    case 'object': {
      const method = findMember(callee.class, '__call__');
      return method?.kind === 'function'
        ? callFunction(method, withSelf(callee, args), machine)
        : unknown('a call that is not known', args.site);
    }
    case 'host':
      return callee.host.call?.(args, machine) ?? unknown('a call that is not known', args.site);
    case 'unknown':
      machine.host.calledUnknown('', args);
      return unknown(callee.why, args.site);
    default:
      return unknown('a call that is not known', args.site);
  }
}

function callFunction(callee: FunctionValue, args: CallArguments, machine: Machine): Value {
  if (machine.frames.length >= maxCallDepth)
    return unknown('calls that are nested too deeply', args.site);
  const scope = createScope(callee.scope);
  bind(callee, args, scope);
  if (callee.isLambda) return machine.evaluate(callee.body, scope);
  if (callee.owner) defineSuper(callee, scope, machine);
  const frame = { maybeReturned: [] as Value[], yielded: list([]) };
  const before = machine.uncertain;
  machine.frames.push(frame);
  const end = machine.execute(parts(callee.body), scope);
  machine.frames.pop();
  machine.uncertain = before;
  if (isGenerator(callee.body)) return frame.yielded;
  const result = end.kind === 'return' ? end.value : none;
  const other = frame.maybeReturned.find((value) => equals(value, result) !== true);
  return other
    ? unknown('what a function returns depends on a condition that is not known', args.site)
    : result;
}

const generators = new WeakMap<PythonSyntax, boolean>();

/** Has the body a `yield` of its own? */
function isGenerator(body: PythonSyntax): boolean {
  let found = generators.get(body);
  if (found === undefined) {
    found = false;
    let inner = -1;
    for (const node of walk(body)) {
      if (node.start < inner) continue;
      if (node.type === 'function_definition' || node.type === 'lambda') inner = node.end;
      else if (node.type === 'yield') found = true;
    }
    generators.set(body, found);
  }
  return found;
}

/** Parameters become variables, as Python binds them. What may have been passed but is not known is unknown. */
function bind(callee: FunctionValue, args: CallArguments, scope: Scope): void {
  const taken = new Set<string>();
  let next = 0;
  let onlyKeywords = false;
  for (const node of callee.parameters ? parts(callee.parameters) : []) {
    if (node.type === 'keyword_separator') onlyKeywords = true;
    const { name, form } = parameterOf(node);
    if (name === null) continue;
    if (form === 'rest') {
      onlyKeywords = true;
      assignName(scope, name, list(args.positional.slice(next), 'tuple', args.open));
      continue;
    }
    if (form === 'keywords') {
      const rest = dict();
      for (const [key, value] of args.keywords)
        if (!taken.has(key)) rest.entries.set(keyOf(text(key))!, { key: text(key), value });
      rest.open = args.open;
      assignName(scope, name, rest);
      continue;
    }
    const positional = onlyKeywords ? undefined : args.positional[next];
    if (positional) next += 1;
    taken.add(name);
    const value =
      positional ??
      args.keywords.get(name) ??
      args.open ??
      callee.defaults.get(name) ??
      unknown(`the argument ${name} is not given`, args.site);
    assignName(scope, name, value);
  }
}

/** Name and form of a parameter; null for markers. */
export function parameterOf(node: PythonSyntax): {
  name: string | null;
  form: 'plain' | 'rest' | 'keywords';
} {
  if (node.type === 'identifier') return { name: textOf(node), form: 'plain' };
  if (node.type === 'default_parameter' || node.type === 'typed_default_parameter')
    return { name: textOf(field(node, 'name')!), form: 'plain' };
  if (node.type === 'list_splat_pattern' || node.type === 'dictionary_splat_pattern') {
    const [name] = parts(node);
    return {
      name: name ? textOf(name) : null,
      form: node.type === 'list_splat_pattern' ? 'rest' : 'keywords',
    };
  }
  if (node.type === 'typed_parameter') return parameterOf(parts(node)[0]!);
  return { name: null, form: 'plain' };
}

function construct(type: ClassValue, args: CallArguments, machine: Machine): Value {
  const object: ObjectValue = {
    kind: 'object',
    class: type,
    attributes: new Map(),
    site: args.site,
    stands: null,
  };
  const init = findMember(type, '__init__');
  const fields = fieldsOf(type);
  const [wanted] = args.positional;
  if (isTypedDict(type)) {
    const make = machine.module.parent?.variables.get('dict');
    return make ? machine.call(make, args) : dict();
  }
  if (isEnumeration(type))
    return (
      enumerationItems(type)?.items.find(
        (item) =>
          item.kind === 'object' &&
          wanted &&
          equals(item.attributes.get('value')!, wanted) === true,
      ) ?? unknown('a member of an enumeration that is not known', args.site)
    );
  if (init?.kind === 'function') {
    callFunction(init, withSelf(object, args), machine);
  } else if (fields) {
    for (const [at, name] of fields.entries())
      object.attributes.set(
        name,
        args.positional[at] ??
          args.keywords.get(name) ??
          args.open ??
          fieldDefault(findMember(type, name), machine) ??
          unknown(`the field ${name} is not given`, args.site),
      );
    const after = findMember(type, '__post_init__');
    if (after?.kind === 'function')
      callFunction(after, withSelf(object, { ...args, positional: [] }), machine);
  } else constructBase(object, type, args, machine);
  if (object.stands) machine.host.constructed(object, machine);
  return object.stands ?? object;
}

/** `= 3`, `= field(default=3)` or `= field(default_factory=list)`. */
function fieldDefault(given: Value | undefined, machine: Machine): Value | undefined {
  if (given?.kind !== 'instance' || !given.name.endsWith('.field')) return given;
  const factory = given.args.keywords.get('default_factory');
  return factory
    ? machine.call(factory, { ...given.args, positional: [], keywords: new Map() })
    : given.args.keywords.get('default');
}

const withSelf = (self: Value, args: CallArguments): CallArguments => ({
  ...args,
  positional: [self, ...args.positional],
});

/** The first base from outside gets the arguments. */
function constructBase(
  object: ObjectValue,
  type: ClassValue,
  args: CallArguments,
  machine: Machine,
): void {
  const base = outsideBase(type);
  if (base !== null)
    object.stands ??= machine.host.constructObject(object, base, args, machine) ?? null;
}

/** The imported name at the root of a class of the file; of several the one that is named like an operator, not a mixin. */
export function outsideBase(type: ClassValue): string | null {
  const found = type.bases.flatMap((base) => {
    if (base.kind === 'imported') return [base.name];
    const inner = base.kind === 'class' ? outsideBase(base) : null;
    return inner === null ? [] : [inner];
  });
  return found.find((name) => /(?:Operator|Sensor|DAG)$/.test(name)) ?? found[0] ?? null;
}

/** `super().method(…)` looks behind the class that the method stands in. */
function defineSuper(method: FunctionValue, scope: Scope, machine: Machine): void {
  const owner = method.owner!;
  const first = method.parameters
    ? parameterOf(parts(method.parameters)[0] ?? method.site).name
    : null;
  const self = first === null ? undefined : scope.variables.get(first);
  if (self?.kind !== 'object') return;
  assignName(
    scope,
    'super',
    native('super', () => ({
      kind: 'host',
      host: {
        attribute(name) {
          for (const base of owner.bases) {
            const found = base.kind === 'class' ? findMember(base, name) : undefined;
            if (found?.kind === 'function')
              return native(name, (args) => callFunction(found, withSelf(self, args), machine));
          }
          return name === '__init__'
            ? native(name, (args) => {
                constructBase(self, owner, args, machine);
                return none;
              })
            : undefined;
        },
      },
    })),
  );
}
