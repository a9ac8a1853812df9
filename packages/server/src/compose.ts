import { createHash } from 'node:crypto';
import { loadPlugins, type ToolHost } from '@datasherpa/agent';
import { logSearch } from '@datasherpa/plugins';
import { openEmbeddedStores } from '@datasherpa/tools/adapters/embedded';
import type { Stores } from '@datasherpa/tools/ports';
import { createWorkspace } from '@datasherpa/tools/ingestion';
import { createApp, type App } from './app.ts';
import type { Config } from './config.ts';
import { startIngestion, type Ingestion } from './ingestion-worker.ts';
import { sweepUploads } from './receive-upload.ts';

export interface Composed {
  readonly app: App;
  readonly stores: Stores;
  close(): Promise<void>;
}

/** Puts the product together: stores, plugins, worker, routes. The only place that names an adapter. */
export async function compose(config: Config): Promise<Composed> {
  const stores = await openEmbeddedStores({ directory: config.dataDirectory });
  await sweepUploads(stores);
  const ingestion: Ingestion = startIngestion(stores);
  const host: ToolHost = {
    registry: loadPlugins([logSearch]),
    workspaceFor: (project) =>
      createWorkspace(stores, {
        project,
        sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
      }),
    now: Date.now,
  };
  const app = createApp({ config, stores, host, ingestion });
  return {
    app,
    stores,
    async close() {
      await ingestion.stop();
      await stores.close();
    },
  };
}
