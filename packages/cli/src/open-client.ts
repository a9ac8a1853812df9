import type { Client } from '@datasherpa/server/client';
import type { GlobalOptions } from './global-options.ts';

export interface OpenClient {
  readonly client: Client;
  close(): Promise<void>;
}

/** A client of the server that is named, or of the app in this process over the user's data directory. */
export async function openClient({ server, key }: GlobalOptions): Promise<OpenClient> {
  const { createClient } = await import('@datasherpa/server/client');
  if (server)
    return {
      client: createClient({ baseUrl: server, ...(key !== undefined && { key }) }),
      close: async () => {},
    };
  const { compose, readConfig } = await import('@datasherpa/server');
  // Who reads the data directory needs no key to it.
  const composed = await compose(readConfig({ needsKey: false }));
  const client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
  return { client, close: () => composed.close() };
}
