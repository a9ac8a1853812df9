import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const bin = fileURLToPath(new URL('../bin/', import.meta.url));
const majorOf = (node: string): number =>
  Number(execFileSync(node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }));
const oldNode = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find((node) => existsSync(node) && majorOf(node) < 24);

test.for(['sherpa.mjs', 'start.mjs'])('an old Node is told what to do by %s', (name, context) => {
  if (oldNode === undefined) context.skip('This machine has no Node older than 24 to try it with.');
  const { status, stdout, stderr } = spawnSync(oldNode!, [join(bin, name), '--help'], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^DataSherpa needs Node 24 or newer; this is Node \d/);
  expect(stderr).toContain('npx -y pnpm@12 start');
});
