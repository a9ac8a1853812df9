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

describe('a file', () => {
  test.each<[string, string | Uint8Array, { upload: RegExp; code: number; found?: boolean }]>([
    ['plain', text, { upload: /spark-log4j, 2 lines, 2 events\n$/, code: 0, found: true }],
    ['empty', '', { upload: /not read \(The file ".*" is empty\.\)/, code: 2 }],
    [
      'binary',
      Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256),
      { upload: /not read \(.* is binary data, not a log\.\)/, code: 2 },
    ],
    ['compressed', gzipSync(text), { upload: /2 events\n$/, code: 0, found: true }],
    [
      'compressed and cut off',
      gzipSync(text.repeat(2000)).subarray(0, -30),
      { upload: /\d events \(The compressed file .* is damaged: .*\)/, code: 0, found: true },
    ],
    [
      'compressed with noise behind its head',
      Buffer.concat([gzipSync(text).subarray(0, 10), Buffer.alloc(500, 0xff)]),
      { upload: /is damaged/, code: 2 },
    ],
    [
      'a line of 2 MB',
      `${text}${'x'.repeat(2_000_000)}\n`,
      { upload: /3 lines/, code: 0, found: true },
    ],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28, 0xff, 0x0a])]),
      { upload: /3 lines/, code: 0, found: true },
    ],
    ['CRLF', text.replaceAll('\n', '\r\n'), { upload: /2 lines, 2 events/, code: 0, found: true }],
    [
      'byte order mark',
      `\ufeff${text}`,
      { upload: /spark-log4j, 2 lines, 2 events/, code: 0, found: true },
    ],
    ['NUL bytes', `${text}some\u0000thing\n`, { upload: /3 lines/, code: 0, found: true }],
    [
      'escape sequences',
      `${text}\u001b]0;owned\u0007\u001b[2J\u001b[31mred\u001b[0m\n`,
      { upload: /3 lines/, code: 0, found: true },
    ],
    [
      'no format that is known',
      'to be, or not to be\nthat is the question\n',
      { upload: /generic, 2 lines/, code: 0 },
    ],
    ['only line breaks', '\n\n\n', { upload: /generic, 3 lines/, code: 0 }],
    [
      'without a line break at the end',
      text.trimEnd(),
      { upload: /2 lines, 2 events/, code: 0, found: true },
    ],
  ])('%s', async (name, content, expected) => {
    const path = join(home.path, `${name.replaceAll(' ', '-')}.log`);
    writeFileSync(path, content);
    const uploaded = await sherpa(['upload', path]);
    expect(uploaded.stdout).toMatch(expected.upload);
    expect(uploaded.code).toBe(expected.code);
    if (expected.code !== 0) return;
    const { code, stdout } = await sherpa(['--json', 'debug', 'why?', path]);
    const { status, evidence } = answerSchema.parse(JSON.parse(stdout));
    if (expected.found) {
      expect(code).toBe(0);
      expect(evidence.some(({ quote }) => quote.includes('No space left on device'))).toBe(true);
    } else expect(status).not.toBe('found');
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
      /^empty\.log: not read .*\ninner\/a\.log: spark-log4j, 2 lines, 2 events\n$/,
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
