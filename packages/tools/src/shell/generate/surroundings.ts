/** What a face may have seen of the place where a command will run. Everything is optional: without it answers rest on the words alone. */

export interface SeenFile {
  /** Relative to the folder where the command will run, or absolute; as a shell would show it. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  readonly bytes?: number;
  /** The start of the text, unpacked where the file is compressed; whole lines. */
  readonly head?: string;
  readonly compression?: 'gzip' | 'zstd' | 'bzip2' | 'xz';
}

export const userlands = ['gnu', 'bsd', 'busybox'] as const;
export type Userland = (typeof userlands)[number];

export interface Surroundings {
  readonly userland: Userland;
  readonly files: readonly SeenFile[];
  /** Not everything that is there was listed. */
  readonly partial: boolean;
}

export const nothingSeen: Surroundings = { userland: 'gnu', files: [], partial: true };

const clean = (path: string): string => path.replace(/^\.\//, '').replace(/(?<=.)\/+$/, '');

export const findSeen = (seen: Surroundings, path: string): SeenFile | undefined =>
  seen.files.find((file) => clean(file.path) === clean(path));

/** Files that a name, a folder or a pattern stands for. */
export function filesBehind(seen: Surroundings, path: string): SeenFile[] {
  const name = clean(path);
  if (/[*?]/.test(name)) {
    const pattern = globPattern(name);
    return seen.files.filter((file) => file.kind !== 'folder' && pattern.test(clean(file.path)));
  }
  const exact = findSeen(seen, name);
  if (exact && exact.kind !== 'folder') return [exact];
  const inside = name === '.' ? '' : `${name}/`;
  return seen.files.filter((file) => file.kind !== 'folder' && clean(file.path).startsWith(inside));
}

const globPattern = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll(/\*+/g, '[^/]*')
      .replaceAll('?', '[^/]')}$`,
  );
