import { libraryConstant } from './library.ts';
import { assignName } from './scope.ts';
import { field, fields, textOf, type PythonSyntax } from './syntax.ts';
import type { Machine, Scope, Value } from './value.ts';

function importedValue(name: string, node: PythonSyntax, machine: Machine): Value {
  return libraryConstant(name, node) ?? machine.host.imported(name) ?? { kind: 'imported', name };
}

/** `import a.b` binds `a`; `import a.b as c` binds `a.b`. Imports are taken to succeed. */
export function importModules(node: PythonSyntax, scope: Scope, machine: Machine): void {
  for (const part of fields(node, 'name')) {
    if (part.type === 'aliased_import') {
      const name = textOf(machine, field(part, 'name')!);
      assignName(scope, textOf(machine, field(part, 'alias')!), importedValue(name, node, machine));
      continue;
    }
    const [first] = textOf(machine, part).split('.');
    assignName(scope, first!, { kind: 'imported', name: first! });
  }
}

export function importFrom(node: PythonSyntax, scope: Scope, machine: Machine): void {
  const from = field(node, 'module_name');
  const module = from ? textOf(machine, from) : '';
  const prefix = module === '' || module.endsWith('.') ? module : `${module}.`;
  for (const part of fields(node, 'name')) {
    const aliased = part.type === 'aliased_import';
    const name = textOf(machine, aliased ? field(part, 'name')! : part);
    const bound = aliased ? textOf(machine, field(part, 'alias')!) : name;
    assignName(scope, bound, importedValue(`${prefix}${name}`, node, machine));
  }
}
