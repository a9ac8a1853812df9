import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateCommand } from './index.ts';
import { buildPlace, surroundingsOf } from './testing/build-place.ts';
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
