import { argumentsOf, defaultsOf } from './evaluate.ts';
import { evaluateString } from './evaluate-string.ts';
import { assignName, createScope } from './scope.ts';
import { field, parts, textOf, type PythonSyntax } from './syntax.ts';
import {
  type CallArguments,
  type ClassValue,
  type FunctionValue,
  type Machine,
  type Scope,
  type Value,
} from './value.ts';

export function defineFunction(node: PythonSyntax, scope: Scope, machine: Machine): void {
  assignName(scope, textOf(field(node, 'name')!), functionOf(node, scope, machine));
}

function functionOf(node: PythonSyntax, scope: Scope, machine: Machine): FunctionValue {
  const parameters = field(node, 'parameters');
  const body = field(node, 'body')!;
  return {
    kind: 'function',
    name: textOf(field(node, 'name')!),
    parameters,
    body,
    isLambda: false,
    defaults: defaultsOf(parameters, scope, machine),
    scope,
    doc: docOf(body, scope, machine),
    site: node,
    owner: null,
  };
}

/** The docstring of a block, as it is written. */
export function docOf(body: PythonSyntax, scope: Scope, machine: Machine): string | null {
  const [first] = parts(body);
  const [string] = first?.type === 'expression_statement' ? parts(first) : [];
  if (string?.type !== 'string' && string?.type !== 'concatenated_string') return null;
  const value = evaluateString(string, scope, machine);
  return value.kind === 'text' ? value.value : null;
}

export function defineClass(node: PythonSyntax, scope: Scope, machine: Machine): void {
  assignName(scope, textOf(field(node, 'name')!), classOf(node, scope, machine, false));
}

function classOf(
  node: PythonSyntax,
  scope: Scope,
  machine: Machine,
  isRecord: boolean,
): ClassValue {
  const superclasses = field(node, 'superclasses');
  const bases = superclasses ? argumentsOf(superclasses, scope, machine).positional : [];
  const body = field(node, 'body')!;
  const inner = createScope(scope, true);
  machine.execute(parts(body), inner);
  const record =
    isRecord ||
    bases.some(
      (base) =>
        base.kind === 'imported' && /(?:^|\.)(?:NamedTuple|TypedDict|BaseModel)$/.test(base.name),
    );
  const made: ClassValue = {
    kind: 'class',
    name: textOf(field(node, 'name')!),
    bases,
    members: new Map(),
    fields: record ? annotatedNames(body) : null,
    site: node,
  };
  for (const [name, value] of inner.variables)
    made.members.set(name, value.kind === 'function' ? { ...value, owner: made } : value);
  return made;
}

/** Names with an annotation in a class body, in order. */
const annotatedNames = (body: PythonSyntax): string[] =>
  parts(body).flatMap((statement) => {
    const [first] = parts(statement);
    const left =
      first?.type === 'assignment' && field(first, 'type') ? field(first, 'left') : undefined;
    return left?.type === 'identifier' ? [textOf(left)] : [];
  });

/** Decorators are applied from the innermost; one from outside of which nothing is known leaves the function as it is. */
export function defineDecorated(node: PythonSyntax, scope: Scope, machine: Machine): void {
  const definition = field(node, 'definition')!;
  const decorators = parts(node).filter(({ type }) => type === 'decorator');
  const name = textOf(field(definition, 'name')!);
  const values = decorators.map((decorator) => ({
    node: decorator,
    value: machine.evaluate(parts(decorator)[0]!, scope),
  }));
  let value: Value =
    definition.type === 'class_definition'
      ? classOf(
          definition,
          scope,
          machine,
          values.some(({ node: each }) => /\bdataclass\b|\bdefine\b/.test(textOf(each))),
        )
      : functionOf(definition, scope, machine);
  // `@x.setter` changes nothing of what x gives.
  if (values.some(({ node: each }) => /\.(?:setter|deleter)$/.test(textOf(each)))) return;
  if (value.kind === 'function')
    for (const { node: site, value: decorator } of values.toReversed()) {
      const args: CallArguments = { positional: [value], keywords: new Map(), open: null, site };
      const binding = bindingOf(decorator);
      if (binding && value.kind === 'function') {
        value = { ...value, binding };
        continue;
      }
      const decorated: Value = isOpaque(decorator) ? value : machine.call(decorator, args);
      value = decorated.kind === 'unknown' || decorated.kind === 'instance' ? value : decorated;
    }
  assignName(scope, name, value);
}

/** `@property` and its kin. */
function bindingOf(decorator: Value): FunctionValue['binding'] | null {
  if (decorator.kind !== 'native' && decorator.kind !== 'imported') return null;
  switch (decorator.name) {
    case 'property':
    case 'functools.cached_property':
      return 'property';
    case 'staticmethod':
      return 'static';
    case 'classmethod':
      return 'class';
    default:
      return null;
  }
}

const isOpaque = (decorator: Value): boolean =>
  decorator.kind === 'unknown' ||
  decorator.kind === 'instance' ||
  (decorator.kind === 'imported' &&
    !/(?:^|\.)airflow\b/.test(decorator.name) &&
    !decorator.name.startsWith('functools.'));
