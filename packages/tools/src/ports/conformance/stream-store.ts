import { describe, expect, test } from 'vitest';
import type { StreamStore } from '../stream-store.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (part: Uint8Array): string => new TextDecoder().decode(part);

/** What every stream store must do. `create` gives an empty one. */
export function streamStoreConformance(name: string, create: () => Promise<StreamStore>): void {
  describe(`${name} as a stream store`, () => {
    test('grows, and is read while it grows', async () => {
      const store = await create();
      expect(await store.state('a')).toBeNull();
      expect(await store.append('a', bytes('one\n'))).toBe(4);
      expect(text(await store.read('a', 1, 3))).toBe('ne');
      expect(await store.append('a', bytes('two\n'))).toBe(8);
      expect(await store.append('b', bytes('x'))).toBe(1);
      expect(text(await store.read('a', 4, 100))).toBe('two\n');
      expect(await store.state('a')).toMatchObject({ bytes: 8 });
      const whole: string[] = [];
      for await (const part of store.get('a')) whole.push(text(part));
      expect(whole.join('')).toBe('one\ntwo\n');
      expect((await store.list()).toSorted()).toEqual(['a', 'b']);
    });
    test('an empty part begins a stream', async () => {
      const store = await create();
      expect(await store.append('a', new Uint8Array())).toBe(0);
      expect(await store.state('a')).toMatchObject({ bytes: 0 });
      expect(await Array.fromAsync(store.get('a'))).toEqual([]);
      expect(await store.append('a', bytes('one'))).toBe(3);
      expect(await store.append('a', new Uint8Array())).toBe(3);
      expect(await store.append('a', new Uint8Array(5 << 20))).toBe(3 + (5 << 20));
      expect(text(await store.read('a', 0, 3))).toBe('one');
      expect((await store.read('a', 2, 9 << 20)).length).toBe(1 + (5 << 20));
    });
    test('is gone when it is deleted, and may begin anew', async () => {
      const store = await create();
      await store.append('a', bytes('one'));
      await store.delete('a');
      await store.delete('a');
      expect(await store.state('a')).toBeNull();
      expect(text(await store.read('a', 0, 3))).toBe('');
      expect(await store.append('a', bytes('2'))).toBe(1);
    });
    test('takes no name that leads elsewhere', async () => {
      const store = await create();
      for (const id of ['../a', 'a/b', '', '.', 'a\u0000'])
        await expect(store.append(id, bytes('x'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });
}
