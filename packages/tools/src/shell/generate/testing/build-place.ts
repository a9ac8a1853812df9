import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SeenFile, Surroundings, Userland } from '../index.ts';
import type { PlaceFile } from './places.ts';

/** Makes the files of a place in an empty folder. */
export function buildPlace(folder: string, files: readonly PlaceFile[]): void {
  for (const file of files) buildFile(folder, file);
}

function buildFile(
  folder: string,
  { path, text, bytes, gzip, link, mode, daysOld }: PlaceFile,
): void {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  if (link !== undefined) return symlinkSync(link, full);
  writeFileSync(
    full,
    bytes === undefined ? (gzip ? gzipSync(text ?? '') : (text ?? '')) : Buffer.alloc(bytes),
    { mode: mode ?? 0o644 },
  );
  if (daysOld !== undefined) {
    const then = Date.now() / 1000 - daysOld * 86_400;
    utimesSync(full, then, then);
  }
}

/** What a face would see of them. */
export function surroundingsOf(
  files: readonly PlaceFile[],
  userland: Userland = 'gnu',
): Surroundings {
  const folders = new Set(
    files.flatMap(({ path }) =>
      path
        .split('/')
        .slice(0, -1)
        .map((_, at, all) => all.slice(0, at + 1).join('/')),
    ),
  );
  return {
    userland,
    partial: false,
    files: [
      ...[...folders].map((path): SeenFile => ({ path, kind: 'folder' })),
      ...files.map(({ path, text, link, gzip }): SeenFile => ({
        path,
        kind: link === undefined ? 'file' : 'link',
        ...(text !== undefined && text !== '' && { head: text }),
        ...(gzip && { compression: 'gzip' as const }),
      })),
    ],
  };
}
