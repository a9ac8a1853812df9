import type { DagSource } from '../read-dag-file.ts';
import {
  absoluteName,
  createModuleFinder,
  type FoundModule,
  type ModuleFinder,
} from './find-module.ts';

/** Files and characters that one file may lead to; what is beyond stays unknown. */
const maxFiles = 300;
const maxCharacters = 3_000_000;

export interface FilesBehind {
  /** In order of their paths. */
  readonly files: readonly DagSource[];
  /** There were more. */
  readonly cut: boolean;
}

/**
 * Tells which of the given files a file may import, directly or through others. It is found with patterns, which is fast and errs on
 * the side of too many: the answer is what has to be at hand to read the file, and what its facts depend on.
 */
export function createFilesBehind(all: readonly DagSource[]): (source: DagSource) => FilesBehind {
  const texts = new Map(
    all.filter(({ name }) => name.endsWith('.py')).map((each) => [each.name, each.text]),
  );
  const finder = createModuleFinder(texts.keys());
  const wanted = new Map<string, readonly string[]>();
  const namesIn = (path: string, text: string): readonly string[] => {
    const names = wanted.get(path) ?? importedNames(text);
    wanted.set(path, names);
    return names;
  };
  return ({ name, text }) => {
    const found = new Map<string, DagSource>();
    // A file may be read under several names as a module, and relative names depend on it.
    const seen = new Set<string>();
    const open: { path: string; text: string; module: string | null }[] = [
      { path: name, text, module: null },
    ];
    let characters = 0;
    for (let next = open.pop(); next; next = open.pop())
      for (const written of namesIn(next.path, next.text)) {
        const full = absoluteName(written, next);
        if (full === null) continue;
        for (const { file, module } of modulesOf(full, next.path, finder)) {
          if (seen.has(`${module}\n${file}`)) continue;
          seen.add(`${module}\n${file}`);
          const inner = texts.get(file)!;
          if (!found.has(file)) {
            if (found.size >= maxFiles || characters + inner.length > maxCharacters)
              return { files: sorted(found), cut: true };
            characters += inner.length;
            found.set(file, { name: file, text: inner });
          }
          open.push({ path: file, text: inner, module });
        }
      }
    return { files: sorted(found), cut: false };
  };
}

const sorted = (found: ReadonlyMap<string, DagSource>): DagSource[] =>
  [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** The files of `a.b.c`: those of the packages a and a.b too, which Python runs first. */
export function* modulesOf(
  name: string,
  from: string,
  finder: ModuleFinder,
): Generator<{ file: string; module: string }> {
  const parts = name.split('.');
  let at: FoundModule | null = null;
  for (const [depth, part] of parts.entries()) {
    if (part === anyName && at) {
      const outer = parts.slice(0, depth).join('.');
      for (const each of finder.names(at)) yield* modulesOf(`${outer}.${each}`, from, finder);
      return;
    }
    at = depth === 0 ? finder.top(part, from) : finder.inside(at!, part);
    if (!at) return;
    if (at.file !== null) yield { file: at.file, module: parts.slice(0, depth + 1).join('.') };
  }
}

const statement =
  /(?:^|[;:])[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import\b[ \t]*(\([^()]*\)|[^\n;#]*)|import[ \t]+([\w.][^\n;#]*))|\bimport_module\(\s*f?["']([\w.]+)(\{)?/gm;

/** Stands for all modules of a package: `import_module(f"teams.{team}")`. */
const anyName = '*';

/** Names of modules that a text may import, as they are written; of `from a import b` both `a` and `a.b`. */
function importedNames(text: string): string[] {
  const found = new Set<string>();
  for (const [, from, names, modules, called, open] of text
    .replaceAll(/\\\r?\n/g, ' ')
    .matchAll(statement)) {
    if (called !== undefined) found.add(open ? called.replace(/\.?\w*$/, `.${anyName}`) : called);
    for (const each of modules?.split(',') ?? []) found.add(/^[ \t]*([\w.]*)/.exec(each)![1]!);
    if (from === undefined || from === '') continue;
    found.add(from);
    for (const [name] of (names ?? '')
      .replaceAll(/#[^\n]*/g, '')
      .matchAll(/(?<!\bas[ \t]+)\b[A-Za-z_]\w*/g))
      if (name !== 'as') found.add(from.endsWith('.') ? from + name : `${from}.${name}`);
  }
  found.delete('');
  return [...found];
}
