import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import {
  startScriptedModelServer,
  type ScriptedModelServer,
  type ScriptedModelServerOptions,
  type ScriptedReply,
} from '../../testing/index.ts';
import type { ChatModel, ChatRequest } from '../chat-model.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** What the suite gives to the adapter that it tests. */
export interface ChatModelSetting {
  /** Base URL of an OpenAI-compatible endpoint, with `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly key: string;
  /** Milliseconds of silence, before and within an answer, after which the model counts as stalled. */
  readonly patienceMs: number;
  /** For every wait before a request is sent again. */
  readonly time: VirtualTime;
}

const key = 'nvapi-0123456789abcdef';
const question: ChatRequest = { messages: [{ role: 'user', content: 'Why?' }] };
const wanted = {
  ...question,
  schemaName: 'choice',
  schema: {
    type: 'object',
    properties: { tool: { type: 'string' }, count: { type: 'number' } },
    required: ['tool'],
  },
};

/** What every chat model on an OpenAI-compatible endpoint must do. */
export function chatModelConformance(
  name: string,
  create: (setting: ChatModelSetting) => ChatModel,
): void {
  describe(`${name} as a chat model`, () => {
    const servers: ScriptedModelServer[] = [];
    afterEach(async () => {
      for (const server of servers.splice(0)) await server.close();
    });
    const make = async (
      replies: readonly ScriptedReply[] = [],
      options: ScriptedModelServerOptions & { readonly patienceMs?: number } = {},
    ) => {
      const server = await startScriptedModelServer({ key, ...options });
      servers.push(server);
      server.reply(...replies);
      const time = createVirtualTime();
      const { patienceMs = 10_000 } = options;
      const setting = { baseUrl: server.url, model: 'scripted', key, patienceMs, time };
      return { server, time, setting, model: create(setting) };
    };
    const read = async (model: ChatModel, request = question): Promise<string> =>
      (await Array.fromAsync(model.stream(request))).join('');
    const limited = { status: 429 };
    const failing = { status: 503 };

    describe('streams', () => {
      test('the text in order, as it comes', async () => {
        const { model } = await make([{ answer: ['The disk ', 'was ', 'full.'] }]);
        expect(await Array.fromAsync(model.stream(question))).toEqual([
          'The disk ',
          'was ',
          'full.',
        ]);
      });
      test.each([
        ['closed', ['<think>hm</think>\n\nDone.']],
        ['empty', ['<think></think>Done.']],
        ['cut anywhere', '<think>hm, </thin or so</think>Done.'.split('')],
        ['in the middle', ['Do', '<think>hm</think>', 'ne.']],
        ['never closed', ['Done.', '<think>', 'hm, and then']],
        ['a tool call as text', ['Done.<TOOLCALL>[{"name":"x"', '}]</TOOLCALL>']],
      ])('no thinking: %s', async (_, answer) => {
        const { model } = await make([{ answer }]);
        expect(await read(model)).toBe('Done.');
      });
      test('no thinking that the server told apart', async () => {
        const { model } = await make([{ reasoning: ['hm', ', hm'], answer: ['Done.'] }]);
        expect(await read(model)).toBe('Done.');
      });
      test('text that only looks like a tag', async () => {
        const answer = ['a <', 'b> c <thi', 's> d <think'];
        const { model } = await make([{ answer }]);
        expect(await read(model)).toBe(answer.join(''));
      });
      test.each([
        ['only thinking', '<think>hm'],
        ['nothing', ''],
      ])('%s is not an answer', async (_, answer) => {
        const { model } = await make([{ answer }]);
        await expect(read(model)).rejects.toMatchObject({ code: 'MODEL_BAD_ANSWER' });
      });
    });

    describe('does not wait for ever', () => {
      test.each<[string, ScriptedReply]>([
        ['before the headers', { silent: true }],
        ['before the first token', { answer: [], ending: 'stall' }],
        ['after the first token', { answer: ['The disk'], ending: 'stall' }],
      ])('stalled %s: gives up and hangs up', async (_, reply) => {
        const { model, server } = await make([reply], { patienceMs: 100 });
        await expect(read(model)).rejects.toMatchObject({ code: 'MODEL_STALLED' });
        expect(await server.requests[0]!.endedBy).toBe('client');
        expect(server.requests).toHaveLength(1);
      });
      test('slow but alive is not stalled', async () => {
        // Longer than the patience in all, each part far below it: also where the machine is busy.
        const answer = 'abcdefghij'.split('');
        const { model } = await make([{ answer, everyMs: 120 }], { patienceMs: 1000 });
        expect(await read(model)).toBe('abcdefghij');
      });
    });

    describe('asks again', () => {
      test('after the time that the endpoint names', async () => {
        const { model, time } = await make([
          { ...limited, headers: { 'retry-after': '7' } },
          { answer: 'Done.' },
        ]);
        expect(await read(model)).toBe('Done.');
        expect(time.slept).toEqual([7000]);
      });
      test('or at the hour that it names', async () => {
        const date = new Date(Date.now() + 6000).toUTCString();
        const { model, time } = await make([
          { ...limited, headers: { 'retry-after': date } },
          { answer: 'Done.' },
        ]);
        expect(await read(model)).toBe('Done.');
        expect(time.slept[0]).toBeGreaterThan(1000);
        expect(time.slept[0]).toBeLessThanOrEqual(6000);
      });
      test('after a growing time where it names none', async () => {
        const { model, time } = await make([limited, limited, { answer: 'Done.' }]);
        expect(await read(model)).toBe('Done.');
        expect(time.slept).toHaveLength(2);
        expect(time.slept[0]).toBeGreaterThan(0);
        expect(time.slept[1]).toBeGreaterThan(time.slept[0]!);
      });
      test('but not without end at a limit', async () => {
        const { model, server, time } = await make(Array.from({ length: 20 }, () => limited));
        await expect(read(model)).rejects.toMatchObject({ code: 'MODEL_RATE_LIMITED' });
        expect(server.requests.length).toBeGreaterThan(1);
        expect(server.requests.length).toBeLessThanOrEqual(6);
        expect(time.now()).toBeLessThanOrEqual(60_000);
      });
      test('but not in an hour', async () => {
        const { model, server, time } = await make([
          { ...limited, headers: { 'retry-after': '3600' } },
        ]);
        const error = read(model);
        await expect(error).rejects.toMatchObject({ code: 'MODEL_RATE_LIMITED' });
        await expect(error).rejects.toHaveProperty('hint', expect.stringContaining('3600 s'));
        expect(server.requests).toHaveLength(1);
        expect(time.slept).toEqual([]);
      });
      test('a little where the endpoint fails', async () => {
        const { model } = await make([failing, { answer: 'Done.' }]);
        expect(await read(model)).toBe('Done.');
        const broken = await make(Array.from({ length: 20 }, () => failing));
        await expect(read(broken.model)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
        expect(broken.server.requests.length).toBeLessThanOrEqual(4);
      });
      test('never where it was refused', async () => {
        for (const status of [400, 401, 403, 404, 422]) {
          const { model, server } = await make([{ status }]);
          await expect(read(model)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
          expect(server.requests).toHaveLength(1);
        }
      });
      test('never after a part of the answer was given', async () => {
        const { model, server } = await make([{ answer: ['The disk'], ending: 'cut' }]);
        const parts: string[] = [];
        const reading = (async () => {
          for await (const part of model.stream(question)) parts.push(part);
        })();
        await expect(reading).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
        expect(parts).toEqual(['The disk']);
        expect(server.requests).toHaveLength(1);
      });
    });

    describe('tells apart what went wrong', () => {
      test.each<[string, ScriptedReply, string]>([
        [
          'malformed JSON in a stream',
          { raw: 'data: {"cho\n\n', contentType: 'text/event-stream' },
          'MODEL_BAD_ANSWER',
        ],
        [
          'another form',
          { raw: 'data: [1]\n\n', contentType: 'text/event-stream' },
          'MODEL_BAD_ANSWER',
        ],
        ['a web page', { raw: '<html></html>', contentType: 'text/html' }, 'MODEL_BAD_ANSWER'],
        ['a stream that ends too early', { answer: ['Do'], finish: null }, 'MODEL_BAD_ANSWER'],
        [
          'an error inside the stream',
          {
            raw: 'data: {"error":{"message":"ResourceExhausted"}}\n\n',
            contentType: 'text/event-stream',
          },
          'MODEL_UNAVAILABLE',
        ],
        [
          'a redirect',
          { status: 307, headers: { location: 'http://127.0.0.1:1/v1' } },
          'MODEL_UNAVAILABLE',
        ],
      ])('%s', async (_, reply, code) => {
        const { model } = await make([reply]);
        await expect(read(model)).rejects.toMatchObject({ name: 'SherpaError', code });
      });
      test('an answer without end', async () => {
        const { model } = await make([
          { answer: Array.from({ length: 30 }, () => 'x'.repeat(100_000)) },
        ]);
        await expect(read(model)).rejects.toMatchObject({ code: 'MODEL_BAD_ANSWER' });
      });
      test('nobody listens', async () => {
        const { model, server } = await make();
        await server.close();
        await expect(read(model)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
      });
      test('the key is in no error, even where the endpoint repeats it', async () => {
        const { model } = await make([
          { status: 401, body: { error: { message: `Incorrect API key provided: ${key}` } } },
        ]);
        const error: unknown = await read(model).catch((error: unknown) => error);
        expect(error).toMatchObject({ code: 'MODEL_UNAVAILABLE' });
        expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(key);
      });
    });

    describe('is cancelled', () => {
      const reason = new Error('the reader left');
      test('before it asks', async () => {
        const { model, server } = await make();
        await expect(read(model, { ...question, signal: AbortSignal.abort(reason) })).rejects.toBe(
          reason,
        );
        expect(server.requests).toHaveLength(0);
      });
      test('while it answers: hangs up and keeps the reason', async () => {
        const { model, server } = await make([{ answer: ['The disk'], ending: 'stall' }]);
        const abort = new AbortController();
        const reading = (async () => {
          for await (const _ of model.stream({ ...question, signal: abort.signal }))
            abort.abort(reason);
        })();
        await expect(reading).rejects.toBe(reason);
        expect(await server.requests[0]!.endedBy).toBe('client');
      });
      test('while it waits to ask again', async () => {
        const { model, server, time } = await make([limited]);
        const abort = new AbortController();
        time.onSleep = () => abort.abort(reason);
        await expect(read(model, { ...question, signal: abort.signal })).rejects.toBe(reason);
        expect(server.requests).toHaveLength(1);
      });
      test('a reader that stops hangs up', async () => {
        const { model, server } = await make([{ answer: ['The disk', ' was'], ending: 'stall' }]);
        for await (const _ of model.stream(question)) break;
        expect(await server.requests[0]!.endedBy).toBe('client');
      });
    });

    describe('gives an object', () => {
      test.each([
        ['alone', '{"tool":"search","count":2}'],
        ['after thinking', '<think>{"tool":"no"}</think>{"tool":"search","count":2}'],
        ['in a code fence', 'Here:\n```json\n{"tool":"search","count":2}\n```\nGood luck {}'],
        [
          'as a tool call',
          '<TOOLCALL>[{"name":"choice","arguments":{"tool":"search","count":2}}]</TOOLCALL>',
        ],
        [
          'as a tool call with text',
          '<TOOLCALL>[{"name":"choice","arguments":"{\\"tool\\":\\"search\\",\\"count\\":2}"}]',
        ],
      ])('%s', async (_, answer) => {
        const { model, server } = await make([{ answer }]);
        expect(await model.generateObject(wanted)).toEqual({ tool: 'search', count: 2 });
        expect(server.requests).toHaveLength(1);
      });
      test.each([
        ['prose', 'I would search.'],
        ['half an object', '{"tool":"sea'],
        ['an object without what is required', '{"count":1}'],
      ])('after one repair of %s', async (_, answer) => {
        const { model, server } = await make([{ answer }, { answer: '{"tool":"search"}' }]);
        expect(await model.generateObject(wanted)).toEqual({ tool: 'search' });
        expect(server.requests).toHaveLength(2);
      });
      test('or says that there is none', async () => {
        const { model, server } = await make([{ answer: 'No.' }, { answer: 'No.' }]);
        await expect(model.generateObject(wanted)).rejects.toMatchObject({
          code: 'MODEL_BAD_ANSWER',
        });
        expect(server.requests).toHaveLength(2);
      });
      test.each([
        [['response_format'], 2],
        [['response_format', 'nvext'], 3],
      ])('from an endpoint that refuses %j, which it learns once', async (refusedFields, first) => {
        const object = { answer: '{"tool":"search"}' };
        const { model, server } = await make([object, object], { refusedFields });
        expect(await model.generateObject(wanted)).toEqual({ tool: 'search' });
        expect(server.requests).toHaveLength(first);
        expect(await model.generateObject(wanted)).toEqual({ tool: 'search' });
        expect(server.requests).toHaveLength(first + 1);
      });
    });

    describe('tells its health', () => {
      test('without ever throwing', async () => {
        await expect((await make()).model.health()).resolves.toMatchObject({ ok: true });
        const wrong = await make([], { models: ['another'] });
        expect(await wrong.model.health()).toMatchObject({ ok: false });
        const { setting, server } = await make();
        expect(await create({ ...setting, key: 'wrong' }).health()).toMatchObject({ ok: false });
        const silent = await make([], { models: 'silent', patienceMs: 100 });
        expect(await silent.model.health()).toMatchObject({ ok: false });
        const gone = create({ ...setting, key: 'gone' });
        await server.close();
        const health = await gone.health();
        expect(health.ok).toBe(false);
        expect(health.detail).not.toContain('gone');
      });
      test('at once where the caller gives up', async () => {
        const { model } = await make();
        expect(await model.health(AbortSignal.abort())).toMatchObject({ ok: false });
      });
    });
  });
}
