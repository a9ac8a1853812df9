import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { SherpaError } from '@datasherpa/tools/errors';
import type { OutgoingFile } from '@datasherpa/server/client';

const maxFiles = 500;
const maxDepth = 12;

/**
 * Files below the paths, in order of their names; folders are walked, links and hidden entries are not followed, `-` is stdin.
 * @throws FILE_NOT_READABLE, UPLOAD_TOO_MANY_FILES
 */
export async function* readPaths(paths: readonly string[]): AsyncGenerator<OutgoingFile> {
  const seen = { files: 0 };
  for (const path of paths) {
    if (path === '-')
      yield { name: 'stdin.log', content: process.stdin as AsyncIterable<Uint8Array> };
    else yield* walk(path, path, 0, seen);
  }
}

async function* walk(
  root: string,
  path: string,
  depth: number,
  seen: { files: number },
): AsyncGenerator<OutgoingFile> {
  const state = await readable(path, () => lstat(path));
  if (state.isDirectory()) {
    if (depth > maxDepth) return;
    const names = await readable(path, () => readdir(path));
    for (const name of names.toSorted())
      if (!name.startsWith('.')) yield* walk(root, join(path, name), depth + 1, seen);
    return;
  }
  if (!state.isFile()) {
    if (depth === 0)
      throw new SherpaError('FILE_NOT_READABLE', {
        name: path,
        reason: 'it is not a file or folder',
      });
    return;
  }
  seen.files += 1;
  if (seen.files > maxFiles) throw new SherpaError('UPLOAD_TOO_MANY_FILES', { limit: maxFiles });
  yield { name: depth === 0 ? basename(path) : relative(root, path), content: contentOf(path) };
}

async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (cause) {
    throw new SherpaError('FILE_NOT_READABLE', { name: path, reason: reasonOf(cause) }, { cause });
  } finally {
    stream.destroy();
  }
}

async function readable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new SherpaError('FILE_NOT_READABLE', { name: path, reason: reasonOf(cause) }, { cause });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  EISDIR: 'it is a folder',
};

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (code || 'it cannot be opened');
};
