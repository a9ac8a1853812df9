import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createClient } from '@datasherpa/server/client';
import { sendPaths } from './send-paths.ts';

const demo = fileURLToPath(new URL('../../../examples/demo/failed', import.meta.url));

/** Serves until SIGINT or SIGTERM, then lets running work come to its end. With `demo`, an empty installation gets the demo's logs. */
export async function serve(options: {
  readonly port?: number;
  readonly demo?: boolean;
}): Promise<void> {
  const { startServer } = await import('@datasherpa/server');
  const server = await startServer(options.port === undefined ? {} : { port: options.port });
  if (options.demo && existsSync(demo)) {
    const client = createClient({ baseUrl: server.url });
    if ((await client.uploads({ limit: 1 })).total === 0) await sendPaths(client, [demo]);
  }
  process.stdout.write(`DataSherpa listens on ${server.url}\n`);
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once('SIGINT', resolve);
  process.once('SIGTERM', resolve);
  await promise;
  await server.stop();
}
