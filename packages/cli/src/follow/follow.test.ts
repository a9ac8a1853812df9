import { once } from 'node:events';
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHome, startServe, startSherpa } from '../testing/run-sherpa.ts';

let home: ReturnType<typeof createHome>;
let path: string;
beforeEach(() => {
  home = createHome();
  path = join(home.path, 'driver.log');
});
afterEach(() => home.remove());

const ordinary = (count: number, from = 0): string =>
  Array.from(
    { length: count },
    (_, at) => `26/11/20 02:10:04 INFO Loader: batch ${from + at} of table orders done\n`,
  ).join('');
const diskFull =
  '26/11/20 02:20:04 ERROR Executor: Exception in task 7.0 in stage 3.0 (TID 71)\njava.io.IOException: No space left on device\n\tat java.base/sun.nio.ch.X.write0(Native Method)\n';

function run(...args: string[]) {
  const child = startSherpa(args, { env: home.env });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close');
  return {
    child,
    shows: (text: string) =>
      expect.poll(() => stdout + stderr, { timeout: 20_000 }).toContain(text),
    async end(signal?: NodeJS.Signals) {
      if (signal) child.kill(signal);
      const [code] = (await ended) as [number | null];
      return { code, stdout, stderr };
    },
  };
}

test('without a server: alerts while the file grows and rotates, the explanation after Ctrl-C', async () => {
  const first = '26/11/20 02:10:05 ERROR Loader: batch 19 is late\n';
  writeFileSync(path, ordinary(19) + first);
  const running = run('debug', '--follow', path);
  await running.shows('driver.log:20  first error (error)  26/11/20 02:10:05 ERROR Loader');
  renameSync(path, `${path}.1`);
  writeFileSync(path, ordinary(10, 20) + diskFull);
  await running.shows('cause: ');
  const { code, stdout } = await running.end('SIGINT');
  const alert = stdout.split('\n').find((line) => line.includes('cause: '));
  expect(alert).toMatch(
    /^driver\.log:32  cause: .*%\)  java\.io\.IOException: No space left on device$/,
  );
  expect(stdout).toContain('Found');
  expect(stdout).toContain('driver.log:32');
  expect(code).toBe(0);
}, 60_000);

test('stdin: ends with its end; a good log gives code 1, and a question may stand in front', async () => {
  const running = run('debug', '--follow', 'what went wrong?', '-');
  running.child.stdin.end(ordinary(5));
  const { code, stdout } = await running.end();
  expect(stdout).toContain('Nothing found');
  expect(code).toBe(1);
}, 60_000);

test('a connection that is cut again and again loses nothing and repeats nothing', async () => {
  const server = await startServe(home.env);
  const { port } = new URL(server.url);
  let cuts = 0;
  const open = new Set<Socket>();
  // Passes on what comes, and cuts each of the first connections in the middle of what it passes.
  const between = createServer((near) => {
    const far = connect(Number(port), '127.0.0.1');
    open.add(near).add(far);
    let left = cuts < 6 ? 40_000 + cuts * 7001 : Infinity;
    near.on('data', (part: Buffer) => {
      left -= part.length;
      far.write(part.subarray(0, left < 0 ? part.length + left : part.length));
      if (left >= 0) return;
      cuts += 1;
      near.destroy();
      far.end();
    });
    far.on('data', (part: Buffer) => near.write(part));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => {}).on('close', () => other.destroy());
  });
  between.listen(0, '127.0.0.1');
  await once(between, 'listening');
  const url = `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
  const text = ordinary(6000) + diskFull + ordinary(100, 6000);
  writeFileSync(path, text);
  const running = run('--server', url, '--json', 'debug', '--follow', path);
  await running.shows('new-cause');
  appendFileSync(path, ordinary(10, 6100));
  const { code, stdout, stderr } = await running.end('SIGTERM');
  expect(cuts).toBe(6);
  expect(stderr).toContain('Connected again');
  const printed = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind?: string });
  expect(printed.filter(({ kind }) => kind === 'new-cause')).toHaveLength(1);
  expect(code).toBe(0);
  const { uploads } = (await (await fetch(`${server.url}/uploads`)).json()) as {
    uploads: { files: { bytes: number; digest: { lines: number } }[] }[];
  };
  expect(uploads).toHaveLength(1);
  expect(uploads[0]!.files).toMatchObject([
    { bytes: text.length + ordinary(10, 6100).length, digest: { lines: 6113 } },
  ]);
  for (const socket of open) socket.destroy();
  between.close();
  await server.stop();
}, 60_000);

test('a server that is killed and started again: the log goes on in the same upload', async () => {
  const first = await startServe(home.env);
  let { port } = new URL(first.url);
  const between = createServer((near) => {
    const far = connect(Number(port), '127.0.0.1');
    near.pipe(far).pipe(near);
    near.on('error', () => {}).on('close', () => far.destroy());
    far.on('error', () => {}).on('close', () => near.destroy());
  });
  between.listen(0, '127.0.0.1');
  await once(between, 'listening');
  const url = `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
  writeFileSync(path, ordinary(50) + diskFull + ordinary(1));
  const running = run('--server', url, '--json', 'debug', '--follow', path);
  await running.shows('new-cause');
  await first.kill();
  await running.shows('The connection is lost');
  appendFileSync(path, ordinary(20));
  const second = await startServe(home.env);
  ({ port } = new URL(second.url));
  await running.shows('Connected again');
  const { code, stdout } = await running.end('SIGINT');
  expect(code).toBe(0);
  const printed = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind?: string });
  expect(printed.filter(({ kind }) => kind === 'new-cause')).toHaveLength(1);
  const { uploads } = (await (await fetch(`${second.url}/uploads`)).json()) as {
    uploads: { files: { digest: { lines: number } }[] }[];
  };
  expect(uploads).toMatchObject([{ files: [{ digest: { lines: 74 } }] }]);
  between.close();
  await second.stop();
}, 60_000);

test('a server that cannot be reached at the start ends it at once', async () => {
  const running = run('--server', 'http://127.0.0.1:9', 'debug', '--follow', path);
  writeFileSync(path, ordinary(1));
  const { code, stderr } = await running.end();
  expect(code).toBe(2);
  expect(stderr).toContain('http://127.0.0.1:9');
}, 60_000);
