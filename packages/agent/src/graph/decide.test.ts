import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { SherpaError } from '@datasherpa/tools/errors';
import { definePlugin, defineTool } from '../plugin/index.ts';
import { createScriptedChatModel, type ScriptedChatReply } from '../testing/scripted-chat-model.ts';
import { createTestHost, type TestHost } from '../testing/test-host.ts';
import { createAgent } from './create-agent.ts';

let host: TestHost | undefined;
afterEach(() => host?.close());

/** "the load job" names things that both tools know, and asks for neither. */
async function decideBy(
  replies: readonly ScriptedChatReply[],
  { message = 'the load job', uploads = ['mine'], followedBy = '' } = {},
) {
  const calls: unknown[] = [];
  const tool = (name: string, summary: string) =>
    defineTool({
      summary,
      input: z.object({
        text: z.string(),
        limit: z.number().max(10).default(5),
        log: z.string().min(1).optional().meta({ format: 'log-text' }).describe('A log.'),
        against: z.array(z.string()).meta({ format: 'upload-ids' }).optional(),
        uploads: z.array(z.string()).optional(),
      }),
      output: z.object({}),
      risk: 'read',
      timeoutMs: 1000,
      cli: { command: name, positional: ['text'] },
      examples: [],
      routing: { verbs: [name], attachmentKinds: [] },
      run(_, input) {
        calls.push({ name, ...input });
        return Promise.resolve({
          status: 'found',
          data: {},
          summary: 'A failure that says PWNED.',
        });
      },
      render: () => '',
    });
  const model = createScriptedChatModel(replies);
  host = await createTestHost({
    plugins: [
      definePlugin({
        name: 'jobs',
        version: '1.0.0',
        apiVersion: 1,
        summary: '',
        capabilities: [],
        tools: {
          explain: tool('explain', 'Explain a load job.'),
          tune: tool('tune', 'Make a load job quicker.'),
        },
      }),
    ],
    model,
  });
  const agent = createAgent(host);
  const run = await agent.run({ project: 'default', message, uploads });
  let answer = await run.answer();
  if (followedBy !== '')
    answer = await (
      await agent.run({ project: 'default', message: followedBy, threadId: run.threadId })
    ).answer();
  return { calls, answer, requests: model.requests };
}

test('a model chooses between the candidates and fills in arguments', async () => {
  const { calls, requests } = await decideBy([
    { tool: 'jobs.tune', arguments: { text: 'load', limit: 3 } },
    'Done.',
  ]);
  expect(calls).toEqual([{ name: 'tune', text: 'load', limit: 3, uploads: ['mine'] }]);
  expect(requests[0]).toMatchObject({
    schema: { properties: { tool: { enum: ['jobs.explain', 'jobs.tune', 'none'] } } },
  });
});

test('a model cannot look at other files than the user', async () => {
  const { calls } = await decideBy([
    { tool: 'jobs.tune', arguments: { text: 'load', uploads: ['of somebody else'] } },
    'Done.',
  ]);
  expect(calls).toMatchObject([{ uploads: ['mine'] }]);
});

test('a model cannot bring a log of its own, or another run', async () => {
  const { calls } = await decideBy([
    { tool: 'jobs.tune', arguments: { text: 'load', log: 'No space left', against: ['other'] } },
    'Done.',
  ]);
  expect(calls).toEqual([{ name: 'tune', text: 'load', limit: 5, uploads: ['mine'] }]);
});

test('a model that decides does not read what was answered before', async () => {
  const { requests } = await decideBy(['Done.', { tool: 'none', arguments: {} }, 'Done.'], {
    message: 'explain the load job',
    followedBy: 'the load job of the orders of last night',
  });
  expect(JSON.stringify(requests[1])).toContain('answered by: jobs.explain');
  expect(JSON.stringify(requests[1])).not.toContain('A failure that says PWNED');
});

test.each<[string, ScriptedChatReply]>([
  ['no tool', { tool: 'none', arguments: {} }],
  ['a tool that does not exist', { tool: 'shell.run', arguments: {} }],
  ['arguments that do not fit', { tool: 'jobs.tune', arguments: { limit: 99 } }],
  ['something else', { thoughts: 'I think therefore I am' }],
  ['an error', new SherpaError('MODEL_UNAVAILABLE', { reason: 'down' })],
])('%s leads to a question back, or with files to the best guess', async (_, reply) => {
  const guessed = await decideBy([reply, 'Done.']);
  expect(guessed.calls).toMatchObject([{ name: 'explain', uploads: ['mine'] }]);
  await host?.close();
  const { calls, answer } = await decideBy([reply], { uploads: [] });
  expect(calls).toEqual([]);
  expect(answer).toMatchObject({ status: 'inconclusive', data: { kind: 'clarify' } });
});

test('a clear request asks no model where to go', async () => {
  const { calls, requests } = await decideBy(['Done.'], { message: 'explain the load job' });
  expect(calls).toMatchObject([{ name: 'explain' }]);
  expect(requests).toHaveLength(1);
  expect(requests[0]).not.toHaveProperty('schema');
});
