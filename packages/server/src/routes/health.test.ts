import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SherpaError } from '@datasherpa/tools/errors';
import type { Stores } from '@datasherpa/tools/ports';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compose, type Composed } from '../compose.ts';
import { readConfig } from '../config.ts';
import { healthOfStores } from '../health-of-stores.ts';
import { healthRoutes } from './health.ts';

let directory: string;
let composed: Composed;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-health-'));
  composed = await compose(readConfig({ dataDirectory: directory }));
});
afterEach(async () => {
  await composed.close();
  await rm(directory, { recursive: true, force: true });
});

const gone = async (): Promise<never> => {
  throw new SherpaError('STORE_UNAVAILABLE', { reason: 'gone' });
};
/** What the routes say when one store does not answer. */
async function without(part: Partial<Stores>) {
  const config = readConfig({ dataDirectory: directory });
  const host = { registry: { refused: [], plugins: [], tools: new Map() } };
  const stores = { ...composed.stores, ...part };
  const routes = healthRoutes({ config, stores, host } as never);
  routes.onError((error, context) =>
    context.json({ code: (error as SherpaError).code }, (error as SherpaError).status as 503),
  );
  const ready = await routes.request('http://localhost/health/ready');
  const health = await routes.request('http://localhost/health');
  const { status, components } = (await health.json()) as {
    status: string;
    components: Record<string, { status: string }>;
  };
  const live = await routes.request('http://localhost/health/live');
  expect(live.status).toBe(200);
  return {
    ready: [ready.status, await ready.json()],
    health: [health.status, status],
    down: Object.keys(components).filter((name) => components[name]!.status === 'down'),
  };
}

test('with all stores it is ready', async () => {
  expect(await without({})).toEqual({
    ready: [200, { status: 'ok', without: [] }],
    health: [200, 'ok'],
    down: [],
  });
});

test('without its database or its logs it is not ready', async () => {
  const { metadata, blobs } = composed.stores;
  for (const [part, name] of [
    [{ metadata: { ...metadata, ping: gone } }, 'store'],
    [{ blobs: { ...blobs, size: gone } }, 'logs'],
  ] as const)
    expect(await without(part)).toEqual({
      ready: [503, { code: 'STORE_UNAVAILABLE' }],
      health: [503, 'down'],
      down: [name],
    });
});

test('without its index it answers, and says what is missing', async () => {
  expect(await without({ index: { ...composed.stores.index, get: gone } })).toEqual({
    ready: [200, { status: 'degraded', without: ['index'] }],
    health: [200, 'degraded'],
    down: ['index'],
  });
});

test('a data directory that is gone is told, with what the disk has left where it is there', async () => {
  const there = await healthOfStores(composed.stores, directory);
  expect(there.disk).toMatchObject({
    status: 'ok',
    detail: expect.stringMatching(/^\d+ MiB free/),
  });
  const absent = await healthOfStores(composed.stores, join(directory, 'absent'));
  expect(absent.disk.status).toBe('down');
});
