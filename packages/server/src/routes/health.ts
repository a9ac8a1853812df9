import { SherpaError } from '@datasherpa/tools/errors';
import { formats } from '@datasherpa/tools/logs';
import { Hono } from 'hono';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { Health, Ready, ServerLimits } from '../client.ts';
import { healthOfStores } from '../health-of-stores.ts';
import { maxJsonBytes } from '../read-json-body.ts';
import { describeStores } from '../store-settings.ts';
import { maxLinesAtOnce } from './uploads.ts';

/** `/health`, `/health/live`, `/health/ready`, `/limits`: what runs here, and how much it takes. */
export function healthRoutes({ config, stores, host }: AppParts): Hono<AppEnvironment> {
  const parts = () => healthOfStores(stores, config.dataDirectory);
  const health = async (signal: AbortSignal): Promise<Health> => {
    const [{ database, logs, index, disk }, model] = await Promise.all([
      parts(),
      host.model?.health(signal),
    ]);
    const { refused, plugins } = host.registry;
    const isDown = database.status === 'down' || logs.status === 'down';
    const isDegraded =
      index.status === 'down' ||
      disk.status === 'down' ||
      refused.length > 0 ||
      model?.ok === false;
    return {
      status: isDown ? 'down' : isDegraded ? 'degraded' : 'ok',
      version: '0.1.0',
      components: {
        store:
          database.status === 'ok' ? { ...database, detail: describeStores(config) } : database,
        logs,
        index,
        disk,
        model: model
          ? { status: model.ok ? 'ok' : 'down', detail: model.detail }
          : { status: 'off', detail: 'no model is configured; answers are worded by rules' },
        plugins: {
          status: refused.length > 0 ? 'down' : 'ok',
          detail:
            refused.map(({ name, reason }) => `${name}: ${reason}`).join('; ') ||
            `${plugins.length} active`,
        },
      },
    };
  };
  return (
    new Hono<AppEnvironment>()
      .get('/health/live', (context) => context.json({ status: 'ok' }))
      .get('/health', async (context) => {
        const state = await health(context.req.raw.signal);
        return context.json(state, state.status === 'down' ? 503 : 200);
      })
      // Answers go on without index or model, and no upload is needed to ask: they have no say here.
      .get('/health/ready', async (context) => {
        const { database, logs, index, disk } = await parts();
        const gone = Object.entries({ database, logs }).find(([, { status }]) => status === 'down');
        if (gone)
          throw new SherpaError('STORE_UNAVAILABLE', {
            reason: `the ${gone[0]} cannot be reached`,
          });
        const without = Object.entries({ index, disk }).flatMap(([name, { status }]) =>
          status === 'down' ? [name] : [],
        );
        return context.json({
          status: without.length > 0 ? 'degraded' : 'ok',
          without,
        } satisfies Ready);
      })
      .get('/limits', (context) => {
        const limits: ServerLimits = {
          maxUploadBytes: config.maxUploadBytes,
          maxUnpackedBytes: config.maxUnpackedBytes,
          maxFiles: config.maxFiles,
          maxJsonBytes,
          maxLinesAtOnce,
          formats,
        };
        return context.json(limits);
      })
  );
}
