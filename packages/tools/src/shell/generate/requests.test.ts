import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { generateCommand, type SeenFile, type Surroundings } from './index.ts';
import { places, type PlaceFile } from './testing/places.ts';
import { placesOfFiles, requestsOfFiles } from './testing/requests-of-files.ts';
import { requests } from './testing/requests.ts';

const all: Readonly<Record<string, readonly PlaceFile[]>> = { ...placesOfFiles, ...places };

/** A command is right when it does what it should, so each is run, on files that exist only for it. */
test.each([...requests, ...requestsOfFiles].map((each) => [each.request, each] as const))(
  '%s',
  (_, { place, request, prints, unordered, leaves = {} }) => {
    const files = all[place]!;
    const made = generateCommand(request, surroundingsOf(files));
    const folder = mkdtempSync(join(tmpdir(), 'sherpa-requests-'));
    try {
      for (const file of files) build(folder, file);
      const out = execFileSync('bash', ['-c', made.command ?? 'exit 1'], {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const left = Object.keys(leaves).map(
        (path) =>
          [
            path,
            existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null,
          ] as const,
      );
      expect({
        command: made.command,
        prints: lines(out, unordered),
        leaves: Object.fromEntries(left),
        notUnderstood: made.notUnderstood,
      }).toEqual({
        command: made.command,
        prints: lines(prints ?? out, unordered),
        leaves,
        notUnderstood: [],
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

const lines = (text: string, unordered = false): string[] => {
  const all = text
    .split('\n')
    .map((line) => line.trim().replaceAll(/\s+/g, ' ').replace(/^\.\//, ''))
    .filter((line) => line !== '');
  return unordered ? all.map((line) => line.split(/[ ,]/).sort().join(' ')).sort() : all;
};

function build(folder: string, { path, text, bytes, gzip, link, mode, daysOld }: PlaceFile): void {
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

function surroundingsOf(files: readonly PlaceFile[]): Surroundings {
  const folders = new Set(
    files.flatMap(({ path }) =>
      path
        .split('/')
        .slice(0, -1)
        .map((_, at, all) => all.slice(0, at + 1).join('/')),
    ),
  );
  return {
    userland: 'gnu',
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
