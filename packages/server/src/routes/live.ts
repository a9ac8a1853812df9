import { upgradeWebSocket } from '@hono/node-server';
import { safeFileName } from '@datasherpa/tools/archives';
import { SherpaError } from '@datasherpa/tools/errors';
import { Hono } from 'hono';
import type { WebSocket } from 'ws';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { LiveConnection, LiveRequest } from '../live/live.ts';
import { wholeNumber } from './whole-number.ts';

/** `WS /logs/live`: a log while it grows; see `LiveMessage`. Host and Origin are checked like those of every request. */
export function liveRoutes({ live }: AppParts): Hono<AppEnvironment> {
  return new Hono<AppEnvironment>().get(
    '/logs/live',
    async (context, next) => {
      if (context.req.header('upgrade')?.toLowerCase() === 'websocket') return next();
      throw new SherpaError('UPGRADE_NEEDED', { path: context.req.path });
    },
    upgradeWebSocket((context) => {
      const request: LiveRequest = {
        project: context.get('project'),
        name: safeFileName(context.req.query('name') ?? 'live.log'),
        session: context.req.query('session')?.slice(0, 100) ?? null,
        offset: wholeNumber(context, 'offset', { otherwise: 0, min: 0 }),
        alerts: wholeNumber(context, 'alerts', { otherwise: 0, min: 0 }),
      };
      let connection: LiveConnection;
      return {
        onOpen(_, { raw }) {
          connection = live.connect(raw as WebSocket, request);
        },
        onMessage({ data }) {
          if (data instanceof ArrayBuffer) connection.receive(new Uint8Array(data));
          else if (isEnd(data)) connection.end();
        },
        onClose: () => connection.closed(),
        // `close` follows; what was received is stored and the sender may come back.
        onError() {},
      };
    }),
  );
}

function isEnd(data: unknown): boolean {
  if (typeof data !== 'string') return false;
  try {
    return (JSON.parse(data) as { type?: unknown } | null)?.type === 'end';
  } catch {
    return false;
  }
}
