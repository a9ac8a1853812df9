import { afterEach, describe, expect, test } from 'vitest';
import {
  startScriptedModelServer,
  type ScriptedModelServer,
  type ScriptedModelServerOptions,
  type ScriptedReply,
} from '../../testing/index.ts';
import type { Embedder } from '../embedder.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** What the suite gives to the adapter that it tests. */
export interface EmbedderSetting {
  /** Base URL of an OpenAI-compatible endpoint, with `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly key: string;
  readonly dimensions: number;
  /** Milliseconds that one request may take. */
  readonly timeoutMs: number;
  /** For every wait before a request is sent again. */
  readonly time: VirtualTime;
}

const key = 'nvapi-0123456789abcdef';
const texts = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `event ${at} of the log`);

/** What every embedder on an OpenAI-compatible endpoint must do. */
export function embedderConformance(
  name: string,
  create: (setting: EmbedderSetting) => Embedder,
): void {
  describe(`${name} as an embedder`, () => {
    const servers: ScriptedModelServer[] = [];
    afterEach(async () => {
      for (const server of servers.splice(0)) await server.close();
    });
    const make = async (
      replies: readonly ScriptedReply[] = [],
      options: ScriptedModelServerOptions & { readonly timeoutMs?: number } = {},
    ) => {
      const server = await startScriptedModelServer({ key, dimensions: 4, ...options });
      servers.push(server);
      server.reply(...replies);
      const time = createVirtualTime();
      const embedder = create({
        baseUrl: server.url,
        model: 'scripted',
        key,
        dimensions: 4,
        timeoutMs: options.timeoutMs ?? 10_000,
        time,
      });
      return { server, time, embedder };
    };

    test('gives a vector a text, each of length 1', async () => {
      const { embedder } = await make();
      const vectors = await embedder.embed(texts(3), 'passage');
      expect(vectors).toHaveLength(3);
      for (const vector of vectors) {
        expect(vector).toBeInstanceOf(Float32Array);
        expect(vector).toHaveLength(embedder.dimensions);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
      }
      expect(await embedder.embed([], 'query')).toEqual([]);
    });
    test('a question is embedded as a question, a passage as a passage', async () => {
      const { embedder } = await make();
      const [query] = await embedder.embed(['disk full'], 'query');
      const [passage] = await embedder.embed(['disk full'], 'passage');
      expect(query).not.toEqual(passage);
      expect(await embedder.embed(['disk full'], 'query')).toEqual([query]);
    });
    test('in the order of the texts, whatever the order and the batches of the endpoint', async () => {
      const many = texts(100);
      const plain = await (await make()).embedder.embed(many, 'passage');
      for (const options of [
        { shuffled: true },
        { maxBatch: 7 },
        { shuffled: true, maxBatch: 1 },
      ]) {
        const { embedder } = await make([], options);
        expect(await embedder.embed(many, 'passage')).toEqual(plain);
      }
    });
    test('a batch size that the endpoint refused is not tried again', async () => {
      const { embedder, server } = await make([], { maxBatch: 8 });
      await embedder.embed(texts(32), 'passage');
      const sofar = server.requests.length;
      await embedder.embed(texts(32), 'passage');
      expect(server.requests.length - sofar).toBeLessThan(sofar);
    });
    test('a long text is cut by the endpoint, not refused', async () => {
      const { embedder } = await make([], { maxInputCharacters: 100 });
      expect(await embedder.embed(['x'.repeat(10_000), 'short'], 'passage')).toHaveLength(2);
    });
    test('one text that is refused is an error, and the request is not sent for ever', async () => {
      const { embedder, server } = await make([{ status: 400 }, { status: 400 }, { status: 400 }]);
      await expect(embedder.embed(texts(2), 'passage')).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
      });
      expect(server.requests).toHaveLength(2);
    });
    test('another dimension than the expected', async () => {
      const { embedder } = await make([], { dimensions: 5 });
      await expect(embedder.embed(['a'], 'query')).rejects.toMatchObject({
        code: 'EMBEDDING_DIMENSION',
        details: { actual: 5, expected: 4 },
      });
    });
    test.each<[string, ScriptedReply]>([
      ['no JSON', { raw: '{"data": [' }],
      ['another form', { raw: '{"data": {}}' }],
      ['null', { raw: 'null' }],
      ['too few', { vectors: [] }],
      ['no number', { raw: '{"data":[{"index":0,"embedding":["a","b","c","d"]}]}' }],
      ['no direction', { vectors: [[0, 0, 0, 0]] }],
      ['a wrong index', { raw: '{"data":[{"index":1,"embedding":[1,2,3,4]}]}' }],
      ['no end', { raw: `{"data":[${' '.repeat(10_000_000)}]}` }],
    ])('an answer that cannot be used: %s', async (_, reply) => {
      const { embedder } = await make([reply]);
      await expect(embedder.embed(['a'], 'query')).rejects.toMatchObject({
        code: 'MODEL_BAD_ANSWER',
      });
    });
    test('asks again at a limit and after a failure, and not for ever', async () => {
      const { embedder, time } = await make([
        { status: 429, headers: { 'retry-after': '3' } },
        { status: 500 },
      ]);
      expect(await embedder.embed(['a'], 'passage')).toHaveLength(1);
      expect(time.slept[0]).toBe(3000);
      const limited = await make(Array.from({ length: 30 }, () => ({ status: 429 })));
      await expect(limited.embedder.embed(['a'], 'passage')).rejects.toMatchObject({
        code: 'MODEL_RATE_LIMITED',
      });
      const failing = await make(Array.from({ length: 30 }, () => ({ status: 500 })));
      await expect(failing.embedder.embed(['a'], 'passage')).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
      });
    });
    test('a silent endpoint is given up', async () => {
      const { embedder, server } = await make([{ silent: true }], { timeoutMs: 100 });
      await expect(embedder.embed(['a'], 'query')).rejects.toMatchObject({ code: 'MODEL_STALLED' });
      expect(await server.requests[0]!.endedBy).toBe('client');
    });
    test('an abort hangs up, keeps its reason, and nothing more is asked', async () => {
      const { embedder, server } = await make([{ silent: true }]);
      const reason = new Error('enough');
      const abort = new AbortController();
      const embedding = embedder.embed(texts(100), 'passage', abort.signal);
      setImmediate(() => abort.abort(reason));
      await expect(embedding).rejects.toBe(reason);
      for (const { endedBy } of server.requests) expect(await endedBy).toBe('client');
      await expect(embedder.embed(['a'], 'query', AbortSignal.abort(reason))).rejects.toBe(reason);
      expect(server.requests.length).toBeLessThanOrEqual(1);
    });
    test('a wrong key is an error without the key', async () => {
      const { embedder } = await make([], { key: 'another' });
      const error: unknown = await embedder.embed(['a'], 'query').catch((error: unknown) => error);
      expect(error).toMatchObject({ code: 'MODEL_UNAVAILABLE' });
      expect(JSON.stringify(error) + String(error)).not.toContain(key);
    });
  });
}
