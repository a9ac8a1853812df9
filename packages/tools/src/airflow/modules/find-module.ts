import { foundBeforeFolders } from './standard-library.ts';

/** Where a module stands in the given files. */
export interface FoundModule {
  /** Null for a folder without `__init__.py`, which is a module without a text of its own. */
  readonly file: string | null;
  /** Folders that its modules are looked for in; empty where it is a single file. */
  readonly folders: readonly string[];
}

export interface ModuleFinder {
  /** A module that `import name` in the file `from` finds; null where it is not among the files. No dots in `name`. */
  top(name: string, from: string): FoundModule | null;
  /** A module inside of another one. */
  inside(parent: FoundModule, name: string): FoundModule | null;
  /** Names of all modules inside of one. */
  names(parent: FoundModule): readonly string[];
}

/**
 * Finds modules among files as Python does under Airflow, which appends its folders of DAGs, configuration and plugins to Python's
 * path. Which of the folders these are is told by their names; behind them come the folders above the importing file, the outermost
 * first, because a whole repository is given as often as its folder of DAGs.
 * @param paths of Python files, with `/`.
 */
export function createModuleFinder(paths: Iterable<string>): ModuleFinder {
  const files = new Set(paths);
  const folders = new Set<string>();
  for (const path of files)
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  const searchPaths = new Map<string, readonly string[]>();

  function searchPath(from: string): readonly string[] {
    const own = folderOf(from);
    const known = searchPaths.get(own);
    if (known) return known;
    const above = [''];
    for (const part of own === '' ? [] : own.split('/')) above.push(within(above.at(-1)!, part));
    const airflow = above.find((folder) => /(?:^|\/)(?:dags|plugins)$/.test(folder));
    const home = airflow === undefined ? '' : folderOf(airflow);
    const named = ['dags', 'config', 'plugins']
      .map((name) => within(home, name))
      .filter((folder) => folders.has(folder));
    const path = [...new Set([...named, ...above])];
    searchPaths.set(own, path);
    return path;
  }

  /** The first folder with a file or package of that name wins; folders without `__init__.py` count together, where there is none. */
  function lookIn(where: readonly string[], name: string): FoundModule | null {
    const plain: string[] = [];
    for (const folder of where) {
      const path = within(folder, name);
      if (files.has(`${path}/__init__.py`)) return { file: `${path}/__init__.py`, folders: [path] };
      if (files.has(`${path}.py`)) return { file: `${path}.py`, folders: [] };
      if (folders.has(path)) plain.push(path);
    }
    return plain.length > 0 ? { file: null, folders: plain } : null;
  }

  /** Where the folder of DAGs itself was given, its own name is on none of the paths. */
  const given = (name: string): FoundModule | null =>
    name === 'dags' || name === 'plugins'
      ? { file: files.has('__init__.py') ? '__init__.py' : null, folders: [''] }
      : null;

  return {
    top: (name, from) =>
      foundBeforeFolders.has(name) ? null : (lookIn(searchPath(from), name) ?? given(name)),
    inside: (parent, name) => lookIn(parent.folders, name),
    names: ({ folders: where }) => [
      ...new Set(
        where.flatMap((folder) =>
          [...files].flatMap((file) => {
            const rest = file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : '';
            return /^\w+(?=\.py$|\/)/.exec(rest)?.[0] ?? [];
          }),
        ),
      ),
    ],
  };
}

const within = (folder: string, name: string): string =>
  folder === '' ? name : `${folder}/${name}`;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/**
 * The full name of what a file imports; `text` may begin with dots.
 * @param module name of the importing module, null for a file that Airflow loads: it has no package, and its folder stands in.
 * @returns null where there are more dots than packages.
 */
export function absoluteName(
  text: string,
  { path, module }: { readonly path: string; readonly module: string | null },
): string | null {
  const dots = /^\.*/.exec(text)![0].length;
  if (dots === 0) return text;
  const own = module === null ? folderOf(path).split('/').filter(Boolean) : module.split('.');
  const isPackage = module === null || path.endsWith('/__init__.py');
  const up = dots - (isPackage ? 1 : 0);
  if (up > own.length) return null;
  return [...own.slice(0, own.length - up), ...text.slice(dots).split('.').filter(Boolean)].join(
    '.',
  );
}
