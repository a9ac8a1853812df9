import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHome, runSherpa } from '../testing/run-sherpa.ts';

const home = createHome();
afterAll(() => home.remove());
const is = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const where = (program: string): string => (is(program) ? 'here' : 'not installed here');
const scripts: Record<string, string> = {};
beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await runSherpa(['completion', shell], {
      env: home.env,
      directory: home.path,
    });
    scripts[shell] = join(home.path, `completion.${shell}`);
    writeFileSync(scripts[shell], stdout);
  }
});
const inShell = (program: string, args: readonly string[], script: string): string =>
  spawnSync(program, [...args, script], {
    encoding: 'utf8',
    cwd: home.path,
    env: { ...process.env, ...home.env },
  })
    .stdout.trim()
    .replaceAll(/\s+/g, ' ');

describe.skipIf(!is('bash'))(`bash, ${where('bash')}`, () => {
  const load = (): string => `source ${scripts['bash']!};`;
  test('completes commands and the options of a command', () => {
    expect(
      inShell(
        'bash',
        ['-c'],
        `${load()} COMP_WORDS=(sherpa she); COMP_CWORD=1; _sherpa; echo "\${COMPREPLY[@]}"`,
      ),
    ).toBe('shell');
    expect(
      inShell(
        'bash',
        ['-c'],
        `${load()} COMP_WORDS=(sherpa shell --prev); COMP_CWORD=2; _sherpa; echo "\${COMPREPLY[@]}"`,
      ),
    ).toBe('--preview');
  });
  test('the key puts the command on the line and runs nothing', () => {
    const line = `${load()} sherpa() { echo 'wc -l < a.csv'; }; READLINE_LINE='count the lines of a.csv'; _sherpa_line; echo "$READLINE_LINE|$READLINE_POINT"`;
    expect(inShell('bash', ['-c'], line)).toBe('wc -l < a.csv|13');
    const none = `${load()} sherpa() { return 1; }; READLINE_LINE='sing'; _sherpa_line; echo "$READLINE_LINE"`;
    expect(inShell('bash', ['-c'], none)).toBe('sing');
  });
  test('the key is bound in a shell at a terminal', () => {
    expect(inShell('bash', ['--norc', '-ic'], `${load()} bind -X`)).toContain('_sherpa_line');
  });
});

describe.skipIf(!is('zsh'))(`zsh, ${where('zsh')}`, () => {
  const load = (): string => `source ${scripts['zsh']!};`;
  // What zsh offers is what the function hands to compadd.
  const offers = `compadd() { print -r -- "$@[2,-1]"; }; _files() { print files; };`;
  test('completes commands and the options of a command', () => {
    expect(
      inShell('zsh', ['-fc'], `${load()} ${offers} words=(sherpa she); CURRENT=2; _sherpa`).split(
        ' ',
      ),
    ).toContain('shell');
    expect(
      inShell(
        'zsh',
        ['-fc'],
        `${load()} ${offers} words=(sherpa shell --); CURRENT=3; PREFIX=--; _sherpa`,
      ).split(' '),
    ).toContain('--preview');
    expect(
      inShell(
        'zsh',
        ['-fc'],
        `${load()} ${offers} words=(sherpa shell a); CURRENT=3; PREFIX=a; _sherpa`,
      ),
    ).toBe('files');
  });
  test('the key puts the command on the line', () => {
    const line = `${load()} sherpa() { print 'wc -l < a.csv'; }; BUFFER='count the lines of a.csv'; _sherpa_line; print -r -- "$BUFFER|$CURSOR"`;
    expect(inShell('zsh', ['-fc'], line)).toBe('wc -l < a.csv|13');
    expect(inShell('zsh', ['-fc'], `${load()} bindkey '^Xs'`)).toContain('_sherpa_line');
  });
});

describe.skipIf(!is('fish'))(`fish, ${where('fish')}`, () => {
  test('completes commands and the options of a command', () => {
    const load = `source ${scripts['fish']!};`;
    expect(inShell('fish', ['-Nc'], `${load} complete -C 'sherpa she'`)).toMatch(/^shell\b/);
    expect(inShell('fish', ['-Nc'], `${load} complete -C 'sherpa shell --prev'`)).toMatch(
      /^--preview\b/,
    );
  });
});

const sandbox = spawnSync('bwrap', ['--ro-bind', '/', '/', '--unshare-all', 'true']).status === 0;
describe.skipIf(!sandbox)(`preview (${sandbox ? 'in bubblewrap' : 'no bubblewrap here'})`, () => {
  const folder = join(home.path, 'sample');
  beforeAll(() => {
    mkdirSync(join(folder, 'tmp'), { recursive: true });
    writeFileSync(join(folder, 'a.csv'), 'id,store\n1,rome\n2,oslo\n3,rome\n');
    writeFileSync(join(folder, 'tmp/x.tmp'), 'x\n');
  });
  const preview = async (request: string) =>
    runSherpa(['shell', '--preview', '--json', request], { env: home.env, directory: folder });

  test('prints what real tools print on a copy of the files', async () => {
    const { stdout } = await preview('Count the rows per store in a.csv. Print store and count.');
    const { command, examples } = JSON.parse(stdout) as {
      command: string;
      examples: { command: string; output: string }[];
    };
    expect(examples).toEqual([{ command, output: 'oslo 1\nrome 2\n', truncated: false }]);
  });
  test('what it would change is told, and the files stay', async () => {
    const { stdout } = await preview('Delete the .tmp files under tmp');
    expect((JSON.parse(stdout) as { preview: { changes: string[] } }).preview.changes).toContain(
      'tmp/x.tmp',
    );
    expect(spawnSync('cat', [join(folder, 'tmp/x.tmp')], { encoding: 'utf8' }).stdout).toBe('x\n');
  });
});
