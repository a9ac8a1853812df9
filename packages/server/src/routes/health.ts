import { formats } from '@datasherpa/tools/logs';
import { Hono } from 'hono';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { Health, ServerLimits } from '../client.ts';
import { maxJsonBytes } from '../read-json-body.ts';
import { describeStores } from '../store-settings.ts';
import { maxLinesAtOnce } from './uploads.ts';

/** `/health`, `/health/live`, `/health/ready`, `/limits`: what runs here, and how much it takes. */
export function healthRoutes({ config, stores, host }: AppParts): Hono<AppEnvironment> {
  const storeFault = async (): Promise<string | null> => {
    try {
      await stores.metadata.ping();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const health = async (signal: AbortSignal): Promise<Health> => {
    const [down, model] = await Promise.all([storeFault(), host.model?.health(signal)]);
    const { refused, plugins } = host.registry;
    return {
      status: down ? 'down' : refused.length > 0 || model?.ok === false ? 'degraded' : 'ok',
      version: '0.1.0',
      components: {
        store: { status: down ? 'down' : 'ok', detail: down ?? describeStores(config) },
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
      // Answers go on without a model: it has no say here.
      .get('/health/ready', async (context) => {
        await stores.metadata.ping();
        return context.json({ status: 'ok' });
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
