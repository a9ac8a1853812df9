import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHome, runSherpa } from '../testing/run-sherpa.ts';

const home = createHome();
afterAll(() => home.remove());
const log = join(home.path, 'app.log');
writeFileSync(log, '2025-01-01 10:00:00 ERROR a\n2025-01-01 10:00:01 INFO ERROR b\n');
mkdirSync(join(home.path, 'staging'));
writeFileSync(join(home.path, 'staging/a.tmp'), 'x\n');
const run = (args: readonly string[], input = '') =>
  runSherpa(args, { env: home.env, directory: home.path, input });

test('stdout has the command alone, and it fits the file', async () => {
  const { code, stdout, stderr } = await run(['shell', 'count the ERROR lines in app.log']);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: "grep -c -E '^([^ ]+ +){2}ERROR( |$)' app.log\n",
  });
  expect(stderr).toContain('Risk');
  expect(
    spawnSync('bash', ['-c', stdout], { cwd: home.path, encoding: 'utf8' }).stdout.trim(),
  ).toBe('1');
});

test('without a terminal nothing is run, whatever stands on stdin', async () => {
  const { code, stdout } = await run(
    ['shell', 'delete the .tmp files under staging'],
    'destructive\ny\n',
  );
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: "find staging -type f -name '*.tmp' -delete\n",
  });
  expect(existsSync(join(home.path, 'staging/a.tmp'))).toBe(true);
});

test('what is missing has an exit code, and no command has another', async () => {
  expect((await run(['shell', 'count the ERROR lines in app.log that glimmer'])).code).toBe(3);
  expect(await run(['shell', 'sing a song of turbines'])).toMatchObject({ code: 1, stdout: '' });
  expect((await run(['shell', ' '])).stderr).toContain('The question is empty');
});

test('explain and fix', async () => {
  expect((await run(['explain', 'find . -delete'])).stdout).toContain('destructive');
  expect(await run(['fix', 'sort f | unqi -c'], 'bash: unqi: command not found')).toMatchObject({
    code: 0,
    stdout: 'sort f | uniq -c\n',
  });
});

test('the completion script is a script', async () => {
  const { stdout } = await run(['completion', 'bash']);
  expect(stdout).toContain('bind -x');
  expect(spawnSync('bash', ['-n'], { input: stdout }).status).toBe(0);
});
