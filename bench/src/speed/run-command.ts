import { spawnSync } from 'node:child_process';

export interface CommandRun {
  readonly seconds: number;
  readonly stdout: string;
}

const defaultTimeoutMs = 100_000;

/**
 * Runs a command to its end, with the time of the whole process.
 * @throws where it cannot be started, takes longer than it may (100 s without another limit), or its exit code is not among those that are allowed.
 */
export function runCommand(
  command: readonly string[],
  options: {
    readonly env?: Record<string, string>;
    readonly exitCodes?: readonly number[];
    readonly timeoutMs?: number;
  } = {},
): CommandRun {
  const [program, ...words] = command;
  const started = performance.now();
  const { status, error, stdout, stderr } = spawnSync(program!, words, {
    env: { PATH: process.env['PATH'], LC_ALL: 'C', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 26,
    timeout: options.timeoutMs ?? defaultTimeoutMs,
    encoding: 'utf8',
  });
  const seconds = (performance.now() - started) / 1000;
  if (error) throw error;
  if (!(options.exitCodes ?? [0]).includes(status ?? -1))
    throw new Error(`${command.join(' ')} ended with ${status}: ${stderr.slice(0, 2000)}`);
  return { seconds, stdout };
}

/** Seconds of each counted run, after one that is not counted. */
export function timeCommand(
  runs: number,
  command: readonly string[],
  options: Parameters<typeof runCommand>[1] = {},
): number[] {
  runCommand(command, options);
  return Array.from({ length: runs }, () => runCommand(command, options).seconds);
}

/** Whether a program can be called. */
export const isThere = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
