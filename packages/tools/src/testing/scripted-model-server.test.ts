import { afterEach, expect, test } from 'vitest';
import {
  startScriptedModelServer,
  type ScriptedModelServer,
  type ScriptedModelServerOptions,
} from './scripted-model-server.ts';

let server: ScriptedModelServer;
afterEach(() => server.close());

const start = async (options: ScriptedModelServerOptions = {}) => {
  server = await startScriptedModelServer(options);
  return (path: string, body: unknown) =>
    fetch(`${server.url}/${path}`, { method: 'POST', body: JSON.stringify(body) });
};

test('a whole answer with a tool call', async () => {
  const post = await start();
  const call = { name: 'search', arguments: '{"query":' };
  server.reply({ answer: ['It ', 'failed.'], toolCalls: [call] });
  const answer = await (await post('chat/completions', { model: 'm', messages: [] })).json();
  expect(answer).toMatchObject({
    model: 'm',
    choices: [
      {
        message: { content: 'It failed.', tool_calls: [{ function: call }] },
        finish_reason: 'tool_calls',
      },
    ],
  });
  expect(server.requests).toMatchObject([
    { method: 'POST', path: '/v1/chat/completions', body: { model: 'm', messages: [] } },
  ]);
  expect(await server.requests[0]!.endedBy).toBe('server');
});

test('a streamed tool call comes in pieces', async () => {
  const post = await start();
  server.reply({ answer: [], toolCalls: [{ name: 'search', arguments: '{"a":1}' }] });
  const text = await (await post('chat/completions', { stream: true })).text();
  const events = text
    .split('\n\n')
    .filter((event) => event.startsWith('data: {'))
    .map(
      (event) => JSON.parse(event.slice(6)) as { choices: { delta: Record<string, unknown> }[] },
    );
  const pieces = events.flatMap(({ choices }) => choices[0]?.delta['tool_calls'] ?? []) as {
    function: { arguments: string };
  }[];
  expect(pieces).toHaveLength(2);
  expect(pieces.map((piece) => piece.function.arguments).join('')).toBe('{"a":1}');
  expect(text).toContain('"finish_reason":"tool_calls"');
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
});

test('embeddings: the same text and kind give the same vector; order, batch and length as told', async () => {
  const post = await start({ shuffled: true, maxBatch: 2, maxInputCharacters: 5, dimensions: 3 });
  const embed = (input: string[], input_type: string, truncate?: string) =>
    post('embeddings', { input, input_type, truncate });
  type Embedded = { data: { index: number; embedding: number[] }[] };
  const passages = (await (await embed(['a', 'b'], 'passage')).json()) as Embedded;
  expect(passages.data.map(({ index }) => index)).toEqual([1, 0]);
  expect(passages.data[0]!.embedding).toHaveLength(3);
  const query = (await (await embed(['b'], 'query')).json()) as Embedded;
  expect(query.data[0]!.embedding).not.toEqual(passages.data[0]!.embedding);
  const again = (await (await embed(['b'], 'passage')).json()) as Embedded;
  expect(again.data[0]!.embedding).toEqual(passages.data[0]!.embedding);
  expect((await embed(['a', 'b', 'c'], 'query')).status).toBe(422);
  expect((await embed(['longer'], 'query')).status).toBe(400);
  expect((await embed(['longer'], 'query', 'END')).status).toBe(200);
});

test('a key is asked for, models are listed', async () => {
  await start({ key: 'k', models: ['a', 'b'] });
  expect((await fetch(`${server.url}/models`)).status).toBe(401);
  const listed = await fetch(`${server.url}/models`, { headers: { authorization: 'Bearer k' } });
  expect(await listed.json()).toMatchObject({ data: [{ id: 'a' }, { id: 'b' }] });
});

test('a script that does not fit the route is a fault of the test, and says so', async () => {
  const post = await start();
  server.reply({ vectors: [[1]] });
  expect((await post('chat/completions', {})).status).toBe(500);
});
