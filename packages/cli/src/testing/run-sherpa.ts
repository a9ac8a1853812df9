import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sherpa = fileURLToPath(new URL('../../bin/sherpa.mjs', import.meta.url));

export interface RunOptions {
  /** Written to stdin, which then ends. */
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
  readonly directory?: string;
  /** Runs as this user; needs root. */
  readonly user?: number;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A home of its own for each test file, with an environment that holds nothing of the machine's. */
export function createHome(): {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
} {
  const path = mkdtempSync(join(tmpdir(), 'sherpa-cli-'));
  return {
    path,
    env: { HOME: path, DATASHERPA_DATA_DIR: join(path, 'data') },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** The words that start it. */
export const sherpaCommand = (args: readonly string[], nodeArguments: readonly string[] = []) => [
  process.execPath,
  '--conditions=datasherpa-source',
  ...nodeArguments,
  sherpa,
  ...args,
];

/** Starts the real command line in a process of its own. */
export function startSherpa(
  args: readonly string[],
  options: RunOptions = {},
): ChildProcessWithoutNullStreams {
  const [node = '', ...words] = sherpaCommand(args, options.nodeArguments);
  return spawn(node, words, {
    env: { PATH: '/usr/bin:/bin', ...options.env },
    ...(options.directory && { cwd: options.directory }),
    ...(options.user !== undefined && { uid: options.user, gid: options.user }),
  });
}

/** Runs the command line to its end. */
export async function runSherpa(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = startSherpa(args, options);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}

/** A real `sherpa serve` on a free port. */
export async function startServe(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly url: string; stop(): Promise<void>; kill(): Promise<void> }> {
  const child = startSherpa(['serve', '--port', '0'], { env });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      const found = /listens on (\S+)/.exec(stdout)?.[1];
      if (found) resolve(found);
    });
    child.once('close', () => reject(new Error(`the server did not start: ${stderr}`)));
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    /** Ends it as a power cut would: at once, without a word. */
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
