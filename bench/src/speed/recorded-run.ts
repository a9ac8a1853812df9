import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

export interface RecordedRun {
  readonly seconds: number;
  /** Of all threads: what the work costs, whatever else the machine does. */
  readonly processorSeconds: number;
  /** The most memory that the process had. */
  readonly peakMebibytes: number;
  readonly stdout: string;
}

/** Runs a script of Node's to its end, and has it write down at its end what Linux counted for it. */
export function recordedRun(
  nodeArguments: readonly string[],
  scratch: string,
  options: Parameters<typeof runCommand>[1] = {},
): RecordedRun {
  const home = mkdtempSync(join(scratch, 'record-'));
  const kept = join(home, 'usage');
  const recorder = `data:text/javascript,${encodeURIComponent(`
    import { readFileSync, writeFileSync } from 'node:fs';
    process.on('exit', () => {
      const peak = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
      const { user, system } = process.cpuUsage();
      writeFileSync(${JSON.stringify(kept)}, JSON.stringify([Number(peak), user + system]));
    });`)}`;
  try {
    const { seconds, stdout } = runCommand(
      [process.execPath, '--import', recorder, ...nodeArguments],
      options,
    );
    const [peak, microseconds] = JSON.parse(readFileSync(kept, 'utf8')) as [number, number];
    return { seconds, processorSeconds: microseconds / 1e6, peakMebibytes: peak / 1024, stdout };
  } finally {
    rmSync(home, { recursive: true });
  }
}
