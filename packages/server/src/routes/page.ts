import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { AppEnvironment } from '../app-parts.ts';

const pageDirectory = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** The built page; without it the server is an API. */
export function pageRoutes(): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>();
  if (!existsSync(pageDirectory)) return app;
  return app
    .get('/', serveStatic({ root: pageDirectory, path: 'index.html' }))
    .use('/assets/*', compress(), async (context, next) => {
      await next();
      // Their names hold a hash of what is in them.
      if (context.res.ok) context.header('cache-control', 'public, max-age=31536000, immutable');
    })
    .get('/assets/*', serveStatic({ root: pageDirectory }));
}
