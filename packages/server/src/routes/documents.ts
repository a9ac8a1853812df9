import { readFile } from 'node:fs/promises';
import { catalogue } from '@datasherpa/tools/errors';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import { openApiDocument } from '../openapi.ts';

const viewer = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};
const start = `window.SwaggerUIBundle({ url: '/openapi.json', dom_id: '#viewer', deepLinking: true, validatorUrl: null });\n`;
const viewerDirectory = import.meta.resolve('swagger-ui-dist/package.json');

/** `/openapi.json`, its viewer at `/docs` (served from here, no other host is asked), and the error pages that problems point to. */
export function documentRoutes({ host }: AppParts): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>();
  for (const [file, contentType] of Object.entries(viewer))
    app.get(`/docs/${file}`, async (context) => {
      const bytes = await readFile(new URL(file, viewerDirectory));
      return context.body(new Uint8Array(bytes), 200, {
        'content-type': contentType,
        'cache-control': 'max-age=86400',
      });
    });
  return app
    .get('/openapi.json', (context) => context.json(openApiDocument(host.registry)))
    .use('/docs', async (context, next) => {
      await next();
      // The viewer styles itself and draws its icons from data addresses.
      context.header(
        'content-security-policy',
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
      );
    })
    .get('/docs', (context) =>
      context.html(
        page(
          'DataSherpa API',
          html`<link rel="stylesheet" href="/docs/swagger-ui.css" />
            <div id="viewer"></div>
            <script src="/docs/swagger-ui-bundle.js"></script>
            <script src="/docs/start.js"></script>`,
        ),
      ),
    )
    .get('/docs/start.js', (context) =>
      context.body(start, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
    )
    .get('/docs/errors', (context) =>
      context.html(
        page(
          'DataSherpa errors',
          html`<main>
            <h1>Errors</h1>
            ${Object.entries(catalogue).map(
              ([code, { status, message, hint }]) =>
                html`<section id="${code.toLowerCase()}">
                  <h2>${code}</h2>
                  <p>HTTP ${status}. ${message}</p>
                  <p>${hint}</p>
                </section>`,
            )}
          </main>`,
        ),
      ),
    );
}

const page = (title: string, body: unknown) =>
  html`${raw('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
      </head>
      <body>
        ${body}
      </body>
    </html>`;
