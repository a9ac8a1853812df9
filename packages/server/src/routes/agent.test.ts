import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '@datasherpa/tools/errors';
import { createClient, type AgentChunk, type Client } from '../client.ts';
import { compose, type Composed } from '../compose.ts';
import { readConfig } from '../config.ts';
import { readServerSentEvents } from '../read-server-sent-events.ts';

let directory: string;
let composed: Composed;
let client: Client;

const send = (path: string, init: RequestInit = {}): Promise<Response> =>
  Promise.resolve(composed.app.request(`http://localhost${path}`, init));
const json = async (response: Response): Promise<Record<string, unknown>> =>
  (await response.json()) as Record<string, unknown>;
const message = (body: unknown, accept = 'text/event-stream'): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', accept },
  body: JSON.stringify(body),
});
const events = async (response: Response): Promise<{ id: string; data: string }[]> =>
  Array.fromAsync(readServerSentEvents(response.body));

const log = `26/11/20 02:10:04 ERROR Executor: Exception in task 7.0 in stage 3.0 (TID 71)
java.io.IOException: No space left on device
`;
const question = `Why did it fail?\n\`\`\`\n${log}\`\`\``;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-agent-'));
  composed = await compose(readConfig({ dataDirectory: directory }));
  client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
});
afterAll(async () => {
  await composed.close();
  await rm(directory, { recursive: true, force: true });
});

describe('a message with a pasted log', () => {
  test('is answered as a stream of numbered events that can be read again', async () => {
    const response = await send('/agent', message({ message: question }));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
    const all = await events(response);
    const parts = all.slice(0, -1);
    expect(all.at(-1)?.data).toBe('[DONE]');
    expect(parts.map(({ id }) => Number(id))).toEqual(parts.map((_, at) => at + 1));
    const chunks = parts.map(({ data }) => JSON.parse(data) as AgentChunk);
    const answer = chunks.find((chunk) => chunk.type === 'data-answer')!.data;
    expect(answer).toMatchObject({
      status: 'found',
      data: { causes: [{ id: 'local_disk_full' }] },
      evidence: [
        {
          source: 'pasted.log',
          lines: [2, 2],
          quote: 'java.io.IOException: No space left on device',
        },
      ],
    });

    const [start] = chunks;
    const { runId, threadId } = (start as AgentChunk & { type: 'start' }).messageMetadata;
    const again = await events(await send(`/runs/${runId}/stream?after=2`));
    expect(again).toEqual(all.slice(2));
    const continued = await send(`/runs/${runId}/stream`, { headers: { 'last-event-id': '4' } });
    expect(await events(continued)).toEqual(all.slice(4));

    const thread = await json(await send(`/threads/${threadId}`));
    expect(thread).toMatchObject({
      thread: { id: threadId, title: 'Why did it fail?' },
      runs: [{ id: runId, status: 'done', message: question }],
      total: 1,
    });
    expect(await json(await send('/threads'))).toMatchObject({ threads: [{ id: threadId }] });
    expect(await json(await send(`/runs/${runId}`))).toMatchObject({ chunks });
    expect(await client.cancelRun(runId)).toBe(false);

    expect((await send(`/threads/${threadId}`, { method: 'DELETE' })).status).toBe(204);
    expect((await send(`/threads/${threadId}`)).status).toBe(404);
    expect((await send(`/runs/${runId}/stream`)).status).toBe(404);
  });

  test('is answered in one piece where JSON is asked for', async () => {
    const response = await send('/agent', message({ message: question }, 'application/json'));
    expect(await json(response)).toMatchObject({ status: 'found', model: null });
  });

  test('is answered to the end though its reader has gone', async () => {
    const response = await send('/agent', message({ message: question }));
    const reader = response.body!.getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    const runId = /"runId":"([^"]+)"/.exec(first)![1]!;
    const chunks = await Array.fromAsync(client.followRun(runId, 0));
    expect(chunks.at(-1)).toEqual({ type: 'finish', finishReason: 'stop' });
  });
});

test('/debug looks only at the text that came with the question', async () => {
  const answer = await client.callTool('/debug', { question: 'why?', text: log });
  expect(answer.evidence).toMatchObject([{ source: 'pasted.log', lines: [2, 2] }]);
  const healthy = '2026-11-20 02:00:00,000 INFO main: all rows were written\n';
  const other = await client.callTool('/debug', { question: 'why?', text: healthy });
  expect(other).toMatchObject({ evidence: [], data: { searched: { files: 1, lines: 1 } } });
});

describe('what is wrong is said', () => {
  test.each([
    ['/agent', { message: '' }, 400, 'QUESTION_EMPTY'],
    ['/agent', { message: 'x'.repeat(100_000) }, 413, 'QUESTION_TOO_LONG'],
    ['/agent', {}, 400, 'INPUT_INVALID'],
    ['/agent', { message: 'why?', uploads: 'all' }, 400, 'INPUT_INVALID'],
    ['/agent', [], 400, 'INPUT_INVALID'],
    ['/approvals/unknown', { decision: 'approve' }, 404, 'NOT_FOUND'],
    ['/approvals/unknown', { decision: 'maybe' }, 400, 'INPUT_INVALID'],
    ['/runs/unknown/cancel', {}, 404, 'NOT_FOUND'],
  ])('POST %s %#', async (path, body, status, code) => {
    const response = await send(path, message(body));
    expect(response.status).toBe(status);
    expect(await json(response)).toMatchObject({ code });
  });

  test.each(['/threads/unknown', '/runs/unknown', '/runs/unknown/stream'])(
    'GET %s',
    async (path) => {
      expect(await json(await send(path))).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    },
  );

  test('an upload that does not exist ends the call, not the conversation', async () => {
    const response = await send(
      '/agent',
      message({ message: 'why did it fail?', uploads: ['gone'] }, 'application/json'),
    );
    expect(await json(response)).toMatchObject({
      status: 'failed',
      summary: 'There is no upload "gone".',
    });
  });
});

describe('the API viewer', () => {
  test('asks no other host', async () => {
    const page = await send('/docs');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const text = await page.text();
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    for (const [, path] of text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const part = await send(path!);
      expect(part.status).toBe(200);
      expect((await part.text()).length).toBeGreaterThan(50);
    }
    expect((await send('/docs/package.json')).status).toBe(404);
  });

  test('problems point to a description of their error', async () => {
    const problem = await json(await send('/runs/unknown'));
    const [path, id] = String(problem['type']).split('#');
    const text = await (await send(path!)).text();
    expect(text).toContain(`id="${id}"`);
    for (const code of Object.keys(catalogue)) expect(text).toContain(`<h2>${code}</h2>`);
  });
});
