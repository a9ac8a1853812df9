import { Hono } from 'hono';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { Health, ServerLimits } from '../client.ts';
import { maxJsonBytes } from '../read-json-body.ts';
import { maxLinesAtOnce } from './uploads.ts';

/** `/health`, `/health/live`, `/health/ready`, `/limits`: what runs here, and how much it takes. */
export function healthRoutes({ config, stores, host }: AppParts): Hono<AppEnvironment> {
  const health = async (): Promise<Health> => {
    let down: string | null = null;
    try {
      await stores.metadata.ping();
    } catch (error) {
      down = error instanceof Error ? error.message : String(error);
    }
    const { refused, plugins } = host.registry;
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
            `${plugins.length} active`,
        },
      },
    };
  };
  return new Hono<AppEnvironment>()
    .get('/health/live', (context) => context.json({ status: 'ok' }))
    .on('GET', ['/health', '/health/ready'], async (context) => {
      const state = await health();
      return context.json(state, state.status === 'down' ? 503 : 200);
    })
    .get('/limits', (context) => {
      const limits: ServerLimits = {
        maxUploadBytes: config.maxUploadBytes,
        maxUnpackedBytes: config.maxUnpackedBytes,
        maxFiles: config.maxFiles,
        maxJsonBytes,
        maxLinesAtOnce,
      };
      return context.json(limits);
    });
}
