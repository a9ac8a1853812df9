import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { AppEnvironment } from '../app-parts.ts';

const pageDirectory = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** The built page; without it the server is an API. */
export function pageRoutes(): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>();
  if (!existsSync(pageDirectory)) return app;
  return app
    .get('/', serveStatic({ root: pageDirectory, path: 'index.html' }))
    .get('/assets/*', serveStatic({ root: pageDirectory }));
}
