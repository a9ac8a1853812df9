import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generateCommand } from './index.ts';
import { buildPlace, surroundingsOf } from './testing/build-place.ts';
import { places } from './testing/places.ts';
import { requests } from './testing/requests.ts';

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
