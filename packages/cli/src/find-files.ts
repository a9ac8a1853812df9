import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { SherpaError } from '@datasherpa/tools/errors';
import { expandPattern } from './expand-pattern.ts';

/** The server has a limit of its own, for files in archives too. */
const maxFiles = 100_000;
const maxDepth = 12;

export interface FoundFile {
  /** What the upload calls it: its path below the folder that was named, or its own name. */
  readonly name: string;
  /** Where it is; `-` is stdin. */
  readonly path: string;
  /** 0 where it is not known (stdin, pipes). */
  readonly bytes: number;
  /** It can be read once, from its beginning. */
  readonly isStream: boolean;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** What lies in a folder and is left out, one sentence each. */
  readonly skipped: readonly string[];
}

/**
 * Files below the paths, in order of their names; a path may be a pattern (see `expandPattern`). What is named must be readable; inside a folder, what cannot be read and links
 * are left out and said, hidden entries are not looked at.
 * @throws FILE_NOT_READABLE, NO_FILES_FOUND, UPLOAD_TOO_MANY_FILES
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const files: FoundFile[] = [];
  const skipped: string[] = [];
  for (const path of paths) {
    if (path === '-') {
      add(files, { name: 'stdin.log', path, bytes: 0, isStream: true });
      continue;
    }
    const pattern = await expandPattern(path, skipped);
    for (const match of pattern?.matches ?? [path])
      await findBelow(match, files, skipped, pattern?.base);
  }
  tellApart(files);
  if (files.length === 0)
    throw new SherpaError('NO_FILES_FOUND', {
      paths: paths.join(', ').slice(0, 500),
      skipped: skipped
        .slice(0, 3)
        .map((sentence) => ` ${sentence}`)
        .join(''),
    });
  return { files, skipped };
}

/** Files of several named folders may have one name; these are called by their whole path. */
function tellApart(files: FoundFile[]): void {
  const named = Map.groupBy(files, ({ name }) => name);
  for (const [at, file] of files.entries())
    if (new Set(named.get(file.name)?.map(({ path }) => path)).size > 1)
      files[at] = { ...file, name: file.path.replace(/^(?:\.{0,2}[/\\])+/, '') };
}

/** `base` is the folder from which names are told; without it names begin below a folder, and a file has its own. */
async function findBelow(
  path: string,
  files: FoundFile[],
  skipped: string[],
  base?: string,
): Promise<void> {
  try {
    // A link that is named is meant.
    const named = await stat(path);
    if (named.isDirectory()) {
      await walk(base ?? path, path, 0, files, skipped);
      return;
    }
    if (!named.isFile() && !named.isFIFO()) throw notReadable(path, 'it is not a file or folder');
    await access(path, constants.R_OK);
    const name = base === undefined ? basename(path) : relative(base, path);
    add(files, { name, path, bytes: named.size, isStream: named.isFIFO() });
  } catch (error) {
    throw error instanceof SherpaError ? error : notReadable(path, reasonOf(error), error);
  }
}

async function walk(
  root: string,
  folder: string,
  depth: number,
  files: FoundFile[],
  skipped: string[],
): Promise<void> {
  const skip = (path: string, reason: string): void => {
    skipped.push(`${path} was left out: ${reason}.`);
  };
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (depth === 0) throw error;
    skip(folder, reasonOf(error));
    return;
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (depth + 1 > maxDepth) skip(path, `it lies deeper than ${maxDepth} folders`);
      else await walk(root, path, depth + 1, files, skipped);
    } else if (entry.isFile()) {
      try {
        await access(path, constants.R_OK);
        const { size } = await stat(path);
        add(files, { name: relative(root, path), path, bytes: size, isStream: false });
      } catch (error) {
        if (error instanceof SherpaError) throw error;
        skip(path, reasonOf(error));
      }
    } else skip(path, entry.isSymbolicLink() ? 'it is a link' : 'it is not a file');
  }
}

function add(files: FoundFile[], file: FoundFile): void {
  if (files.length === maxFiles)
    throw new SherpaError('UPLOAD_TOO_MANY_FILES', { limit: maxFiles });
  files.push(file);
}

/** FILE_NOT_READABLE with what the system said. */
export const notReadable = (name: string, reason: string, cause?: unknown): SherpaError =>
  new SherpaError('FILE_NOT_READABLE', { name, reason }, { cause });

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of its path is not a folder',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links lead in a circle',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  EISDIR: 'it is a folder',
};

/** A system error in words. */
export const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (code || 'it cannot be opened');
};
