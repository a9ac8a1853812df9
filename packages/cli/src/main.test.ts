import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerSchema } from '@datasherpa/agent/plugin';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHome, runSherpa, startServe, startSherpa } from './testing/run-sherpa.ts';

const demo = fileURLToPath(new URL('../../../examples/demo/failed', import.meta.url));
const home = createHome();
const { env } = home;
let server: Awaited<ReturnType<typeof startServe>>;
const diskFull = join(home.path, 'driver.log');

beforeAll(async () => {
  writeFileSync(
    diskFull,
    `26/11/20 02:00:00 INFO SparkContext: Running Spark version 4.0.1
26/11/20 02:10:04 ERROR Executor: Exception in task 7.0 in stage 3.0 (TID 71)
java.io.IOException: No space left on device
\tat java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)
`,
  );
  server = await startServe(env);
});
afterAll(async () => {
  await server.stop();
  home.remove();
});

/** The command line against the server that all tests of this file share. */
const remote = (args: readonly string[], options: Parameters<typeof runSherpa>[1] = {}) =>
  runSherpa(['--server', server.url, ...args], { env, ...options });

test('--help loads commander and nothing of agent, plugins, server or web', async () => {
  const recorder = `data:text/javascript,${encodeURIComponent(`
    import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context); } });
  `)}`;
  const { code, stdout, stderr } = await runSherpa(['--help'], {
    env,
    nodeArguments: ['--import', recorder],
  });
  expect(code).toBe(0);
  for (const command of ['serve', 'health', 'upload', 'search', 'debug', 'chat'])
    expect(stdout).toContain(`  ${command} `);
  const loaded = stderr.split('\n').filter((url) => url.startsWith('file:'));
  expect(loaded.some((url) => url.includes('/commander/'))).toBe(true);
  const foreign = loaded.filter((url) => !/\/packages\/cli\/|\/commander\//.test(url));
  expect(foreign).toEqual([]);
});

describe('the command line', () => {
  test.each<[string, string[], RegExp]>([
    ['a misspelt command', ['debgu', 'why?'], /Did you mean debug\?/],
    ['a misspelt option', ['health', '--jsno'], /unknown option/],
    ['no command', [], /Usage: sherpa/],
    ['a missing question', ['debug'], /missing required argument 'question'/],
    ['a limit that is no number', ['search', 'x', '--limit', 'many'], /whole number/],
    ['a time that is none', ['search', 'x', '--after', 'yesterday'], /must be a time/],
    ['a port that is none', ['serve', '--port', '70000'], /from 0 to 65535/],
    ['an address that is none', ['--server', 'nonsense', 'health'], /must be an address/],
    [
      'a path that is not there',
      ['debug', 'why?', 'nowhere.log'],
      /"nowhere.log" cannot be read: it does not exist/,
    ],
    ['a path through a file', ['debug', 'why?', `${diskFull}/x`], /not a folder/],
    ['a device', ['debug', 'why?', '/dev/null'], /it is not a file or folder/],
    ['an empty question', ['debug', ' ', diskFull], /The question is empty/],
    [
      'a question of 100 kB',
      ['debug', 'x'.repeat(100_000), diskFull],
      /100000 characters; at most/,
    ],
    ['a level that is none', ['search', 'x', '--levels', 'loud', diskFull], /levels\.0/],
    ['a mode that is none', ['search', 'x', '--mode', 'fuzzy', diskFull], /mode/],
  ])('%s: exit code 2, a sentence on stderr, nothing on stdout', async (_, args, said) => {
    const { code, stdout, stderr } = await remote(args, { directory: home.path });
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/\n\s+at |Something went wrong inside/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('with --json an error is one object on stderr', async () => {
    const { stderr } = await remote(['--json', 'debug', ' ', diskFull]);
    expect(JSON.parse(stderr)).toMatchObject({ code: 'QUESTION_EMPTY', field: 'question' });
  });
});

describe('answers', () => {
  test('found: exit code 0, text without colours where it is not a terminal, even in CI', async () => {
    const { code, stdout, stderr } = await remote(['debug', 'why did it fail?', diskFull], {
      env: { ...env, CI: 'true' },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('driver.log:3');
    expect(stdout).toContain('No space left on device');
    expect(stdout).not.toContain('\u001b');
  });

  test('in this process and on a server alike, and valid against the schema of answers', async () => {
    const args = ['--json', 'debug', 'why did the nightly orders load fail?', demo];
    const [here, there] = await Promise.all([
      runSherpa(args, { env: { ...env, DATASHERPA_DATA_DIR: join(home.path, 'own') } }),
      remote(args),
    ]);
    const answers = [here, there].map(({ stdout }) => answerSchema.parse(JSON.parse(stdout)));
    expect([here.code, there.code]).toEqual([0, 0]);
    const essence = answers.map(({ status, summary, evidence }) => ({
      status,
      summary,
      evidence: evidence.map(({ source, lines, quote }) => ({ source, lines, quote })),
    }));
    expect(essence[0]?.evidence.length).toBeGreaterThan(0);
    expect(essence[0]).toEqual(essence[1]);
  });

  test('nothing found: exit code 1', async () => {
    const { code, stdout } = await remote(['search', '--mode', 'exact', 'no such text', diskFull]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Nothing found/);
  });

  test('inconclusive: exit code 3', async () => {
    const calm = join(home.path, 'calm.log');
    writeFileSync(calm, '2026-11-20 02:00:00 ERROR worker: the frobnicator gave up\n');
    const { code, stdout } = await remote(['debug', 'why?', calm]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^Inconclusive/);
  });

  test('search by level and time', async () => {
    const search = (...options: string[]) =>
      remote(['--json', 'search', 'exception task spark', ...options, diskFull]);
    const [errors, later] = await Promise.all([
      search('--levels', 'error'),
      search('--after', '2026-11-20T03:00'),
    ]);
    const { data } = JSON.parse(errors.stdout) as { data: { hits: { level: string }[] } };
    expect(data.hits.length).toBeGreaterThan(0);
    expect(new Set(data.hits.map(({ level }) => level))).toEqual(new Set(['error']));
    expect(JSON.parse(later.stdout)).toMatchObject({ data: { hits: [] } });
  });

  test('a log on stdin', async () => {
    const { code, stdout } = await remote(['debug', 'why?', '-'], {
      input: '26/11/20 02:10:04 ERROR Executor: java.io.IOException: No space left on device\n',
    });
    expect(code).toBe(0);
    expect(stdout).toContain('stdin.log:1');
  });

  test('a reader that closes the pipe is no error', async () => {
    const child = startSherpa(['--server', server.url, 'search', 'the', demo, '--limit', '500'], {
      env,
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('a server', () => {
  /** Something that answers every request the same way. */
  async function answering(status: number, type: string, body: string) {
    const other = createServer((_, response) => {
      response.writeHead(status, { 'content-type': type });
      response.end(body);
    });
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, stop: () => other.close() };
  }

  test('its health is shown', async () => {
    const { code, stdout } = await remote(['health']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok \(version .*\)\n[ ]{2}store: ok/);
  });

  test('does not start on a port that another program uses', async () => {
    const { code, stderr } = await runSherpa(['serve', '--port', new URL(server.url).port], {
      env: { ...env, DATASHERPA_DATA_DIR: join(home.path, 'second') },
    });
    expect(stderr).toMatch(/port \d+ of 127\.0\.0\.1: another program uses it/);
    expect(code).toBe(2);
  });

  test('that is down says so itself', async () => {
    const down = await answering(
      503,
      'application/json',
      JSON.stringify({
        status: 'down',
        version: '0.1.0',
        components: { store: { status: 'down', detail: 'the disk is\u001b[2J gone' } },
      }),
    );
    const { code, stdout, stderr } = await runSherpa(['--server', down.url, 'health'], { env });
    down.stop();
    expect(stdout).toContain('store: down, the disk is␛[2J gone');
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  });

  test.each<[string, number, string, string]>([
    ['another program', 200, 'text/html', '<h1>hello</h1>'],
    ['another program with JSON', 200, 'application/json', '{"hello":1}'],
    ['a proxy without its server', 503, 'text/html', 'down'],
    ['a page that is not there', 404, 'text/plain', 'no'],
  ])('is told from %s', async (_, status, type, body) => {
    const other = await answering(status, type, body);
    const ran = await runSherpa(['--server', other.url, 'health'], { env });
    other.stop();
    expect(ran.stderr).toContain(`No DataSherpa server answers at ${other.url}`);
    expect(ran.code).toBe(2);
  });

  test.each([
    ['health'],
    ['upload', diskFull],
    ['search', 'x', diskFull],
    ['debug', 'x', diskFull],
  ])('that is not there: %s', async (...args) => {
    // Taken and given back: nothing listens there.
    const gone = await answering(200, 'text/plain', '');
    await new Promise((resolve) => {
      gone.stop().once('close', resolve);
    });
    const { code, stdout, stderr } = await runSherpa(['--server', gone.url, ...args], { env });
    expect(stderr).toContain(`No DataSherpa server answers at ${gone.url}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

test('what failed before is remembered between runs, with the note of a user', async () => {
  const own = createHome();
  try {
    const file = (day: number): string => {
      const path = join(own.path, `driver-${day}.log`);
      const time = `26/11/0${day} 02:10:04`;
      writeFileSync(
        path,
        `${time} ERROR Executor: Exception in task ${day}.0 in stage 3.0 (TID 7${day})\njava.io.IOException: No space left on device\n\tat java.base/sun.nio.ch.X.write0(Native Method)\n`,
      );
      return path;
    };
    const run = (...args: string[]) => runSherpa(args, { env: own.env });
    expect(await run('failures')).toMatchObject({
      code: 1,
      stdout: 'No failure was diagnosed yet.\n',
    });
    await run('debug', 'why?', file(1));
    const listed = JSON.parse((await run('--json', 'failures')).stdout) as {
      failures: { fingerprint: string }[];
    };
    const { fingerprint } = listed.failures[0]!;
    const noted = await run('failures', 'note', fingerprint, 'bigger disk\u001b]0;title\u0007');
    expect(noted.stdout).toContain('bigger disk\u241b]0;title\u2407');
    const { code, stdout } = await run('debug', 'why?', file(2));
    expect(code).toBe(0);
    expect(stdout).toContain('noted as fixed');
    expect(stdout).toContain('bigger disk');
    expect(stdout).not.toContain('\u001b]');
    const list = await run('failures');
    expect(list.stdout).toContain(fingerprint);
    expect(list.stdout).toContain('(regressed), seen 2 times in 2 uploads');
    expect(await run('failures', 'note', 'unknown-1', 'x')).toMatchObject({ code: 2 });
  } finally {
    own.remove();
  }
});
