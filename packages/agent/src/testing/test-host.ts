import { createHash, randomUUID } from 'node:crypto';
import { openEmbeddedStores } from '@datasherpa/tools/adapters/embedded';
import { openCheckpointer } from '@datasherpa/tools/adapters/embedded/checkpointer';
import { createDagReader, openPythonParser } from '@datasherpa/tools/adapters/python';
import { createSqlParser } from '@datasherpa/tools/adapters/sql';
import { createWorkspace, ingestFile } from '@datasherpa/tools/ingestion';
import type { ChatModel, Stores } from '@datasherpa/tools/ports';
import type { AgentHost } from '../graph/agent.ts';
import type { PluginDefinition } from '../plugin/define-plugin.ts';
import { loadPlugins } from '../registry/load-plugins.ts';

export interface TestHost extends AgentHost {
  readonly stores: Stores;
  /** Stores and reads a log; resolves to the upload's id. */
  addLog(name: string, text: string): Promise<string>;
  /** The same for any file. */
  addFile(name: string, content: string | Uint8Array): Promise<string>;
  close(): Promise<void>;
}

/**
 * A host for tests of plugins: real stores in memory, nothing of the network, and a clock that stands still unless the test moves it.
 * @throws where a plugin breaks a rule of the contract
 */
export async function createTestHost(options: {
  readonly plugins: readonly PluginDefinition[];
  readonly model?: ChatModel;
  readonly now?: () => number;
}): Promise<TestHost> {
  const registry = loadPlugins(options.plugins);
  const [refused] = registry.refused;
  if (refused) throw new TypeError(`The plugin "${refused.name}" is refused: ${refused.reason}`);
  const now = options.now ?? (() => Date.UTC(2026, 0, 1));
  const stores = await openEmbeddedStores({ directory: ':memory:', now });
  const checkpointer = openCheckpointer({ directory: ':memory:' });

  async function keep(
    project: string,
    name: string,
    content: string | Uint8Array,
  ): Promise<string> {
    const [uploadId, fileId] = [randomUUID(), randomUUID()];
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const stored = await stores.blobs.put(
      (async function* () {
        yield bytes;
      })(),
    );
    await stores.metadata.uploads.insert({
      id: uploadId,
      project,
      status: 'ready',
      createdAt: now(),
      error: null,
    });
    await stores.metadata.files.insert({
      id: fileId,
      uploadId,
      project,
      name,
      status: 'ready',
      sha256: stored.sha256,
      bytes: stored.bytes,
      receivedBytes: stored.bytes,
      duplicateOf: null,
      digest: null,
      error: null,
      createdAt: now(),
    });
    const file = await stores.metadata.files.get(project, fileId);
    const digest = await ingestFile(stores, file!);
    await stores.metadata.contents.keep(project, stored.sha256, JSON.stringify(digest));
    return uploadId;
  }

  return {
    registry,
    stores,
    metadata: stores.metadata,
    workspaceFor: (project) =>
      createWorkspace(stores, {
        project,
        sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
        now,
      }),
    keepText: (project, text) => keep(project, 'pasted.log', text),
    parsers: { python: openPythonParser, dags: createDagReader(), sql: createSqlParser() },
    openCheckpointer: () => Promise.resolve(checkpointer.saver),
    now,
    ...(options.model && { model: options.model }),
    addLog: (name, text) => keep('default', name, text),
    addFile: (name, content) => keep('default', name, content),
    async close() {
      checkpointer.close();
      await stores.close();
    },
  };
}
