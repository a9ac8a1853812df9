import { WebSocketServer } from 'ws';
import { serve, type WebSocketServerLike } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SherpaError } from '@datasherpa/tools/errors';
import { compose } from './compose.ts';
import { readConfig, type Config } from './config.ts';
import { createLog } from './observability/log.ts';
import { describeStores } from './store-settings.ts';

/** Less than the time that process managers wait before they kill. */
const drainMs = 8000;

/** Node's own five minutes would cut uploads of gigabytes over an ordinary line. */
const requestTimeoutMs = 2 * 3_600_000;

/** For the end of answers that have begun. */
const lastWordsMs = 300;

/** How often it is looked whether another server left runs behind. */
const recoverEveryMs = 10_000;

/** Of one message over a WebSocket; a sender that has more sends more of them. */
const maxFrameBytes = 1 << 20;

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses it',
  EACCES: 'you may not use it',
  EADDRNOTAVAIL: 'this machine does not have the address',
};

/**
 * Listens until `stop`.
 * @throws CONFIG_INVALID where the address cannot be used; STORE_UNAVAILABLE.
 */
export async function startServer(overrides: Partial<Config> = {}): Promise<RunningServer> {
  const config = readConfig(overrides);
  const log = createLog(config.logLevel, (line) => process.stderr.write(line));
  const composed = await compose(config, log);
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes });
  const server = serve(
    {
      fetch: composed.app.fetch,
      hostname: config.host,
      port: config.port,
      serverOptions: { requestTimeout: requestTimeoutMs },
      // The two packages describe the same thing, one of them with optional members.
      websocket: { server: sockets as WebSocketServerLike },
    },
    resolve,
  );
  server.once('error', reject);
  try {
    const address = await promise;
    await composed.agent.recover();
    const recovering = setInterval(() => {
      // What the store cannot tell now it tells the next time.
      composed.agent.recover().catch(() => {});
    }, recoverEveryMs);
    log('info', 'started', { stores: describeStores(config), ingests: config.ingests });
    const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    return {
      url: `http://${host}:${address.port}`,
      async stop() {
        log('info', 'stopping');
        clearInterval(recovering);
        const closed = new Promise<void>((done) => server.close(() => done()));
        await composed.live.stop();
        // What was begun is answered, with an upload that is still coming in, as far as the time reaches.
        // Runs stop after their present step, or within one that takes longer, and go on at the next start.
        await Promise.race([
          Promise.all([
            composed.agent.drain('the server stops', drainMs),
            composed.inFlight.none(),
          ]),
          sleep(drainMs, undefined, { ref: false }),
        ]);
        await Promise.race([closed, sleep(lastWordsMs, undefined, { ref: false })]);
        if ('closeAllConnections' in server) server.closeAllConnections();
        await closed;
        await composed.close();
        log('info', 'stopped');
      },
    };
  } catch (cause) {
    await composed.close();
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const reason = reasons[code] ?? (code || 'it cannot be used');
    throw new SherpaError(
      'CONFIG_INVALID',
      { name: 'DATASHERPA_PORT', reason: `port ${config.port} of ${config.host}: ${reason}` },
      { cause },
    );
  }
}
