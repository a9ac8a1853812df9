import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { answerSchema } from '@datasherpa/agent/plugin';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHome, runSherpa, startServe } from './testing/run-sherpa.ts';

const home = createHome();
const env = { ...home.env, DATASHERPA_MAX_UNPACKED_BYTES: String(8 * 1024 * 1024) };
let server: Awaited<ReturnType<typeof startServe>>;
beforeAll(async () => {
  server = await startServe(env);
});
afterAll(async () => {
  await server.stop();
  home.remove();
});
const sherpa = (args: readonly string[], options: Parameters<typeof runSherpa>[1] = {}) =>
  runSherpa(['--server', server.url, ...args], { env, directory: home.path, ...options });

const failure = '26/11/20 02:10:04 ERROR Executor: java.io.IOException: No space left on device';
const calm = '26/11/20 02:00:00 INFO SparkContext: Running Spark version 4.0.1';
const text = `${calm}\n${failure}\n`;

const write = (name: string, content: string | Uint8Array): string => {
  const path = join(home.path, `${name.replaceAll(' ', '-')}.log`);
  writeFileSync(path, content);
  return path;
};

describe('a file', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['empty', '', /not read \(The file ".*" is empty\.\)/],
    [
      'binary',
      Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256),
      /not read \(.* is binary data, not a log\.\)/,
    ],
    [
      'compressed with noise behind its head',
      Buffer.concat([gzipSync(text).subarray(0, 10), Buffer.alloc(500, 0xff)]),
      /is damaged/,
    ],
  ])('%s is not read: exit code 2', async (name, content, said) => {
    const { code, stdout } = await sherpa(['upload', write(name, content)]);
    expect(stdout).toMatch(said);
    expect(code).toBe(2);
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ['plain', text, /spark-log4j \(100 %\), 2 lines, 2 events\n$/],
    ['compressed', gzipSync(text), /2 events\n$/],
    [
      'compressed and cut off',
      gzipSync(text.repeat(2000)).subarray(0, -30),
      /\d events \(The compressed file .* is damaged: .*\)/,
    ],
    ['with a line of 2 MB', `${text}${'x'.repeat(2_000_000)}\n`, /3 lines/],
    [
      'with invalid UTF-8',
      Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28, 0xff, 0x0a])]),
      /3 lines/,
    ],
    ['with CRLF', text.replaceAll('\n', '\r\n'), /2 lines, 2 events/],
    ['with a byte order mark', `\ufeff${text}`, /spark-log4j \(100 %\), 2 lines, 2 events/],
    ['with NUL bytes', `${text}some\u0000thing\n`, /3 lines/],
    [
      'with escape sequences',
      `${text}\u001b]0;owned\u0007\u001b[2J\u001b[31mred\u001b[0m\n`,
      /3 lines/,
    ],
    ['without a line break at the end', text.trimEnd(), /2 lines, 2 events/],
  ])('%s is read and explained: exit code 0', async (name, content, said) => {
    const path = write(name, content);
    const uploaded = await sherpa(['upload', path]);
    expect(uploaded.stdout).toMatch(said);
    expect(uploaded.code).toBe(0);
    const { code, stdout } = await sherpa(['--json', 'debug', 'why?', path]);
    const { evidence } = answerSchema.parse(JSON.parse(stdout));
    expect(evidence.map(({ quote }) => quote).join('\n')).toContain('No space left on device');
    expect(code).toBe(0);
  });

  test.each<[string, string, RegExp]>([
    [
      'of no known format',
      'to be, or not to be\nthat is the question\n',
      /generic \(0 %\), 2 lines/,
    ],
    ['of line breaks', '\n\n\n', /generic \(0 %\), 3 lines/],
  ])('%s is read, and nothing is invented: exit code 1', async (name, content, said) => {
    const path = write(name, content);
    expect((await sherpa(['upload', path])).stdout).toMatch(said);
    const { code, stdout } = await sherpa(['--json', 'debug', 'why?', path]);
    expect(answerSchema.parse(JSON.parse(stdout)).status).toBe('nothing_found');
    expect(code).toBe(1);
  });

  test('that unpacks to more than the limit is refused', async () => {
    const path = join(home.path, 'bomb.gz');
    writeFileSync(path, gzipSync(Buffer.alloc(32 * 1024 * 1024)));
    const { code, stdout, stderr } = await sherpa(['upload', path]);
    expect(stderr).toMatch(/"bomb\.gz" unpacks to more than/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('whose text would command the terminal is shown without its power', async () => {
    const path = join(home.path, 'evil.log');
    writeFileSync(path, `${failure} \u001b]0;owned\u0007\u001b[2J\u009b2J \u202egnp.exe\n`);
    const { stdout } = await sherpa(['debug', 'why?', path]);
    expect(stdout).toContain('No space left on device');
    expect(stdout).toContain('␛[2J');
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  test('whose name points elsewhere keeps only what is a name', async () => {
    writeFileSync(join(home.path, '..\\..\\etc\\passwd'), text);
    const { stdout, code } = await sherpa(['upload', '..\\..\\etc\\passwd']);
    expect(stdout).toMatch(/^etc\/passwd: spark-log4j/);
    expect(code).toBe(0);
  });
});

describe('a folder', () => {
  test('is read file by file; links, hidden and unusable files are left out and said', async () => {
    const folder = join(home.path, 'folder');
    mkdirSync(join(folder, 'inner'), { recursive: true });
    writeFileSync(join(folder, 'inner', 'a.log'), text);
    writeFileSync(join(folder, 'empty.log'), '');
    writeFileSync(join(folder, '.hidden'), failure);
    symlinkSync('/etc/passwd', join(folder, 'link.log'));
    const { code, stdout, stderr } = await sherpa(['upload', folder]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^empty\.log: not read .*\ninner\/a\.log: spark-log4j \(100 %\), 2 lines, 2 events\n$/,
    );
    expect(stderr).toMatch(/link\.log was left out: it is a link\.\n$/);
  });

  test('without a file', async () => {
    mkdirSync(join(home.path, 'nothing'));
    const { code, stderr } = await sherpa(['debug', 'why?', 'nothing']);
    expect(stderr).toContain('No file to read was found in nothing.');
    expect(code).toBe(2);
  });

  test('a link that is named is followed', async () => {
    writeFileSync(join(home.path, 'target.log'), text);
    symlinkSync('target.log', join(home.path, 'latest.log'));
    const { stdout } = await sherpa(['upload', 'latest.log']);
    expect(stdout).toMatch(/^latest\.log: spark-log4j/);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'with a file that may not be read: the rest is read (only root can run this as another user)',
    async () => {
      const folder = join(home.path, 'guarded');
      mkdirSync(folder);
      writeFileSync(join(folder, 'open.log'), text);
      writeFileSync(join(folder, 'closed.log'), text);
      chmodSync(join(folder, 'closed.log'), 0o600);
      chmodSync(home.path, 0o755);
      const nobody = 65_534;
      const whole = await sherpa(['upload', folder], { user: nobody });
      expect(whole.stderr).toMatch(/closed\.log was left out: you may not read it\.\n$/);
      expect(whole.stdout).toMatch(/^open\.log: spark-log4j/);
      expect(whole.code).toBe(0);
      const alone = await sherpa(['upload', join(folder, 'closed.log')], { user: nobody });
      expect(alone.stderr).toMatch(/closed\.log" cannot be read: you may not read it/);
      expect(alone.code).toBe(2);
      rmSync(folder, { recursive: true });
    },
  );
});

describe('a pattern that the shell did not expand', () => {
  test('gives what it matches, named from its folder; not hidden files, not links', async () => {
    const folder = join(home.path, 'rotated');
    mkdirSync(join(folder, 'inner', '.cache'), { recursive: true });
    writeFileSync(join(folder, 'b.log.gz'), gzipSync(text));
    writeFileSync(join(folder, 'inner', 'a.log.gz'), gzipSync(text));
    writeFileSync(join(folder, 'inner', 'other.txt'), text);
    writeFileSync(join(folder, 'inner', '.cache', 'c.log.gz'), gzipSync(text));
    symlinkSync('inner/a.log.gz', join(folder, 'link.log.gz'));
    const { code, stdout, stderr } = await sherpa(['upload', 'rotated/**/*.log.gz']);
    expect(stdout).toBe(
      'b.log.gz: spark-log4j (100 %), 2 lines, 2 events\ninner/a.log.gz: spark-log4j (100 %), 2 lines, 2 events\n',
    );
    expect(stderr).toContain('link.log.gz was left out: it is a link.');
    expect(code).toBe(0);
    const folders = await sherpa(['upload', 'rotated/*']);
    expect(folders.stdout).toMatch(
      /^b\.log\.gz: .*\ninner\/a\.log\.gz: .*\ninner\/other\.txt: .*\n$/,
    );
  });

  test('that matches nothing', async () => {
    const { code, stderr } = await sherpa(['debug', 'why?', 'rotated/*.nothing']);
    expect(stderr).toContain('No file to read was found in rotated/*.nothing.');
    expect(code).toBe(2);
  });

  test('that is the name of a file', async () => {
    writeFileSync(join(home.path, 'map_index=[1].log'), text);
    const { stdout } = await sherpa(['upload', 'map_index=[1].log']);
    expect(stdout).toMatch(/^map_index=\[1\]\.log: spark-log4j/);
  });
});

test('an archive through a pipe', async () => {
  const tar = (name: string, content: string): Buffer => {
    const header = Buffer.alloc(512);
    header.write(name);
    header.write(content.length.toString(8).padStart(11, '0'), 124);
    header.fill(' ', 148, 156);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0`, 148);
    return Buffer.concat([header, Buffer.from(content.padEnd(512, '\0')), Buffer.alloc(1024)]);
  };
  const input = gzipSync(tar('../driver.log', text));
  const { stdout, code } = await sherpa(['debug', 'why?', '-'], { input });
  expect(stdout).toContain('stdin.log!/driver.log');
  expect(stdout).toContain('No space left on device');
  expect(code).toBe(0);
});
