import { glob, lstat } from 'node:fs/promises';
import { sep } from 'node:path';
import { SherpaError } from '@datasherpa/tools/errors';

export interface Expanded {
  /** The folder above the first wildcard, from which names are told. */
  readonly base: string;
  /** In order of their names; hidden ones only where the pattern names them. */
  readonly matches: readonly string[];
}

/**
 * What a pattern (`logs/*.gz`) matches, where the shell did not expand it: quoted, or on Windows. Null for a path that is
 * none, and for one that exists as it is written. As in folders, links are left out, and `skipped` says so.
 * @throws NO_FILES_FOUND where nothing matches
 */
export async function expandPattern(path: string, skipped: string[]): Promise<Expanded | null> {
  if (!/[*?[{]/.test(path) || (await exists(path))) return null;
  const parts = path.split(sep);
  const base = parts
    .slice(
      0,
      parts.findIndex((part) => /[*?[{]/.test(part)),
    )
    .join(sep);
  const matches: string[] = [];
  for await (const match of glob(path)) {
    const found = await lstat(match);
    if (found.isSymbolicLink()) skipped.push(`${match} was left out: it is a link.`);
    // Two stars match what lies in a folder too.
    else if (!found.isDirectory() || !path.includes('**')) matches.push(match);
  }
  if (matches.length === 0) throw new SherpaError('NO_FILES_FOUND', { paths: path, skipped: '' });
  return { base: base === '' && path.startsWith(sep) ? sep : base, matches: matches.toSorted() };
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}
