import type { DagSource } from '../read-dag-file.ts';
import type { Modules } from '../python/modules.ts';
import { readableTree } from '../python/readable-tree.ts';
import type { PythonParser } from '../python/syntax.ts';
import { createModuleFinder } from './find-module.ts';

type Read = ReturnType<Modules['tree']>;

/** Trees that were made before. */
export interface TreeCache {
  get(path: string, module: string, text: string): Read | undefined;
  set(path: string, module: string, text: string, read: Read): void;
}

/**
 * Trees of files that others import, made when they are first asked for. They are kept by name and text, so that a file that changed is
 * read anew; those that were asked for longest ago are dropped.
 * @param maxCharacters of the texts whose trees are kept; a tree takes some fifty times the memory of its text.
 */
export function createTreeCache(maxCharacters: number): TreeCache {
  const kept = new Map<string, { readonly text: string; readonly read: Read }>();
  let characters = 0;
  const drop = (key: string): void => {
    characters -= kept.get(key)?.text.length ?? 0;
    kept.delete(key);
  };
  return {
    get(path, module, text) {
      const key = `${module}\n${path}`;
      const found = kept.get(key);
      if (found?.text !== text) return undefined;
      kept.delete(key);
      kept.set(key, found);
      return found.read;
    },
    set(path, module, text, read) {
      const key = `${module}\n${path}`;
      drop(key);
      kept.set(key, { text, read });
      characters += text.length;
      for (const oldest of kept.keys()) {
        if (characters <= maxCharacters || oldest === key) break;
        drop(oldest);
      }
    },
  };
}

/** The given files as modules that `readDagFile` may import. */
export function openModules(
  files: readonly DagSource[],
  parser: PythonParser,
  cache: TreeCache,
): Modules {
  const texts = new Map(files.map(({ name, text }) => [name, text]));
  return {
    finder: createModuleFinder([...texts.keys()].filter((name) => name.endsWith('.py'))),
    tree(path, module) {
      const text = texts.get(path)!;
      const known = cache.get(path, module, text);
      if (known !== undefined) return known;
      const read = parsed(text, { file: path, module }, parser);
      cache.set(path, module, text, read);
      return read;
    },
  };
}

function parsed(
  text: string,
  origin: { file: string; module: string },
  parser: PythonParser,
): Read {
  try {
    const { tree, unreadable } = readableTree(text, parser, origin);
    return { tree, whole: unreadable.length === 0 };
  } catch {
    // Nested too deeply, or too slow to parse: told where the file itself is read.
    return null;
  }
}
