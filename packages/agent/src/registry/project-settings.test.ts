import { expect, test } from 'vitest';
import { createScriptedChatModel } from '../testing/scripted-chat-model.ts';
import { modelOf } from './project-settings.ts';

test('models see no address of a project that does not want it, and the answer has it again', async () => {
  const settings = async (project: string) =>
    new Map<string, unknown>(project === 'careful' ? [['models.redactAddresses', true]] : []);
  const seenBy = async (project: string) => {
    const model = createScriptedChatModel([['refused']]);
    const asked = await modelOf({ model, settings }, project);
    const messages = [{ role: 'user' as const, content: 'refused by 10.20.30.40' }];
    await Array.fromAsync(asked!.stream({ messages }));
    return JSON.stringify(model.requests);
  };
  expect(await seenBy('careful')).not.toContain('10.20.30.40');
  expect(await seenBy('open')).toContain('10.20.30.40');
  expect(await modelOf({ settings }, 'open')).toBeUndefined();
});
