import { absoluteName, type FoundModule, type ModuleFinder } from '../modules/find-module.ts';
import { filePath, nameOfFile } from './file-path.ts';
import { textOf, type PythonSyntax, type PythonTree } from './syntax.ts';
import { hostValue, unknown, type Machine, type Scope, type Value } from './value.ts';

/** Files that the file may import. */
export interface Modules {
  readonly finder: ModuleFinder;
  /** The tree of a file of the finder; null where it cannot be read. `whole` says that all of it is Python. */
  tree(path: string, module: string): { readonly tree: PythonTree; readonly whole: boolean } | null;
}

/** A module that was imported, as `sys.modules` keeps it. */
export interface LoadedModule {
  readonly name: string;
  readonly found: FoundModule;
  readonly scope: Scope;
  readonly value: Value;
  readonly tree: PythonTree | null;
  /** Its text is being carried out: modules that import each other see what is there so far. */
  running: boolean;
  /** It may have names that were not seen: a part could not be read, or it takes all names of a module that is not known. */
  open: boolean;
}

/** Modules that one file imports, in order of their names; more are not known. */
const maxModules = 300;

/** Runs modules of the given files when they are first imported. */
export function createModuleLoader(
  modules: Modules,
  {
    path,
    scope: createScope,
    run,
  }: {
    /** Of the file that is read. */
    readonly path: string;
    readonly scope: () => Scope;
    readonly run: (tree: PythonTree, scope: Scope) => void;
  },
): { load(name: string): LoadedModule | null; readonly loaded: ReadonlyMap<string, LoadedModule> } {
  const loaded = new Map<string, LoadedModule>();

  function start(name: string, found: FoundModule): LoadedModule {
    const read = found.file === null ? null : modules.tree(found.file, name);
    const scope = createScope();
    const module: LoadedModule = {
      name,
      found,
      scope,
      value: moduleValue(name, scope, () => module.open || module.running),
      tree: read?.tree ?? null,
      running: true,
      open: found.file !== null && !read?.whole,
    };
    loaded.set(name, module);
    if (found.file !== null) scope.variables.set('__file__', filePath(nameOfFile(found.file)));
    if (read) run(read.tree, scope);
    module.running = false;
    return module;
  }

  return {
    loaded,
    load(name) {
      let parent: LoadedModule | null = null;
      const parts = name.split('.');
      for (const [depth, part] of parts.entries()) {
        const full: string = parts.slice(0, depth + 1).join('.');
        let module: LoadedModule | undefined = loaded.get(full);
        if (!module) {
          const found: FoundModule | null = parent
            ? modules.finder.inside(parent.found, part)
            : modules.finder.top(part, path);
          if (!found || loaded.size >= maxModules) return null;
          module = start(full, found);
          parent?.scope.variables.set(part, module.value);
        }
        parent = module;
      }
      return parent;
    },
  };
}

function moduleValue(name: string, scope: Scope, isOpen: () => boolean): Value {
  return hostValue({
    attribute: (attribute) =>
      scope.variables.get(attribute) ??
      (isOpen() ? { kind: 'imported', name: `${name}.${attribute}` } : undefined),
    setAttribute: (attribute, value) => void scope.variables.set(attribute, value),
  });
}

/** The full name of what an import statement names; null where it has more dots than packages. */
export const nameAt = (node: PythonSyntax, machine: Machine): string | null =>
  absoluteName(textOf(node), {
    path: node.origin.file ?? machine.path,
    module: node.origin.module,
  });

/** A name of a module, as `from module import name` takes it. */
export function memberOf(module: LoadedModule, name: string, node: PythonSyntax): Value {
  const own = module.scope.variables.get(name);
  if (own) return own;
  if (module.open) return { kind: 'imported', name: `${module.name}.${name}` };
  const place = module.found.file ?? module.found.folders.join(', ');
  return unknown(
    module.running
      ? `${place} has no ${name} yet: the files import each other`
      : `${name} is not in ${place}`,
    node,
  );
}

/** What `from module import *` takes. */
export function publicNames({ scope, found }: LoadedModule): string[] {
  const listed = scope.variables.get('__all__');
  if (listed?.kind === 'list' && !listed.open)
    return listed.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
  return found.file === null
    ? []
    : [...scope.variables.keys()].filter((name) => !name.startsWith('_'));
}
