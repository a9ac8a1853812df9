import {
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  symlink,
  utimes,
  writeFile,
  chmod,
} from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Files of a case, as `cases.json` describes them. */
export interface Fixture {
  readonly dirs?: readonly string[];
  readonly files: readonly FixtureFile[];
}

interface FixtureFile {
  readonly path: string;
  readonly content?: string;
  readonly encoding?: 'gzip' | 'base64';
  readonly size?: number;
  readonly symlink?: string;
  readonly mode?: string;
  readonly age?: string;
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Builds the fixture in an empty folder. */
export async function buildFixture(root: string, { dirs = [], files }: Fixture): Promise<void> {
  for (const dir of dirs) await mkdir(join(root, dir), { recursive: true });
  for (const file of files) {
    const path = join(root, file.path);
    await mkdir(dirname(path), { recursive: true });
    if (file.symlink !== undefined) {
      await symlink(file.symlink, path);
      continue;
    }
    const text = file.content ?? '';
    const bytes =
      file.size !== undefined
        ? Buffer.alloc(file.size)
        : file.encoding === 'gzip'
          ? gzipSync(text)
          : Buffer.from(text, file.encoding === 'base64' ? 'base64' : 'utf8');
    await writeFile(path, bytes);
    await chmod(path, parseInt(file.mode ?? '0644', 8));
    if (file.age !== undefined) {
      const [, count, unit] = /^(\d+)([smhd])$/.exec(file.age)!;
      const then = Date.now() / 1000 - Number(count) * seconds[unit!]!;
      await utimes(path, then, then);
    }
  }
}

/** What is there, by path: kind, mode and content. */
export type Tree = ReadonlyMap<
  string,
  {
    readonly kind: 'file' | 'folder' | 'link';
    readonly mode: string;
    readonly content: string;
    readonly hash: string;
  }
>;

/** Reads the whole tree. */
export async function readTree(root: string, path = ''): Promise<Tree> {
  const tree = new Map<
    string,
    { kind: 'file' | 'folder' | 'link'; mode: string; content: string; hash: string }
  >();
  for (const name of await readdir(join(root, path))) {
    const at = path === '' ? name : `${path}/${name}`;
    const found = await lstat(join(root, at));
    const mode = (found.mode & 0o7777).toString(8).padStart(4, '0');
    if (found.isDirectory()) {
      tree.set(at, { kind: 'folder', mode, content: '', hash: '' });
      for (const [key, value] of await readTree(root, at)) tree.set(key, value);
    } else if (found.isSymbolicLink())
      tree.set(at, { kind: 'link', mode, content: '', hash: await readlink(join(root, at)) });
    else {
      const bytes = await readFile(join(root, at));
      tree.set(at, {
        kind: 'file',
        mode,
        content: bytes.length < 1e6 ? bytes.toString('utf8') : '',
        hash: createHash('sha256').update(bytes).digest('hex'),
      });
    }
  }
  return tree;
}
