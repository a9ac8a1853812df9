import { afterEach, describe, expect, test, vi } from 'vitest';
import { chatModelConformance } from '../../ports/conformance/index.ts';
import { startScriptedModelServer, type ScriptedModelServer } from '../../testing/index.ts';
import { createNimChatModel } from './nim-chat-model.ts';
import { createRequestLimit } from './request-limit.ts';

chatModelConformance('NIM', ({ patienceMs, time, ...endpoint }) =>
  createNimChatModel({
    ...endpoint,
    limit: createRequestLimit(1000, time),
    pacing: time,
    firstTokenMs: patienceMs,
    idleMs: patienceMs,
  }),
);

const servers: ScriptedModelServer[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) await server.close();
});

async function ask(
  model: string,
  request: Partial<Parameters<ReturnType<typeof createNimChatModel>['stream']>[0]>,
  answer = 'ok',
) {
  const server = await startScriptedModelServer();
  servers.push(server);
  server.reply({ answer });
  const chat = createNimChatModel({ baseUrl: server.url, model, limit: createRequestLimit(1000) });
  const said = await Array.fromAsync(
    chat.stream({ messages: [{ role: 'user', content: 'Why?' }], ...request }),
  );
  return {
    said: said.join(''),
    body: server.requests[0]!.body!,
    request: server.requests[0]!,
    server,
  };
}

const instructed = {
  messages: [
    { role: 'system', content: 'Be short.' },
    { role: 'user', content: 'Why?' },
  ],
} as const;

describe('what is sent', () => {
  test('the 8B model: the switch is the whole system message, other instructions go to the user turn', async () => {
    const { body } = await ask('nvidia/llama-3.1-nemotron-nano-8b-v1', instructed);
    expect(body).toEqual({
      model: 'nvidia/llama-3.1-nemotron-nano-8b-v1',
      stream: true,
      temperature: 0,
      messages: [
        { role: 'system', content: 'detailed thinking off' },
        { role: 'user', content: 'Be short.\n\nWhy?' },
      ],
    });
    const thinking = await ask('nvidia/llama-3.1-nemotron-nano-8b-v1', {
      ...instructed,
      thinking: true,
      maxTokens: 100,
    });
    expect(thinking.body).toMatchObject({
      temperature: 0.6,
      top_p: 0.95,
      max_tokens: 4196,
      messages: [{ role: 'system', content: 'detailed thinking on' }, {}],
    });
  });
  test('the other switches', async () => {
    const slash = await ask('nvidia/nvidia-nemotron-nano-9b-v2', instructed);
    expect(slash.body['messages']).toEqual([
      { role: 'system', content: '/no_think\n\nBe short.' },
      { role: 'user', content: 'Why?' },
    ]);
    const template = await ask('nvidia/nemotron-3-nano-30b-a3b', { ...instructed, thinking: true });
    expect(template.body).toMatchObject({
      messages: instructed.messages,
      chat_template_kwargs: { enable_thinking: true },
    });
    const newer = await ask('nvidia/llama-3.3-nemotron-super-49b-v1.5', { thinking: true });
    expect(newer.body['messages']).toMatchObject([{ content: '/think' }, {}]);
    const older = await ask('nvidia/llama-3.3-nemotron-super-49b-v1', {});
    expect(older.body['messages']).toMatchObject([{ content: 'detailed thinking off' }, {}]);
  });
  test('nothing special to a model that is not known', async () => {
    const { body } = await ask('someone/model', { ...instructed, thinking: true, maxTokens: 100 });
    expect(body).toEqual({
      model: 'someone/model',
      stream: true,
      temperature: 0,
      max_tokens: 100,
      messages: instructed.messages,
    });
  });
  test('the key, or the login of the address, and no other header of note', async () => {
    const server = await startScriptedModelServer();
    servers.push(server);
    const limit = createRequestLimit(1000);
    const baseUrl = server.url.replace('//', '//etl:p%40ss@');
    const model = createNimChatModel({ baseUrl, model: 'scripted', limit });
    await Array.fromAsync(model.stream(instructed));
    const { authorization } = server.requests[0]!.headers;
    expect(authorization).toBe(`Basic ${Buffer.from('etl:p@ss').toString('base64')}`);
    expect((await model.health()).detail).toBe(`scripted at ${new URL(server.url).host}`);
    expect(Object.keys(server.requests[0]!.headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'accept-language',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'sec-fetch-mode',
      'user-agent',
    ]);
  });
});

test('thinking whose opening tag the server put into the prompt is left out', async () => {
  const { said } = await ask(
    'nvidia/llama-3.1-nemotron-nano-8b-v1',
    { thinking: true },
    'hm, the disk</think>\nDone.',
  );
  expect(said).toBe('Done.');
});

test('with thinking on, an answer without any is the answer', async () => {
  const { said } = await ask('nvidia/llama-3.1-nemotron-nano-8b-v1', { thinking: true }, 'Done.');
  expect(said).toBe('Done.');
});

test('nothing goes anywhere but to the endpoint, whatever the environment says', async () => {
  const elsewhere = await startScriptedModelServer();
  servers.push(elsewhere);
  for (const name of ['LANGSMITH_ENDPOINT', 'OPENAI_BASE_URL', 'OPENAI_API_BASE'])
    vi.stubEnv(name, elsewhere.url);
  vi.stubEnv('LANGSMITH_TRACING', 'true');
  vi.stubEnv('LANGCHAIN_TRACING_V2', 'true');
  vi.stubEnv('LANGSMITH_API_KEY', 'traced');
  vi.stubEnv('OPENAI_API_KEY', 'sk-of-the-environment');
  vi.stubEnv('OPENAI_ORG_ID', 'organization');
  const { request } = await ask('scripted', {});
  expect(request.headers).not.toHaveProperty('authorization');
  expect(request.headers).not.toHaveProperty('openai-organization');
  // Traces are sent in batches after a moment.
  const { awaitAllCallbacks } = await import('@langchain/core/callbacks/promises');
  await awaitAllCallbacks();
  expect(elsewhere.requests).toEqual([]);
});

test('an object is asked for in the way of the model host', async () => {
  const server = await startScriptedModelServer({ refusedFields: ['response_format'] });
  servers.push(server);
  const schema = { type: 'object', properties: {} };
  const model = createNimChatModel({
    baseUrl: server.url,
    model: 'scripted',
    limit: createRequestLimit(1000),
  });
  server.reply({ answer: '{}' });
  await model.generateObject({ messages: [], schema, schemaName: 'empty' });
  expect(server.requests.map(({ body }) => body)).toMatchObject([
    {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'empty', schema, strict: true },
      },
    },
    { nvext: { guided_json: schema } },
  ]);
});

test('health is asked for once in a while, not with every look', async () => {
  const server = await startScriptedModelServer();
  servers.push(server);
  let now = 0;
  const model = createNimChatModel({
    baseUrl: server.url,
    model: 'scripted',
    limit: createRequestLimit(1000),
    pacing: { now: () => now, sleep: async () => {}, random: () => 0 },
  });
  await Promise.all([model.health(), model.health()]);
  expect(server.requests).toHaveLength(1);
  now += 60_000;
  await model.health();
  expect(server.requests).toHaveLength(2);
});

describe('tokens', () => {
  const counted = async (refusedFields: readonly string[]) => {
    const server = await startScriptedModelServer({ refusedFields });
    servers.push(server);
    const tokens: object[] = [];
    const chat = createNimChatModel({
      baseUrl: server.url,
      model: 'scripted',
      limit: createRequestLimit(1000),
      onTokens: (each) => tokens.push(each),
    });
    const said: string[] = [];
    for (const answer of ['It is full.', 'Still.']) {
      server.reply({ answer });
      const parts = chat.stream({ messages: [{ role: 'user', content: 'Why?' }] });
      said.push((await Array.fromAsync(parts)).join(''));
    }
    expect(said).toEqual(['It is full.', 'Still.']);
    return { tokens, asked: server.requests.map(({ body }) => 'stream_options' in body!) };
  };

  test('are told as the endpoint counts them', async () => {
    expect(await counted([])).toEqual({
      tokens: [
        { sent: 20, received: 1 },
        { sent: 20, received: 1 },
      ],
      asked: [true, true],
    });
  });

  test('an endpoint that does not count them answers all the same, and is asked for them once', async () => {
    expect(await counted(['stream_options'])).toEqual({ tokens: [], asked: [true, false, false] });
  });
});
