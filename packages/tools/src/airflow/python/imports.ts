import { libraryConstant } from './library.ts';
import { memberOf, nameAt, publicNames } from './modules.ts';
import { PythonRaise } from './raised.ts';
import { assignName, moduleScope } from './scope.ts';
import { field, fields, parts, textOf, type PythonSyntax } from './syntax.ts';
import type { Machine, Scope, Value } from './value.ts';

function importedValue(name: string, node: PythonSyntax, machine: Machine): Value {
  return libraryConstant(name, node) ?? machine.host.imported(name) ?? { kind: 'imported', name };
}

/** `import a.b` binds `a`; `import a.b as c` binds `a.b`. Imports are taken to succeed. */
export function importModules(node: PythonSyntax, scope: Scope, machine: Machine): void {
  for (const part of fields(node, 'name')) {
    const aliased = part.type === 'aliased_import';
    const name = textOf(aliased ? field(part, 'name')! : part);
    const module = machine.load(name);
    if (aliased) {
      assignName(
        scope,
        textOf(field(part, 'alias')!),
        module?.value ?? importedValue(name, node, machine),
      );
      continue;
    }
    const first = name.split('.')[0]!;
    assignName(scope, first, machine.load(first)?.value ?? { kind: 'imported', name: first });
  }
}

export function importFrom(node: PythonSyntax, scope: Scope, machine: Machine): void {
  const from = field(node, 'module_name');
  const text = from ? textOf(from) : '';
  if (text.startsWith('.') && node.origin.module === null) withoutPackage(node, machine);
  const name = from && nameAt(from, machine);
  const module = name ? machine.load(name) : null;
  if (parts(node).some(({ type }) => type === 'wildcard_import')) {
    for (const each of module ? publicNames(module) : [])
      assignName(scope, each, memberOf(module!, each, node));
    // What comes from a module that is not known may be any name.
    if (!module || module.open) machine.takesUnknownNames(moduleScope(scope));
    return;
  }
  const prefix = text === '' || text.endsWith('.') ? text : `${text}.`;
  for (const part of fields(node, 'name')) {
    const aliased = part.type === 'aliased_import';
    const member = textOf(aliased ? field(part, 'name')! : part);
    const bound = aliased ? textOf(field(part, 'alias')!) : member;
    const value = module
      ? // A module of a package is imported with it, where the package has no such name.
        (module.scope.variables.get(member) ??
        machine.load(`${module.name}.${member}`)?.value ??
        memberOf(module, member, part))
      : importedValue(`${prefix}${member}`, node, machine);
    assignName(scope, bound, value);
  }
}

/** Airflow loads a DAG file without a package, so that a relative import in it fails. */
function withoutPackage(node: PythonSyntax, machine: Machine): void {
  if (machine.tries > 0 && !machine.uncertain) throw new PythonRaise('ImportError');
  machine.host.relativeImport(node);
}
