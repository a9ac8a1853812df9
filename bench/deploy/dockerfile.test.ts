import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { imageProblems } from './hardening.ts';
import { readDeployFile } from './manifest.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const lines = readDeployFile('docker/Dockerfile')
  .replaceAll(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const withWord = (word: string): string[] =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

test('the base image has a fixed tag', () => {
  const [base] = withWord('ARG');
  expect(base).toMatch(/^NODE_IMAGE=/);
  expect(imageProblems(base!.split('=')[1]!)).toEqual([]);
  const { engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    engines: { node: string };
  };
  expect(Number(/node:(\d+)/.exec(base!)?.[1])).toBe(Number(/\d+/.exec(engines.node)?.[0]));
});

test('what runs is a bundle: nothing is installed in the image itself', () => {
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  expect(last.filter((line) => /\b(pnpm|npm|apt-get)\b/.test(line))).toEqual([]);
  expect(last).toContain('COPY --from=build /image ./');
});

test('it ends as a user that is not root, with a health check and without a shell in front of the process', () => {
  expect(withWord('USER').at(-1)).toBe('10001:10001');
  expect(withWord('HEALTHCHECK')).toHaveLength(1);
  expect(withWord('ENTRYPOINT').at(-1)).toMatch(/^\["node", /);
});

test('what is copied from the sources is there, and let through to the builder', () => {
  const ignored = readFileSync(`${root}.dockerignore`, 'utf8').split('\n');
  const copied = withWord('COPY')
    .filter((line) => !line.startsWith('--from'))
    .flatMap((line) => line.split(' ').slice(0, -1));
  expect(copied.filter((path) => !existsSync(root + path))).toEqual([]);
  for (const path of copied)
    expect(ignored).toContain(`!${path.startsWith('packages') ? 'packages' : path}`);
});

test('each package of the workspace that the image needs is copied before it is installed', () => {
  const copied = withWord('COPY').join('\n');
  for (const name of ['tools', 'agent', 'plugins', 'server', 'cli', 'web'])
    expect(copied).toContain(`packages/${name}/package.json`);
});

test('each file that is started as a thread or a process by its name is one of the bundle', () => {
  const bundle = readFileSync(`${root}packages/cli/build/bundle.ts`, 'utf8');
  const started = globSync('packages/*/src/**/*.ts', { cwd: root })
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) =>
      [
        ...readFileSync(root + file, 'utf8').matchAll(/new URL\(`\.\/([^`]+)\.\$\{extension\}`/g),
      ].map(
        ([, name]) =>
          `'${name}': join(sources, '${file.slice('packages/'.length).replace(/[^/]+$/, `${name}.ts`)}')`,
      ),
    );
  expect(started.length).toBeGreaterThan(2);
  expect(started.filter((entry) => !bundle.includes(entry))).toEqual([]);
});
