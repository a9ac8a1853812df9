import { SherpaError } from '@datasherpa/tools/errors';
import { Hono } from 'hono';
import type { RefuseKey } from '../access/refuse-key.ts';
import { hashOf, sameHash } from '../access/secret.ts';
import type { AppEnvironment, AppParts } from '../app-parts.ts';

/**
 * `/metrics` for Prometheus. They are of the whole installation and not of a project, so no key of a project opens them: where keys are
 * asked for, `DATASHERPA_METRICS_KEY` does, and nothing else.
 */
export function metricsRoutes(
  { config, metrics }: Pick<AppParts, 'config' | 'metrics'>,
  refusal: RefuseKey,
): Hono<AppEnvironment> {
  return new Hono<AppEnvironment>().get('/metrics', async (context) => {
    if (config.needsKey) {
      const given = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
      if (given === undefined) throw new SherpaError('KEY_MISSING');
      if (config.metricsKey === null || !sameHash(hashOf(given), hashOf(config.metricsKey)))
        throw refusal(context);
    }
    const text = await metrics.text();
    return context.body(text, 200, { 'content-type': metrics.contentType });
  });
}
