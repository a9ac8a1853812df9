import { createAgent } from '@datasherpa/agent';
import { definePlugin, defineTool } from '@datasherpa/agent/plugin';
import { createTestHost, type TestHost } from '@datasherpa/agent/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createApp, type App } from '../app.ts';
import { createClient, type AgentChunk, type Client } from '../client.ts';
import { readConfig } from '../config.ts';
import { InFlight } from '../middleware/in-flight.ts';
import { createMetrics } from '../observability/metrics.ts';
import { noTraces } from '../observability/traces.ts';
import { startResumableUploads, type ResumableUploads } from '../resumable/resumable-uploads.ts';
import { startLive, type Live } from '../live/live.ts';
import { startIngestion, type Ingestion } from '../ingestion-worker.ts';

/** What a stranger would publish: one definition, and every face shows it. */
const written: string[] = [];
const notes = definePlugin({
  name: 'run-notes',
  version: '1.0.0',
  apiVersion: 1,
  summary: 'Keeps notes about runs.',
  capabilities: [],
  tools: {
    count: defineTool({
      summary: 'Count the notes about a run.',
      input: z.object({ run: z.string().min(1).describe('Name of the run.') }),
      output: z.object({ notes: z.number() }),
      risk: 'read',
      timeoutMs: 1000,
      route: '/count-notes',
      cli: { command: 'count-notes', positional: ['run'] },
      examples: [{ request: 'count the notes about nightly', input: { run: 'nightly' } }],
      routing: { verbs: ['count'], attachmentKinds: [] },
      run: () =>
        Promise.resolve({
          status: 'found',
          data: { notes: written.length },
          summary: `${written.length} notes.`,
        }),
      render: ({ notes: number }) => `${number}`,
    }),
    write: defineTool({
      summary: 'Write a note about a run.',
      input: z.object({ note: z.string().min(1) }),
      output: z.object({}),
      risk: 'write',
      timeoutMs: 1000,
      cli: { command: 'write-note', positional: ['note'] },
      examples: [{ request: 'note: disk was full', input: { note: 'disk was full' } }],
      routing: { verbs: ['note'], attachmentKinds: [] },
      run(_, { note }) {
        written.push(note);
        return Promise.resolve({ status: 'found', data: {}, summary: 'The note is written.' });
      },
      render: () => 'written',
    }),
  },
});

let host: TestHost;
let ingestion: Ingestion;
let live: Live;
let resumable: ResumableUploads;
let app: App;
let client: Client;
beforeAll(async () => {
  host = await createTestHost({ plugins: [notes] });
  ingestion = startIngestion(host.stores);
  const agent = createAgent(host);
  const config = readConfig();
  const { stores } = host;
  live = startLive({ stores, config, ingestion });
  resumable = startResumableUploads(stores, config, ingestion);
  app = createApp({
    config,
    stores,
    host,
    agent,
    ingestion,
    live,
    resumable,
    sources: { remote: null, objects: null },
    metrics: createMetrics(stores),
    log: () => {},
    traces: noTraces,
    inFlight: new InFlight(),
  });
  client = createClient({ baseUrl: 'http://localhost', fetch: (request) => app.fetch(request) });
});
afterAll(async () => {
  await live.stop();
  await resumable.stop();
  await ingestion.stop();
  await host.close();
});

test('REST answers under both paths, and refuses what the schema refuses', async () => {
  for (const path of ['/count-notes', '/tools/run-notes/count'])
    expect(await client.callTool(path, { run: 'nightly' })).toMatchObject({
      status: 'found',
      data: { notes: 0 },
    });
  await expect(client.callTool('/count-notes', { run: '' })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    field: 'run',
  });
});

test('OpenAPI and the list of tools, which the command line reads, show it', async () => {
  const document = (await (await app.request('http://localhost/openapi.json')).json()) as {
    paths: Record<string, unknown>;
  };
  expect(document.paths).toMatchObject({
    '/count-notes': { post: { summary: 'Count the notes about a run.' } },
    '/tools/run-notes/write': { post: {} },
  });
  expect(await client.tools()).toMatchObject([
    { name: 'run-notes.count', cli: { command: 'count-notes', positional: ['run'] } },
    { name: 'run-notes.write', risk: 'write' },
  ]);
});

test('the agent calls it', async () => {
  const chunks = await Array.fromAsync(client.agent({ message: 'count the notes about nightly' }));
  expect(chunks).toContainEqual(
    expect.objectContaining({ type: 'tool-input-available', toolName: 'run-notes.count' }),
  );
});

test('a tool that writes asks first on every face', async () => {
  const input = { note: 'disk was full' };
  const asked = await client.callTool('/tools/run-notes/write', input);
  expect(asked.status).toBe('needs_approval');
  const { approval } = asked.data as { approval: string };
  const withApproval = `/tools/run-notes/write?approval=${approval}`;
  await expect(client.callTool(withApproval, input)).rejects.toMatchObject({
    code: 'APPROVAL_NEEDED',
  });
  expect(written).toEqual([]);
  expect(await client.decideApproval(approval, 'approve')).toMatchObject({
    approval: { status: 'approved' },
    runId: null,
  });
  await expect(client.callTool(withApproval, { note: 'another' })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  });
  expect((await client.callTool(withApproval, input)).status).toBe('found');
  await expect(client.callTool(withApproval, input)).rejects.toMatchObject({
    code: 'APPROVAL_DECIDED',
  });
  expect(written).toEqual(['disk was full']);

  const chunks = await Array.fromAsync(client.agent({ message: 'note: it was the backup' }));
  const request = chunks.find(
    (chunk): chunk is AgentChunk & { type: 'tool-approval-request' } =>
      chunk.type === 'tool-approval-request',
  )!;
  const receipt = await client.decideApproval(request.approvalId, 'approve');
  const rest = await Array.fromAsync(client.followRun(receipt.runId!, chunks.length));
  expect(rest.at(-1)).toEqual({ type: 'finish', finishReason: 'stop' });
  expect(written).toEqual(['disk was full', 'note: it was the backup']);
});
