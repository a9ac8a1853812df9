import { execFileSync, spawnSync } from 'node:child_process';
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
import { afterAll, expect, test } from 'vitest';
import { generateCommand, type SeenFile, type Surroundings, type Userland } from './index.ts';
import { places, type PlaceFile } from './testing/places.ts';
import { placesOfFiles, requestsOfFiles } from './testing/requests-of-files.ts';
import { placesOfTrees, requestsOfTrees } from './testing/requests-of-trees.ts';
import { placesOfQuestions, requestsOfQuestions } from './testing/requests-of-questions.ts';
import { requests } from './testing/requests.ts';

const all: Readonly<Record<string, readonly PlaceFile[]>> = {
  ...placesOfFiles,
  ...placesOfTrees,
  ...placesOfQuestions,
  ...places,
};
const everyRequest = [...requests, ...requestsOfFiles, ...requestsOfTrees, ...requestsOfQuestions];

/** A command is right when it does what it should, so each is run, on files that exist only for it. */
test.each(everyRequest.map((each) => [each.request, each] as const))(
  '%s',
  (_, { place, request, prints, unordered, leaves = {} }) => {
    const files = all[place]!;
    const made = generateCommand(request, surroundingsOf(files));
    const folder = mkdtempSync(join(tmpdir(), 'sherpa-requests-'));
    try {
      buildPlace(folder, files);
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

const hasFish = spawnSync('fish', ['--version']).status === 0;

/** Each answer for fish is run by fish. */
test.skipIf(!hasFish).each(everyRequest.map((each) => [each.request, each] as const))(
  'fish: %s',
  (_, { place, request, prints, unordered, leaves = {} }) => {
    const files = all[place]!;
    const made = generateCommand(`fish: ${request}`, surroundingsOf(files));
    if (made.shell !== 'fish') return;
    const folder = mkdtempSync(join(tmpdir(), 'sherpa-requests-'));
    try {
      buildPlace(folder, files);
      const ran = spawnSync('fish', ['--no-config', '-c', made.command ?? 'exit 1'], {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', HOME: folder },
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
        prints: lines(ran.stdout, unordered),
        leaves: Object.fromEntries(left),
      }).toEqual({ command: made.command, prints: lines(prints ?? ran.stdout, unordered), leaves });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  15_000,
);

const program = ['/bin/busybox', '/usr/bin/busybox'].find((path) => existsSync(path));
const applets = mkdtempSync(join(tmpdir(), 'sherpa-busybox-'));
afterAll(() => rmSync(applets, { recursive: true, force: true }));
if (program) {
  execFileSync(program, ['--install', '-s', applets]);
  const jq = spawnSync('sh', ['-c', 'command -v jq'], { encoding: 'utf8' }).stdout.trim();
  if (jq !== '') symlinkSync(jq, join(applets, 'jq'));
}
const words = (text: string): string[] =>
  text
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^\.\//, '')
        .split(/[ ,\t]+/)
        .sort()
        .join(' '),
    )
    .filter((line) => line !== '')
    .sort();

/** Each answer that says it is whole for BusyBox is run by BusyBox, with nothing but its own tools. */
test.skipIf(!program).each(requests.map((each) => [each.request, each] as const))(
  'busybox: %s',
  (_, { place, request, prints, leaves = {} }) => {
    const files = places[place]!;
    const made = generateCommand(request, surroundingsOf(files, 'busybox'));
    if (!made.complete) return;
    const folder = mkdtempSync(join(tmpdir(), 'sherpa-requests-'));
    try {
      buildPlace(folder, files);
      const ran = spawnSync(program!, ['sh', '-c', made.command ?? 'exit 1'], {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: applets, LC_ALL: 'C', TZ: 'UTC' },
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
        prints: words(prints ?? ran.stdout),
        leaves: Object.fromEntries(left),
        errors: ran.stderr,
      }).toEqual({
        command: made.command,
        prints: words(ran.stdout),
        leaves,
        errors: '',
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

/** Makes the files of a place in an empty folder. */
function buildPlace(folder: string, files: readonly PlaceFile[]): void {
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
function surroundingsOf(files: readonly PlaceFile[], userland: Userland = 'gnu'): Surroundings {
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
