import { describe, expect, test } from 'vitest';
import type { BlobStore } from '../blob-store.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function* chunksOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield bytesOf(text);
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text;
}

/** What every blob store must do. `create` gives a new, empty store. */
export function blobStoreConformance(name: string, create: () => Promise<BlobStore>): void {
  describe(`${name} as a blob store`, () => {
    test('gives back what was put, under its hash', async () => {
      const store = await create();
      const put = await store.put(chunksOf('hello ', 'wörld'));
      expect(put).toMatchObject({ bytes: 12, existed: false });
      expect(put.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(await textOf(store.get(put.sha256))).toBe('hello wörld');
      expect(await store.size(put.sha256)).toBe(12);
    });
    test('keeps one copy of the same content', async () => {
      const store = await create();
      const first = await store.put(chunksOf('same'));
      const second = await store.put(chunksOf('sa', 'me'));
      expect(second).toEqual({ ...first, existed: true });
      expect(await Array.fromAsync(store.list())).toEqual([first.sha256]);
    });
    test('reads ranges, also beyond the end', async () => {
      const store = await create();
      const { sha256 } = await store.put(chunksOf('0123456789'));
      expect(await textOf(store.get(sha256, { from: 2, to: 5 }))).toBe('234');
      expect(new TextDecoder().decode(await store.read(sha256, 8, 20))).toBe('89');
      expect(await textOf(store.get(sha256, { from: 4, to: 4 }))).toBe('');
    });
    test('gives the same bytes where one buffer is used for all chunks', async () => {
      const store = await create();
      const { sha256 } = await store.put(chunksOf('0123456789'.repeat(300_000)));
      for (const range of [undefined, { from: 5, to: 2_500_001 }])
        expect(await textOf(store.get(sha256, range, { oneBuffer: true }))).toBe(
          await textOf(store.get(sha256, range)),
        );
      const missing = store.get('0'.repeat(64), undefined, { oneBuffer: true });
      await expect(textOf(missing)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
    test('an empty blob is a blob', async () => {
      const store = await create();
      const { sha256, bytes } = await store.put(chunksOf());
      expect(bytes).toBe(0);
      expect(await textOf(store.get(sha256))).toBe('');
    });
    test('a source that fails, or is aborted, leaves nothing', async () => {
      const store = await create();
      const failing = (async function* () {
        yield bytesOf('half');
        throw new Error('gone');
      })();
      await expect(store.put(failing)).rejects.toThrow('gone');
      const abort = new AbortController();
      const aborted = (async function* () {
        yield bytesOf('half');
        abort.abort(new Error('stopped'));
        yield bytesOf('more');
      })();
      await expect(store.put(aborted, { signal: abort.signal })).rejects.toThrow('stopped');
      expect(await Array.fromAsync(store.list())).toEqual([]);
    });
    test('tells the hash before the content is there, and keeps nothing when that fails', async () => {
      const store = await create();
      const seen: (number | null)[] = [];
      const hold = async (sha256: string): Promise<void> => {
        seen.push(await store.size(sha256));
      };
      const { sha256 } = await store.put(chunksOf('held'), { hold });
      await store.put(chunksOf('held'), { hold });
      expect(seen).toEqual([null, 4]);
      const refuse = { hold: () => Promise.reject(new Error('no')) };
      await expect(store.put(chunksOf('refused'), refuse)).rejects.toThrow('no');
      expect(await Array.fromAsync(store.list())).toEqual([sha256]);
    });
    test('content that is deleted before it is held is stored again', async () => {
      const store = await create();
      const { sha256 } = await store.put(chunksOf('contested'));
      const put = await store.put(chunksOf('contested'), { hold: (hash) => store.delete(hash) });
      expect(put).toEqual({ sha256, bytes: 9, existed: false });
      expect(await textOf(store.get(sha256))).toBe('contested');
    });
    test('what is not there is NOT_FOUND, and a name that is no hash leads nowhere', async () => {
      const store = await create();
      const missing = 'a'.repeat(64);
      await expect(store.read(missing, 0, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(textOf(store.get(missing))).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(store.read('../../etc/passwd', 0, 1)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await store.size(missing)).toBeNull();
      await store.delete(missing);
    });
    test('deletes', async () => {
      const store = await create();
      const { sha256 } = await store.put(chunksOf('x'));
      await store.delete(sha256);
      expect(await store.size(sha256)).toBeNull();
    });
    test('two puts of the same content at once', async () => {
      const store = await create();
      const both = await Promise.all([store.put(chunksOf('twin')), store.put(chunksOf('twin'))]);
      expect(both[0]!.sha256).toBe(both[1]!.sha256);
      expect(await textOf(store.get(both[0]!.sha256))).toBe('twin');
    });
  });
}
