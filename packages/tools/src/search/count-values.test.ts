import { expect, test } from 'vitest';
import { areFacets, chooseFacet } from './choose-facet.ts';
import { ValueCounter, type KindOfLine } from './count-values.ts';
import { valueQuestion } from './value-question.ts';

const kind = (text: string): KindOfLine => ({ id: text, text });

/** Facets of lines; the place of a line is its number. */
function facetsOf(lines: readonly (readonly [line: string, template: string | null])[]) {
  const counter = new ValueCounter<number>();
  for (const [at, [line, template]] of lines.entries())
    counter.add(line, template === null ? null : kind(template), at + 1);
  return counter.facets();
}
const facet = (facets: ReturnType<typeof facetsOf>, name: string) =>
  facets.find((each) => each.name === name)!;

test('keys, fields of JSON and places of templates become facets with their counts and first lines', () => {
  const facets = facetsOf([
    ['login failed user=ann ip=10.0.0.1:4711', null],
    ['login failed user="bob b" ip=10.0.0.1:4712', null],
    ['login failed user=ann ip=10.0.0.2:4711 ruser=', null],
    ['{"msg":"login","user":"ann","http":{"status":401},"took_ms":12.5}', null],
    ['copied part 7 for reader 3 in 1.5 s', 'copied part <*> for reader <*> in <*> s'],
  ]);
  expect(facet(facets, 'user')).toMatchObject({ lines: 4, distinct: { count: 2, orMore: false } });
  expect(facet(facets, 'user').top).toEqual([
    { text: 'ann', count: 3, first: 1 },
    { text: 'bob b', count: 1, first: 2 },
  ]);
  // Where a connection comes from is the host, not its port.
  expect(facet(facets, 'ip').top[0]).toEqual({ text: '10.0.0.1', count: 2, first: 1 });
  expect(facet(facets, 'http.status')).toMatchObject({ kind: 'status' });
  expect(facet(facets, 'took_ms')).toMatchObject({ kind: 'duration', numbers: { mean: 12.5 } });
  expect(facet(facets, 'in … s')).toMatchObject({ kind: 'duration', numbers: { mean: 1500 } });
  expect(facets.map(({ name }) => name)).toContain('for reader');
  expect(facets.map(({ name }) => name)).not.toContain('ruser');
});

test('numbers have their extremes with the lines, also where units vary', () => {
  const template = 'block <*> stored (size <*> <*>, free <*> MB)';
  const { numbers } = facet(
    facetsOf([
      ['block rdd_1 stored (size 900 KB, free 10 MB)', template],
      ['block rdd_2 stored (size 1.2 GB, free 9 MB)', template],
      ['block rdd_3 stored (size 12 MB, free 8 MB)', template],
    ]),
    'size',
  );
  expect(numbers).toMatchObject({
    least: { text: '900 KB', place: 1 },
    greatest: { text: '1.2 GB', place: 2 },
    count: 3,
  });
});

test('a parameter of several words, and a message that is not of its template', () => {
  const template = 'Failed to read <*> from <*> port <*>';
  const facets = facetsOf([
    ['Failed to read the last page from 10.9.8.7 port 22', template],
    ['something else entirely', template],
  ]);
  expect(facet(facets, 'from').top).toEqual([{ text: '10.9.8.7', count: 1, first: 1 }]);
  expect(facet(facets, 'to read').top[0]!.text).toBe('the last page');
});

test('an id and a path are the whole word of which a part varies', () => {
  const facets = facetsOf([
    ['Deleting blk_-77 file /data/a/blk_-77', 'Deleting blk_<*> file /data/a/blk_<*>'],
  ]);
  expect(facet(facets, 'blk').top[0]!.text).toBe('blk_-77');
  expect(facets.find(({ kind: each }) => each === 'path')!.top[0]!.text).toBe('/data/a/blk_-77');
});

test('what is measured in lines of two kinds is not one measure', () => {
  const facets = facetsOf([
    ['took 3 s to start', 'took <*> s to start'],
    ['took 9 s to stop', 'took <*> s to stop'],
  ]);
  expect(facets.map(({ numbers }) => numbers!.greatest.text)).toEqual(['3', '9']);
  const chosen = chooseFacet(facets, valueQuestion('which one took longest to start?')!, '', 2);
  expect(chosen!.facet.numbers!.greatest.text).toBe('3');
});

test('more values than there is room for: what is frequent stays, and the answer says what it cannot know', () => {
  const counter = new ValueCounter<number>();
  for (let at = 0; at < 60_000; at++)
    counter.add(`id=${at % 3 === 0 ? 'often' : `once-${at}`}x host=h${at % 7}`, null, at);
  const facets = counter.facets();
  const id = facet(facets, 'id');
  expect(id.top[0]!.text).toBe('oftenx');
  expect(id.top[0]!.count).toBeGreaterThan(20_000 - id.missed - 1);
  expect(id.distinct.orMore).toBe(true);
  expect(facet(facets, 'host').distinct).toEqual({ count: 7, orMore: false });
});

test('hostile lines cost no more than others', () => {
  const counter = new ValueCounter<number>();
  const hostile = [
    'a='.repeat(4000),
    '='.repeat(8000),
    `${'a-'.repeat(4000)}1`,
    `x=${'1'.repeat(7000)}`,
    '('.repeat(8000),
    `k="${'\\"'.repeat(4000)}`,
    '{"a":'.repeat(1600),
    'a.'.repeat(4000),
    `__proto__=1 constructor=2 {"__proto__":3}`,
    '<*> '.repeat(2000),
  ];
  const started = performance.now();
  for (let round = 0; round < 20; round++)
    for (const line of hostile) counter.add(line, kind('<*> a <*> a <*> <*>b<*> <*>'), round);
  expect(performance.now() - started).toBeLessThan(3000);
  expect(counter.facets().length).toBeLessThanOrEqual(100);
});

test.each([
  ['which remote host comes up most?', 'rhost'],
  ['how many different users?', 'user'],
  ['which file is read most often?', 'path'],
  ['the slowest one?', 'elapsed_ms'],
  ['what is the average size', 'bytes'],
  ['which status is rarest', 'status'],
  ['which planet is the most common?', undefined],
  ['which planet took longest?', undefined],
  // What is counted stands behind the question word; what else is said does not make up for it.
  ['which planet sent the most bytes?', undefined],
  ['which user read the most files?', 'user'],
])('%s -> %s', (question, name) => {
  const lines = [1, 2, 3].map(
    (n) =>
      [
        `rhost=10.0.0.${n} user=u${n} uid=${n} path=/a/${n} elapsed_ms=${n} bytes=${n}00 status=20${n}`,
        null,
      ] as const,
  );
  expect(chooseFacet(facetsOf(lines), valueQuestion(question)!, '', 3)?.facet.name).toBe(name);
});

test('words that name facets, and words that do not', () => {
  const facets = facetsOf([['rhost=a.example.org user=x', null]]);
  expect(areFacets(facets, ['remote', 'host'])).toBe(true);
  expect(areFacets(facets, ['host', 'spawn'])).toBe(false);
});
