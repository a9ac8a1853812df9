import {
  createNimChatModel,
  createNimEmbedder,
  createRequestLimit,
} from '@datasherpa/tools/adapters/nim';
import { chatModelConformance, embedderConformance } from '@datasherpa/tools/ports/conformance';
import { expect, test } from 'vitest';
import { createScriptedChatModel } from '../testing/scripted-chat-model.ts';
import { redactingChatModel } from './redacting-chat-model.ts';
import { redactingEmbedder } from './redacting-embedder.ts';

chatModelConformance('NIM behind redaction', ({ patienceMs, time, ...endpoint }) =>
  redactingChatModel(
    createNimChatModel({
      ...endpoint,
      limit: createRequestLimit(1000, time),
      pacing: time,
      firstTokenMs: patienceMs,
      idleMs: patienceMs,
    }),
  ),
);
embedderConformance('NIM behind redaction', ({ time, ...endpoint }) =>
  redactingEmbedder(
    createNimEmbedder({ ...endpoint, limit: createRequestLimit(10_000, time), pacing: time }),
  ),
);

const secret = 'Xk29fa';
const request = {
  messages: [
    { role: 'system' as const, content: `The database has password=${secret}.` },
    { role: 'user' as const, content: `Why is password=${secret} refused for a@example.org?` },
  ],
};

test('messages go out without secrets, the answer comes back with them', async () => {
  const model = createScriptedChatModel([
    ['The password <pass', 'word-1> of <email-1> is', ' wrong, not <password-2>.'],
  ]);
  const parts = await Array.fromAsync(redactingChatModel(model).stream(request));
  expect(parts.join('')).toBe(
    `The password ${secret} of a@example.org is wrong, not <password-2>.`,
  );
  expect(model.requests[0]!.messages.map(({ content }) => content)).toEqual([
    'The database has password=<password-1>.',
    'Why is password=<password-1> refused for <email-1>?',
  ]);
});

test('so do objects, however deep', async () => {
  const model = createScriptedChatModel([
    { tool: 'search', arguments: { words: ['<password-1>', 3, null], '<email-1>': true } },
  ]);
  const object = await redactingChatModel(model).generateObject({
    ...request,
    schema: {},
    schemaName: 'choice',
  });
  expect(object).toEqual({
    tool: 'search',
    arguments: { words: [secret, 3, null], 'a@example.org': true },
  });
  expect(JSON.stringify(model.requests)).not.toContain(secret);
});

test('texts are embedded without secrets, whatever stands beside them', async () => {
  const seen: string[] = [];
  const embedder = redactingEmbedder({
    model: 'recording',
    dimensions: 1,
    embed: async (texts) => {
      seen.push(...texts);
      return texts.map(() => Float32Array.of(1));
    },
  });
  await embedder.embed(['password=first1', `password=${secret}`], 'passage');
  expect(seen).toEqual(['password=<password-1>', 'password=<password-1>']);
});

test('what was replaced is reported by kind, and nothing where nothing was', async () => {
  const reports: unknown[] = [];
  const onRedacted = (report: unknown): unknown => reports.push(report);
  const model = redactingChatModel(createScriptedChatModel([['one'], ['two'], ['three']]), {
    addresses: true,
  });
  await Array.fromAsync(model.stream({ ...request, onRedacted }));
  const plain = { role: 'user' as const, content: 'why?' };
  await Array.fromAsync(model.stream({ messages: [plain], onRedacted }));
  const address = { role: 'user' as const, content: 'who is 10.1.2.3?' };
  await Array.fromAsync(model.stream({ messages: [address], onRedacted }));
  expect(reports).toEqual([{ password: 1, email: 1 }, { 'ip-address': 1 }]);
});
