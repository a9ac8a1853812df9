import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { callTool, nearestName, type ToolHost } from '@datasherpa/agent';
import type { Stores } from '@datasherpa/tools/ports';
import { SherpaError } from '@datasherpa/tools/errors';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Health, ServerLimits, UploadReceipt } from './client.ts';
import type { Config } from './config.ts';
import type { Ingestion } from './ingestion-worker.ts';
import { openApiDocument } from './openapi.ts';
import { problemResponse } from './problem.ts';
import { maxJsonBytes, readJsonBody } from './read-json-body.ts';
import { receiveUpload } from './receive-upload.ts';
import { toolView } from './tool-view.ts';
import { uploadView } from './upload-view.ts';

export type App = Hono<{ Variables: { requestId: string } }>;

export interface AppParts {
  readonly config: Config;
  readonly stores: Stores;
  readonly host: ToolHost;
  readonly ingestion: Ingestion;
}

/** One project until there are users. */
const project = 'default';
const maxLinesAtOnce = 2000;
const pageDirectory = fileURLToPath(new URL('../../web/dist', import.meta.url));
const watchEveryMs = 250;

/** The HTTP surface over the composed parts; paths and JSON are described in `client.ts`. */
export function createApp(parts: AppParts): App {
  const { config, stores, host, ingestion } = parts;
  const app: App = new Hono();

  app.use(async (context, next) => {
    context.set('requestId', randomUUID());
    // A page of another site may point a name of its own to this machine; it cannot choose the Host header it sends then.
    if (!isLoopbackHost(context.req.header('host')))
      throw new SherpaError('ROUTE_UNKNOWN', {
        method: context.req.method,
        path: 'of that host',
        nearest: '',
      });
    await next();
    context.header('x-request-id', context.get('requestId'));
    context.header('x-content-type-options', 'nosniff');
    context.header(
      'content-security-policy',
      "default-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    context.header('referrer-policy', 'no-referrer');
  });
  app.onError((error, context) =>
    problemResponse(context, error, context.get('requestId') ?? randomUUID()),
  );
  app.notFound((context) => {
    const { method, path } = context.req;
    const routes = app.routes.filter((route) => route.method !== 'ALL');
    const allowed = routes
      .filter((route) => matchesPath(route.path, path))
      .map((route) => route.method);
    const near = nearestName(
      path,
      routes.map((route) => route.path),
    );
    const error =
      allowed.length > 0
        ? new SherpaError('METHOD_NOT_ALLOWED', {
            method,
            path,
            allowed: [...new Set(allowed)].join(', '),
          })
        : new SherpaError('ROUTE_UNKNOWN', {
            method,
            path,
            nearest: near ? ` Did you mean ${near}?` : '',
          });
    if (allowed.length > 0) context.header('allow', [...new Set(allowed)].join(', '));
    return problemResponse(context, error, context.get('requestId') ?? randomUUID());
  });

  const health = async (): Promise<Health> => {
    let down: string | null = null;
    try {
      await stores.metadata.ping();
    } catch (error) {
      down = error instanceof Error ? error.message : String(error);
    }
    const refused = host.registry.refused;
    return {
      status: down ? 'down' : refused.length > 0 ? 'degraded' : 'ok',
      version: '0.1.0',
      components: {
        store: { status: down ? 'down' : 'ok', detail: down ?? 'embedded' },
        model: host.model
          ? { status: 'ok', detail: host.model.profile.name }
          : { status: 'off', detail: 'no model is configured; answers are worded by rules' },
        plugins: {
          status: refused.length > 0 ? 'down' : 'ok',
          detail:
            refused.map(({ name, reason }) => `${name}: ${reason}`).join('; ') ||
            `${host.registry.plugins.length} active`,
        },
      },
    };
  };
  app.get('/health', async (context) => {
    const state = await health();
    return context.json(state, state.status === 'down' ? 503 : 200);
  });
  app.get('/health/live', (context) => context.json({ status: 'ok' }));
  app.get('/health/ready', async (context) => {
    const state = await health();
    return context.json(state, state.status === 'down' ? 503 : 200);
  });
  app.get('/limits', (context) => {
    const limits: ServerLimits = {
      maxUploadBytes: config.maxUploadBytes,
      maxUnpackedBytes: config.maxUnpackedBytes,
      maxFiles: config.maxFiles,
      maxJsonBytes,
      maxLinesAtOnce,
    };
    return context.json(limits);
  });
  app.get('/openapi.json', (context) => context.json(openApiDocument(host.registry)));
  app.get('/tools', (context) =>
    context.json({ tools: [...host.registry.tools.values()].map(toolView) }),
  );
  app.get('/plugins', (context) =>
    context.json({
      plugins: [
        ...host.registry.plugins.map(({ name, version, summary, capabilities, tools }) => ({
          name,
          version,
          summary,
          status: 'active',
          reason: null,
          capabilities,
          tools: Object.keys(tools),
        })),
        ...host.registry.refused.map(({ name, reason }) => ({
          name,
          version: '',
          summary: '',
          status: 'disabled',
          reason,
          capabilities: [],
          tools: [],
        })),
      ],
    }),
  );

  app.post('/upload-logs', async (context) => {
    const received = await receiveUpload(stores, config, project, context.req.raw);
    ingestion.wake();
    const upload = await stores.metadata.uploads.get(project, received.uploadId);
    if (!upload) throw new SherpaError('NOT_FOUND', { kind: 'upload', id: received.uploadId });
    const receipt: UploadReceipt = {
      upload: await uploadView(stores, upload),
      existing: received.existing,
    };
    return context.json(receipt, received.existing ? 200 : 202);
  });
  const uploadOf = async (id: string) => {
    const upload = await stores.metadata.uploads.get(project, id);
    if (!upload) throw new SherpaError('NOT_FOUND', { kind: 'upload', id });
    return upload;
  };
  app.get('/uploads', async (context) => {
    const limit = wholeNumber(context, 'limit', 50, 1, 200);
    const offset = wholeNumber(context, 'offset', 0, 0, Number.MAX_SAFE_INTEGER);
    const { uploads, total } = await stores.metadata.uploads.list(project, { limit, offset });
    return context.json({
      uploads: await Promise.all(uploads.map((upload) => uploadView(stores, upload))),
      total,
    });
  });
  app.get('/uploads/:id', async (context) =>
    context.json(await uploadView(stores, await uploadOf(context.req.param('id')))),
  );
  app.get('/uploads/:id/events', async (context) => {
    const { id } = await uploadOf(context.req.param('id'));
    return streamSSE(context, async (stream) => {
      let last = '';
      while (!stream.aborted) {
        const view = await uploadView(stores, await uploadOf(id));
        const data = JSON.stringify(view);
        if (data !== last) await stream.writeSSE({ event: 'upload', data });
        last = data;
        if (view.status === 'ready' || view.status === 'failed') break;
        await stream.sleep(watchEveryMs);
      }
      await stream.writeSSE({ data: '[DONE]' });
    });
  });
  app.get('/uploads/:id/lines', async (context) => {
    await uploadOf(context.req.param('id'));
    const file = context.req.query('file');
    if (!file)
      throw new SherpaError('INPUT_INVALID', { reason: 'file is missing' }, { field: 'file' });
    const from = wholeNumber(context, 'from', 1, 1, Number.MAX_SAFE_INTEGER);
    const to = wholeNumber(context, 'to', from + 199, from, Number.MAX_SAFE_INTEGER);
    const read = await host.workspaceFor(project).lines(file, from, to);
    const { id, name, bytes } = read.file;
    return context.json({ ...read, file: { id, name, bytes } });
  });

  const call = (name: string) => async (context: Context<{ Variables: { requestId: string } }>) => {
    const answer = await callTool(host, name, await readJsonBody(context.req.raw), {
      project,
      requestId: context.get('requestId'),
      signal: context.req.raw.signal,
    });
    return context.json(answer);
  };
  for (const { name, tool } of host.registry.tools.values()) {
    if (tool.route) app.post(tool.route, call(name));
    app.post(`/tools/${name.replace('.', '/')}`, call(name));
  }
  app.post('/tools/:plugin/:tool', (context) =>
    call(`${context.req.param('plugin')}.${context.req.param('tool')}`)(context),
  );
  // The built page; without it the server is an API.
  if (existsSync(pageDirectory)) {
    app.get('/', serveStatic({ root: pageDirectory, path: 'index.html' }));
    app.get('/assets/*', serveStatic({ root: pageDirectory }));
  }
  return app;
}

const isLoopbackHost = (header: string | undefined): boolean =>
  header === undefined || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(header);

const matchesPath = (pattern: string, path: string): boolean => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => part.startsWith(':') || part === given[at])
  );
};

function wholeNumber(
  context: Context,
  name: string,
  otherwise: number,
  min: number,
  max: number,
): number {
  const text = context.req.query(name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < min || value > max)
    throw new SherpaError(
      'INPUT_INVALID',
      { reason: `${name} is not a whole number from ${min} to ${max}` },
      { field: name },
    );
  return value;
}
