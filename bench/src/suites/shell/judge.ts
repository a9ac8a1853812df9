import type { Tree } from './fixture.ts';

export type Compare =
  | 'exact'
  | 'lines'
  | 'lines_unordered'
  | 'columns'
  | 'columns_unordered'
  | 'tokens'
  | 'tokens_unordered'
  | 'paths'
  | 'paths_unordered'
  | 'number'
  | 'ignore';

export interface Expectation {
  readonly compare: Compare;
  readonly stdout: string;
  readonly exit_codes: readonly number[];
  readonly fs: {
    readonly files?: Readonly<Record<string, string>>;
    readonly present?: readonly string[];
    readonly absent?: readonly string[];
    readonly modes?: Readonly<Record<string, string>>;
  };
  readonly post: readonly {
    readonly cmd: string;
    readonly stdout: string;
    readonly compare?: Compare;
  }[];
}

/** Does an output fit what was expected, by the rule of the data? */
export function sameOutput(compare: Compare, wanted: string, given: string): boolean {
  if (compare === 'ignore') return true;
  if (compare === 'exact') return wanted.replace(/\n+$/, '') === given.replace(/\n+$/, '');
  if (compare === 'number')
    return lastNumber(wanted) === lastNumber(given) && lastNumber(given) !== null;
  const prepare = (text: string): string[] => {
    const lines = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map(normal(compare.replace('_unordered', '')));
    return compare.endsWith('_unordered') ? lines.sort() : lines;
  };
  return prepare(wanted).join('\n') === prepare(given).join('\n');
}

const lastNumber = (text: string): number | null => {
  const all = text.match(/-?\d+(?:\.\d+)?/g);
  return all ? Number(all.at(-1)) : null;
};

const normal =
  (compare: string) =>
  (line: string): string => {
    switch (compare) {
      case 'columns':
        return line.replaceAll(/\s+/g, ' ');
      case 'tokens':
        return line
          .split(/[\s,|]+/)
          .filter((token) => token !== '')
          .sort()
          .join(' ');
      case 'paths':
        return line.replace(/^\.\//, '').replace(/\/$/, '');
      default:
        return line;
    }
  };

/** What was changed although nothing asked for it, and what was asked for and is not so. */
export function treeFaults(
  before: Tree,
  after: Tree,
  { fs }: Expectation,
): { missing: string[]; unasked: string[] } {
  const { files = {}, present = [], absent = [], modes = {} } = fs;
  const missing: string[] = [];
  const unasked: string[] = [];
  const below = (path: string, root: string): boolean =>
    path === root || path.startsWith(`${root.replace(/\/$/, '')}/`);
  const wanted = [...Object.keys(files), ...present];
  for (const [path, content] of Object.entries(files)) {
    const found = after.get(path);
    if (!found || found.content !== content) missing.push(`${path} has another content`);
  }
  for (const path of present)
    if (!after.has(path.replace(/\/$/, ''))) missing.push(`${path} is not there`);
  for (const path of absent)
    if ([...after.keys()].some((each) => below(each, path))) missing.push(`${path} is still there`);
  for (const [path, mode] of Object.entries(modes)) {
    const found = after.get(path);
    if (!found || Number.parseInt(found.mode, 8) !== Number.parseInt(mode, 8))
      missing.push(`${path} has mode ${found?.mode}`);
    else if (found.hash !== before.get(path)?.hash) unasked.push(`${path} has another content`);
  }
  for (const [path, entry] of after) {
    const old = before.get(path);
    if (
      wanted.includes(path) ||
      path in modes ||
      wanted.some((each) => below(each, path)) ||
      present.some((each) => below(path, each))
    )
      continue;
    if (!old) unasked.push(`${path} is new`);
    else if (old.hash !== entry.hash || old.kind !== entry.kind)
      unasked.push(`${path} was changed`);
    else if (old.mode !== entry.mode) unasked.push(`${path} has another mode`);
  }
  for (const path of before.keys())
    if (!after.has(path) && !absent.some((each) => below(path, each)))
      unasked.push(`${path} is gone`);
  return { missing, unasked };
}
