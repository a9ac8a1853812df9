import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sherpa = fileURLToPath(new URL('../../packages/cli/bin/sherpa.mjs', import.meta.url));

export interface MeasuredServer {
  readonly url: string;
  /** Of the whole process now, and the most that it ever had. Mebibytes. */
  memory(): { readonly now: number; readonly peak: number };
  stop(): Promise<void>;
}

/** A `sherpa serve` in a process of its own, as `pnpm start` runs it. */
export async function startMeasuredServer(dataDirectory: string): Promise<MeasuredServer> {
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=16', '--conditions=datasherpa-source', sherpa, 'serve', '--port', '0'],
    {
      env: { PATH: '/usr/bin:/bin', HOME: dataDirectory, DATASHERPA_DATA_DIR: dataDirectory },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /listens on (\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error('The server did not start.')));
  });
  return {
    url,
    memory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const of = (name: string): number =>
        Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? NaN) / 1024;
      return { now: of('VmRSS'), peak: of('VmHWM') };
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
