import { field, fields, textOf, walk, type PythonTree } from './python/syntax.ts';

/** Modules that a file imports, and `module.name` of what it takes from them. */
export function importsOf(tree: PythonTree): string[] {
  const found = new Set<string>();
  for (const node of walk(tree.root)) {
    if (node.type === 'import_statement')
      for (const part of fields(node, 'name'))
        found.add(textOf(part.type === 'aliased_import' ? field(part, 'name')! : part));
    if (node.type !== 'import_from_statement') continue;
    const module = textOf(field(node, 'module_name') ?? node).replace(/^\.+/, '');
    if (module !== '') found.add(module);
    for (const part of fields(node, 'name')) {
      const name = textOf(part.type === 'aliased_import' ? field(part, 'name')! : part);
      found.add(module === '' ? name : `${module}.${name}`);
    }
  }
  return [...found].slice(0, 1000);
}
