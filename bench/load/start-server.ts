import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const sherpa = fileURLToPath(new URL('../../packages/cli/bin/sherpa.mjs', import.meta.url));

export interface MeasuredServer {
  readonly url: string;
  /** Of the whole process now, and the most that it ever had. Mebibytes. */
  memory(): { readonly now: number; readonly peak: number };
  /** Has V8 collect all garbage and give back the pages that it keeps for later: what is left is in use. */
  collectGarbage(): Promise<void>;
  stop(): Promise<void>;
}

/** A `sherpa serve` in a process of its own, as `pnpm start` runs it. Its inspector, on loopback, begins with the first collection. */
export async function startMeasuredServer(dataDirectory: string): Promise<MeasuredServer> {
  const child = spawn(
    process.execPath,
    [
      '--max-semi-space-size=16',
      '--inspect-port=127.0.0.1:0',
      '--conditions=datasherpa-source',
      sherpa,
      'serve',
      '--port',
      '0',
    ],
    {
      env: { PATH: '/usr/bin:/bin', HOME: dataDirectory, DATASHERPA_DATA_DIR: dataDirectory },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = once(child, 'exit');
  const found = (stream: NodeJS.ReadableStream, pattern: RegExp): Promise<string> =>
    new Promise((resolve) => {
      createInterface(stream).on('line', (line) => {
        const [, text] = pattern.exec(line) ?? [];
        if (text !== undefined) resolve(text);
        // The inspector tells of each connection.
        else if (stream === child.stderr && !/^(?:Debugger |For help, see)/.test(line))
          process.stderr.write(`${line}\n`);
      });
    });
  const inspector = found(child.stderr, /^Debugger listening on (\S+)/);
  let isInspected = false;
  const url = await Promise.race([
    found(child.stdout, /listens on (\S+)/),
    ended.then(() => {
      throw new Error('The server did not start.');
    }),
  ]);
  return {
    url,
    memory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const of = (name: string): number =>
        Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? NaN) / 1024;
      return { now: of('VmRSS'), peak: of('VmHWM') };
    },
    async collectGarbage() {
      if (!isInspected) child.kill('SIGUSR1');
      isInspected = true;
      const socket = new WebSocket(await inspector);
      await once(socket, 'open');
      socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
      await once(socket, 'message');
      socket.close();
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
