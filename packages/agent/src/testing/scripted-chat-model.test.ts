import { SherpaError } from '@datasherpa/tools/errors';
import { expect, test } from 'vitest';
import { createScriptedChatModel } from './scripted-chat-model.ts';

const request = { messages: [{ role: 'user' as const, content: 'Why?' }] };
const wanted = { ...request, schema: {}, schemaName: 'any' };

test('says what it is told, in order, and remembers what it was asked', async () => {
  const model = createScriptedChatModel(['Whole.', ['In ', 'parts.'], { tool: 'search' }]);
  expect(await Array.fromAsync(model.stream(request))).toEqual(['Whole.']);
  expect(await Array.fromAsync(model.stream(request))).toEqual(['In ', 'parts.']);
  expect(await model.generateObject(wanted)).toEqual({ tool: 'search' });
  expect(model.requests).toEqual([request, request, wanted]);
  await expect(model.generateObject(wanted)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
});

test('fails as told, and says where the script does not fit', async () => {
  const stalled = new SherpaError('MODEL_STALLED', { seconds: 30 });
  const model = createScriptedChatModel([stalled, 'text', { an: 'object' }]);
  await expect(Array.fromAsync(model.stream(request))).rejects.toBe(stalled);
  await expect(model.generateObject(wanted)).rejects.toBeInstanceOf(TypeError);
  await expect(Array.fromAsync(model.stream(request))).rejects.toBeInstanceOf(TypeError);
});

test('keeps the reason of an abort', async () => {
  const reason = new Error('enough');
  const model = createScriptedChatModel(['text']);
  const reading = Array.fromAsync(model.stream({ ...request, signal: AbortSignal.abort(reason) }));
  await expect(reading).rejects.toBe(reason);
});
