import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { findFiles } from '../find-files.ts';

/**
 * Tells where a file of the uploads lies in its repository, for reports that a code host shows beside a change: names of uploads begin
 * below the folder that was named. Names that no path has (of archives, addresses) stay as they are; without a repository, places are
 * told from the working folder.
 * @throws what `findFiles` throws
 */
export async function placesInRepository(
  paths: readonly string[],
): Promise<(name: string) => string> {
  const local = paths.filter((path) => path !== '-' && !/^\w+:\/\//.test(path));
  if (local.length === 0) return (name) => name;
  const places = new Map<string, string>();
  for (const { name, path } of (await findFiles(local)).files)
    places.set(slashed(name), slashed(relative(rootOf(dirname(resolve(path))), resolve(path))));
  return (name) => places.get(name) ?? name;
}

/** The nearest folder above with a `.git`, which is a file in worktrees. */
function rootOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return process.cwd();
  }
}

const slashed = (path: string): string => path.split(sep).join('/');
