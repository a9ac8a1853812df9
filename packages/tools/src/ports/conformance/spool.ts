import { describe, expect, test } from 'vitest';
import type { Spool } from '../spool.ts';

async function* chunksOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** What every spool must do. `create` gives a new one. */
export function spoolConformance(name: string, create: () => Promise<Spool>): void {
  describe(`${name} as a spool`, () => {
    test('gives back any range, also beyond the end', async () => {
      const kept = await (await create()).keep(chunksOf('01234', '', '56789'));
      expect(kept.bytes).toBe(10);
      expect(textOf(await kept.read(3, 7))).toBe('3456');
      expect(textOf(await kept.read(8, 20))).toBe('89');
      expect(textOf(await kept.read(12, 20))).toBe('');
      await kept.close();
    });
    test('keeps several at once', async () => {
      const spool = await create();
      const [one, two] = await Promise.all([spool.keep(chunksOf('a')), spool.keep(chunksOf('b'))]);
      expect(textOf(await one.read(0, 1)) + textOf(await two.read(0, 1))).toBe('ab');
      await one.close();
      expect(textOf(await two.read(0, 1))).toBe('b');
      await two.close();
    });
    test('throws what the source throws, and the abort reason', async () => {
      const spool = await create();
      const failing = (async function* () {
        yield new Uint8Array(3);
        throw new Error('gone');
      })();
      await expect(spool.keep(failing)).rejects.toThrow('gone');
      const signal = AbortSignal.abort(new Error('enough'));
      await expect(spool.keep(chunksOf('a'), { signal })).rejects.toThrow('enough');
    });
  });
}
