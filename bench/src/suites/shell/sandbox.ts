import { spawn, spawnSync } from 'node:child_process';

/** A command of a case, run on its own files: no network, nothing to read from, bounded in time and output. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const limitMs = 20_000;
const maxOutput = 1 << 20;

const works = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

/** What keeps a command in its folder, the best that this machine has. */
const jail: readonly string[] = works('bwrap', '--ro-bind', '/', '/', '--unshare-all', 'true')
  ? ['bwrap']
  : works('unshare', '-rnpf', 'true')
    ? ['unshare', '-rnpf', '--kill-child']
    : [];

export const jailName = jail[0] ?? 'none';

/** Runs `bash -c COMMAND` in a folder that may be thrown away. */
export async function runCommand(folder: string, command: string): Promise<Ran> {
  const [program, ...args] =
    jail[0] === 'bwrap'
      ? [
          'bwrap',
          '--ro-bind',
          '/',
          '/',
          '--dev',
          '/dev',
          '--proc',
          '/proc',
          '--tmpfs',
          '/tmp',
          '--bind',
          folder,
          folder,
          '--unshare-all',
          '--die-with-parent',
          '--chdir',
          folder,
          'bash',
          '-c',
          command,
        ]
      : [...jail, 'bash', '-c', command];
  const child = spawn(program!, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', HOME: folder },
  });
  const out: string[] = ['', ''];
  [child.stdout, child.stderr].forEach((stream, at) => {
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (out[at]!.length < maxOutput) out[at] += text;
      else child.kill('SIGKILL');
    });
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  const code = await new Promise<number | null>((resolve) =>
    child.on('close', resolve).on('error', () => resolve(null)),
  );
  clearTimeout(timer);
  return { code, stdout: out[0]!, stderr: out[1]! };
}
