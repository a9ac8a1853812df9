import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerSchema } from '@datasherpa/agent/plugin';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHome, runSherpa, sherpaCommand, startServe } from '../testing/run-sherpa.ts';
import { answering, asking, startScriptedAgent } from '../testing/scripted-agent.ts';

const home = createHome();
const { env } = home;
const log = join(home.path, 'driver.log');
let server: Awaited<ReturnType<typeof startServe>>;
beforeAll(async () => {
  writeFileSync(
    log,
    '26/11/20 02:10:04 ERROR Executor: java.io.IOException: No space left on device\n',
  );
  server = await startServe(env);
});
afterAll(async () => {
  await server.stop();
  home.remove();
});

describe('one message', () => {
  test('about files, in this process', async () => {
    const { code, stdout, stderr } = await runSherpa(['chat', '-m', 'why did it fail?', log], {
      env: { ...env, DATASHERPA_DATA_DIR: join(home.path, 'own') },
    });
    expect(stdout).toContain('driver.log:1');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('on a server, as the whole answer', async () => {
    const { code, stdout } = await runSherpa(
      ['--server', server.url, '--json', 'chat', '-m', 'why did it fail?', log],
      { env },
    );
    expect(answerSchema.parse(JSON.parse(stdout)).status).toBe('found');
    expect(code).toBe(0);
  });

  test('that is all of stdin, with its log text', async () => {
    const { code, stdout } = await runSherpa(['--server', server.url, 'chat'], {
      env,
      input: `why did this fail?

26/11/20 02:10:04 INFO Executor: Running task 7.0
26/11/20 02:10:05 ERROR Executor: java.io.IOException: No space left on device
`,
    });
    expect(stdout).toContain(':2 ');
    expect(code).toBe(0);
  });

  test('about a log on stdin', async () => {
    const { code, stdout } = await runSherpa(
      ['--server', server.url, 'chat', '-', '-m', 'why did it fail?'],
      { env, input: '26/11/20 02:10:04 ERROR Executor: No space left on device\n' },
    );
    expect(stdout).toContain('stdin.log:1');
    expect(code).toBe(0);
  });

  test.each<[string, string[], string, RegExp]>([
    ['an empty message', ['-m', ' '], '', /The question is empty/],
    ['an empty stdin', [], '', /The question is empty/],
    ['stdin that is the log and no message', ['-'], 'ERROR x\n', /The question is empty/],
    ['a message of 100 kB', [], 'why '.repeat(25_000), /characters; at most/],
    ['a message of 2 MB', [], 'x'.repeat(2_000_000), /larger than/],
    ['a path that is not there', ['-m', 'why?', 'nowhere.log'], '', /it does not exist/],
  ])('%s: exit code 2', async (_, args, input, said) => {
    const { code, stdout, stderr } = await runSherpa(['--server', server.url, 'chat', ...args], {
      env,
      input,
    });
    expect(stderr).toMatch(said);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('whose words come in parts: without stars, without power over the terminal', async () => {
    const agent = await startScriptedAgent([
      answering('found', 'It was *', '*memory*', '*, \u001b', '[2Jreally.'),
    ]);
    const { code, stdout } = await runSherpa(['--server', agent.url, 'chat', '-m', 'why?'], {
      env,
    });
    agent.stop();
    expect(stdout).toBe('It was memory, ␛[2Jreally.\n');
    expect(code).toBe(0);
  });

  test('that would change something, where nobody can be asked: exit code 3, nothing decided', async () => {
    const agent = await startScriptedAgent([asking]);
    const { code, stdout } = await runSherpa(['--server', agent.url, 'chat', '-m', 'do it'], {
      env,
    });
    agent.stop();
    expect(stdout).toContain('waits for approval; nothing was done');
    expect(code).toBe(3);
    expect(agent.requests).toHaveLength(1);
  });

  test('whose run ends with an error', async () => {
    const agent = await startScriptedAgent([
      [
        {
          type: 'data-problem',
          id: 'p',
          data: {
            code: 'TIMED_OUT',
            message: 'The tool took longer than 60 s.',
            hint: 'Ask less.',
          },
        },
        { type: 'error', errorText: 'x' },
        { type: 'finish', finishReason: 'error' },
      ],
    ]);
    const { code, stderr } = await runSherpa(['--server', agent.url, '--json', 'chat', '-m', 'x'], {
      env,
    });
    agent.stop();
    expect(JSON.parse(stderr)).toMatchObject({ code: 'TIMED_OUT', hint: 'Ask less.' });
    expect(code).toBe(2);
  });
});

const noTerminal = spawnSync('script', ['--version']).status !== 0;
if (noTerminal)
  process.stderr.write('Conversations are not tested: "script" (bsdutils) is not installed.\n');

/** A conversation in a real terminal. `say` waits for the text, then types. */
function converse(url: string) {
  const command = sherpaCommand(['--server', url, 'chat'])
    .map((word) => `'${word}'`)
    .join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    env: { PATH: '/usr/bin:/bin', TERM: 'xterm', SHELL: '/bin/sh', ...env },
  });
  let screen = '';
  let seen = 0;
  let look = (): void => {};
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
    look();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const until = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      look = () => {
        const at = screen.indexOf(text, seen);
        if (at === -1) return;
        seen = at + text.length;
        resolve();
      };
      child.once('close', () => reject(new Error(`"${text}" did not come: ${screen}`)));
      look();
    });
  return {
    screen: () => screen,
    ended,
    until,
    async say(text: string, after: string) {
      await until(after);
      child.stdin.write(text);
    },
  };
}

describe.skipIf(noTerminal)('a conversation', () => {
  test('keeps its thread', async () => {
    const agent = await startScriptedAgent([
      answering('found', 'First.'),
      answering('found', 'Second.'),
    ]);
    const talk = converse(agent.url);
    await talk.say('one\r', '> ');
    await talk.until('First.');
    await talk.say('two\r', '> ');
    await talk.until('Second.');
    await talk.say('\u0004', '> ');
    expect(await talk.ended).toBe(0);
    agent.stop();
    expect(agent.requests).toEqual([
      'POST /agent {"message":"one"}',
      'POST /agent {"message":"two","threadId":"thread1"}',
    ]);
  });

  test('Ctrl-C cancels the running answer, a second one leaves', async () => {
    const agent = await startScriptedAgent([null]);
    const talk = converse(agent.url);
    await talk.say('one\r', '> ');
    await talk.say('\u0003', 'thinking');
    await talk.until('The answer was cancelled.');
    await talk.say('\u0003', '> ');
    expect(await talk.ended).toBe(0);
    agent.stop();
    expect(agent.requests.at(-1)).toBe('POST /runs/run1/cancel');
  });

  test.each([
    ['y\r', 'approve'],
    ['\r', 'reject'],
    ['no\r', 'reject'],
  ])('approvals are asked: %j means %s', async (reply, decision) => {
    const agent = await startScriptedAgent([asking], answering('found', 'Decided.'));
    const talk = converse(agent.url);
    await talk.say('do it\r', '> ');
    await talk.say(reply, 'Allow it? [y/N] ');
    await talk.until('Decided.');
    await talk.say('\u0004', '> ');
    expect(await talk.ended).toBe(0);
    agent.stop();
    expect(talk.screen()).toContain('"command": "ls \\u001b[2J"');
    expect(agent.requests.slice(1)).toEqual([
      `POST /approvals/c1 {"decision":"${decision}"}`,
      'GET /runs/run1/stream?after=6',
    ]);
  });
});
