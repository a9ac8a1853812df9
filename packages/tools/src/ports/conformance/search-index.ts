import { describe, expect, test } from 'vitest';
import type { SearchIndex } from '../search-index.ts';

/** What every search index must do. `create` gives an empty index. */
export function searchIndexConformance(name: string, create: () => Promise<SearchIndex>): void {
  describe(`${name} as a search index`, () => {
    const fill = async () => {
      const index = await create();
      await index.upsert('c', [
        {
          id: '1',
          text: 'disk full',
          vector: Float32Array.of(1, 0),
          payload: { project: 'p', level: 'error', at: 1 },
        },
        {
          id: '2',
          text: 'disk slow disk',
          vector: Float32Array.of(0, 1),
          payload: { project: 'p', level: 'warn', at: 2 },
        },
        { id: '3', text: 'heap full', payload: { project: 'other', level: 'error', at: 3 } },
      ]);
      return index;
    };
    const ids = ({ hits }: { hits: readonly { id: string }[] }) => hits.map(({ id }) => id);

    test('any word makes a candidate; more and rarer words rank higher', async () => {
      const index = await fill();
      const found = await index.search('c', { words: ['disk', 'full'], limit: 10 });
      expect(found.total).toBe(3);
      expect(ids(found)[0]).toBe('1');
      expect(found.hits[0]!.payload).toEqual({ project: 'p', level: 'error', at: 1 });
    });
    test('a word counts by its weight', async () => {
      const index = await fill();
      const best = async (weights: [string, number][]) =>
        ids(
          await index.search('c', {
            words: ['slow', 'heap', 'full'],
            wordWeights: new Map(weights),
            limit: 10,
          }),
        );
      expect((await best([['slow', 0.1]]))[0]).toBe('3');
      expect((await best([['slow', 9]]))[0]).toBe('2');
      expect(await best([['slow', 0.1]])).toHaveLength(3);
    });
    test('filters by one value or several', async () => {
      const index = await fill();
      const must = { project: 'p', level: ['error', 'fatal'] };
      expect(
        ids(await index.search('c', { words: ['full'], limit: 10, filter: { must } })),
      ).toEqual(['1']);
      expect(await index.count('c', { must: { level: 'error' } })).toBe(2);
    });
    test('phrases leave out documents without their words in this order', async () => {
      const index = await fill();
      const search = (phrases: string[][]) =>
        index.search('c', { words: ['disk', 'full'], phrases, limit: 10 });
      expect(ids(await search([['disk', 'full']]))).toEqual(['1']);
      expect(ids(await search([['full', 'disk']]))).toEqual([]);
      expect(await search([['disk'], ['slow', 'disk']])).toMatchObject({ total: 1 });
    });
    test('what is excluded leaves out documents that have it', async () => {
      const index = await fill();
      const search = (without: string[][]) =>
        index.search('c', { words: ['disk', 'full'], without, limit: 10 });
      expect(ids(await search([['disk']]))).toEqual(['3']);
      expect(ids(await search([['full', 'disk']]))).toHaveLength(3);
      expect(await search([['disk', 'full'], ['heap']])).toMatchObject({ total: 1 });
    });
    test('payloads by id', async () => {
      const index = await fill();
      expect(await index.get('c', ['3', 'none', '1'])).toEqual([
        { project: 'other', level: 'error', at: 3 },
        null,
        { project: 'p', level: 'error', at: 1 },
      ]);
    });
    test('the total counts what the limit cuts', async () => {
      const index = await fill();
      const found = await index.search('c', { words: ['full', 'disk'], limit: 1 });
      expect(found).toMatchObject({ total: 3 });
      expect(found.hits).toHaveLength(1);
    });
    test('dense, and fused with words', async () => {
      const index = await fill();
      const vector = Float32Array.of(0, 1);
      expect(ids(await index.search('c', { vector, limit: 2 }))).toEqual(['2', '1']);
      const fused = await index.search('c', {
        vector,
        words: ['full'],
        limit: 3,
        weights: { lexical: 5, dense: 1 },
      });
      expect(ids(fused)[0]).toBe('1');
    });
    test('writing again replaces, deleting by filter says how many', async () => {
      const index = await fill();
      await index.upsert('c', [
        { id: '1', text: 'network', payload: { project: 'p', level: 'info', at: 9 } },
      ]);
      expect(await index.count('c')).toBe(3);
      expect(ids(await index.search('c', { words: ['full'], limit: 10 }))).toEqual(['3']);
      expect(await index.delete('c', { must: { project: 'p' } })).toBe(2);
      expect(await index.count('c')).toBe(1);
    });
    test('all documents can be read, and written elsewhere', async () => {
      const index = await fill();
      const many = Array.from({ length: 300 }, (_, at) => ({
        id: `many ${at}`,
        text: `word${at} _ end`,
        payload: { project: 'p', at },
      }));
      await index.upsert('c', many);
      const read = await Array.fromAsync(index.documents('c'));
      expect(new Set(read.map(({ id }) => id)).size).toBe(303);
      expect(read).toContainEqual(many[7]);
      expect(read.find(({ id }) => id === '2')).toEqual({
        id: '2',
        text: 'disk slow disk',
        vector: Float32Array.of(0, 1),
        payload: { project: 'p', level: 'warn', at: 2 },
      });
      await index.upsert('other', read);
      expect(ids(await index.search('other', { words: ['word7'], limit: 5 }))).toEqual(['many 7']);
    });
    test('what other projects have changes neither the ranking of a project nor its scores', async () => {
      const index = await create();
      const own = [
        { id: '1', text: 'lease lost by the worker', payload: { project: 'p' } },
        { id: '2', text: 'disk full on the worker', payload: { project: 'p' } },
        { id: '3', text: 'disk slow', payload: { project: 'p' } },
      ];
      await index.upsert('c', own);
      const ask = async () => {
        const filter = { must: { project: 'p' } };
        const words = ['lease', 'disk', 'worker', 'full'];
        const wordWeights = new Map([['full', 0.5]]);
        const { hits, total } = await index.search('c', { words, wordWeights, filter, limit: 9 });
        return { total, hits: hits.map(({ id, score }) => ({ id, score })) };
      };
      const alone = await ask();
      expect(alone.total).toBe(3);
      // A word that is rare here is common there, and documents are longer.
      await index.upsert(
        'c',
        Array.from({ length: 60 }, (_, at) => ({
          id: `other ${at}`,
          text: `lease lost ${'lease again and again '.repeat(at % 7)}`.trim(),
          payload: { project: 'other' },
        })),
      );
      expect(await ask()).toEqual(alone);
      expect(await index.delete('c', { must: { project: 'other' } })).toBe(60);
      expect(await ask()).toEqual(alone);
      const nobody = { words: ['lease'], filter: { must: { project: 'nobody' } }, limit: 9 };
      expect(await index.search('c', nobody)).toEqual({ hits: [], total: 0 });
    });
    test('collections do not mix; words of the query have no syntax', async () => {
      const index = await fill();
      expect((await index.search('other', { words: ['disk'], limit: 10 })).total).toBe(0);
      for (const word of ['"', 'NEAR(', 'a OR b', '*', '-disk', 'text:disk', "'; DROP TABLE x"])
        expect((await index.search('c', { words: [word], limit: 10 })).hits).toBeInstanceOf(Array);
      expect((await index.search('c', { words: [], limit: 10 })).total).toBe(0);
    });
  });
}
