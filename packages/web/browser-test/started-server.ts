import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const sherpa = fileURLToPath(new URL('../../cli/bin/sherpa.mjs', import.meta.url));

export interface StartedServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The real server in a process of its own, with the demo in a data directory of the test. */
export async function startServer(
  dataDirectory: string,
  {
    port = 0,
    settings = {},
    hasDemo = true,
  }: {
    readonly port?: number;
    readonly settings?: Readonly<Record<string, string>>;
    readonly hasDemo?: boolean;
  } = {},
): Promise<StartedServer> {
  const server = spawn(
    process.execPath,
    [
      '--conditions=datasherpa-source',
      sherpa,
      'serve',
      ...(hasDemo ? ['--demo'] : []),
      '--port',
      String(port),
    ],
    {
      env: { ...process.env, ...settings, DATASHERPA_DATA_DIR: dataDirectory },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await firstAddress(server);
  return {
    url,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
}

async function firstAddress(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const address = /listens on (http:\S+)/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error('The server ended before it listened.');
}
