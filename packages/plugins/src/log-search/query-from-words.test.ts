import { expect, test } from 'vitest';
import { queryFromWords } from './query-from-words.ts';

const now = Date.UTC(2026, 2, 15, 12);
const situation = { now, earlier: null, mentioned: [] };
const after = (query: string, data: unknown = null) => ({
  ...situation,
  earlier: { input: { query }, data },
});

test.each([
  ['how many lines have "lost leader"?', '"lost leader"'],
  ["count the lines with 'quota exceeded'", '"quota exceeded"'],
  [
    'show every line with container_e07_1700000000000_0001_01_000003',
    '"container_e07_1700000000000_0001_01_000003"',
  ],
  ['which requests came from 10.1.2.3', '"10.1.2.3"'],
  ['list all warnings', 'level:warn'],
  ['Zeig mir die Fehler', 'level:error'],
  ['warnings of the compactor', 'level:warn compactor'],
  ['errors between 02:00 and 03:30', 'level:error after:02:00 before:03:30'],
  ['show errors of the last 2 hours', 'level:error after:-2h'],
  ['PUT requests, how many?', '"PUT"'],
  // Words alone are searched by meaning, and the query language is left alone.
  [
    'how often did a broker lose its leader, and whose?',
    'how often did a broker lose its leader, and whose?',
  ],
  ['level:error -heartbeat', 'level:error -heartbeat'],
  ['"a b" after:-5m', '"a b" after:-5m'],
])('%s -> %s', (text, query) => {
  expect(queryFromWords(text, situation)).toEqual({ query });
});

test.each([
  ['only yesterday', '"lost leader"', '"lost leader" after:2026-03-14 before:2026-03-14T23:59:59'],
  [
    'and the day before that?',
    '"lost leader" after:2026-03-14 before:2026-03-14T23:59:59',
    '"lost leader" after:2026-03-13 before:2026-03-13T23:59:59',
  ],
  ['just those of March 2', '"x y"', '"x y" after:2026-03-02 before:2026-03-02T23:59:59'],
  ['and in December?', '"x y"', '"x y" after:2025-12-01 before:2025-12-31T23:59:59'],
  ["and 'new leader'?", '"lost leader" after:02:00', '"new leader" after:02:00'],
  [
    'sorry, I meant 04:00 to 05:00',
    'level:warn after:01:00 before:02:00',
    'level:warn after:04:00 before:05:00',
  ],
  [
    'and errors in the same hour?',
    'level:warn after:01:00 before:02:00',
    'level:error after:01:00 before:02:00',
  ],
  ['over the whole file?', 'level:error after:01:00 before:02:00', 'level:error'],
  ['when was the first of them?', '"lost leader"', '"lost leader"'],
  ['how many warnings are there?', '"lost leader"', 'level:warn'],
])('%s, after %s -> %s', (text, earlier, query) => {
  expect(queryFromWords(text, after(earlier))).toEqual({ query });
});

test('what was found first by meaning is what a follow-up is about', () => {
  const data = {
    hits: [{ template: 'lost leader <*>' }],
    counts: {
      templates: [{ id: 'abc123', text: 'lost leader <*>' }],
      lastTime: Date.UTC(2024, 5, 1),
    },
  };
  expect(queryFromWords('and in May?', after('who lost the leader', data))).toEqual({
    query: 'template:abc123 after:2024-05-01 before:2024-05-31T23:59:59',
  });
});

const found = {
  values: {
    facets: [
      { name: 'rhost', kind: 'address' },
      { name: 'user', kind: 'word' },
    ],
  },
};

test.each([
  // [said, the search before, the search now, what it asks]
  ['which remote host is it mostly?', '"x y"', '"x y"'],
  ['how many different users?', '"x y" after:02:00', '"x y" after:02:00'],
  ['over the whole file, which host most?', '"x y" after:02:00', '"x y"'],
  ['and which planet most often?', '"x y"', '"x y"'],
  [
    'which of them took longest yesterday?',
    '"x y"',
    '"x y" after:2026-03-14 before:2026-03-14T23:59:59',
  ],
])('%s goes on from the search before', (text, earlier, query) => {
  expect(queryFromWords(text, after(earlier, found))).toEqual({ query, ask: text });
});

test('another question about values is a search of its own', () => {
  for (const text of [
    'different question: which host was slowest?',
    'which shard took longest to open?',
  ])
    expect(queryFromWords(text, after('"x y"', found))).toEqual({ query: text, ask: text });
});

test('a question that names nothing is about what was asked before, also in other lines', () => {
  const earlier = {
    input: { query: 'which shard took longest to open?', ask: 'which shard took longest to open?' },
    data: null,
  };
  expect(queryFromWords('and the fastest?', { ...situation, earlier })).toEqual({
    query: 'which shard took longest to open?',
    ask: 'which shard took, open: and the fastest?',
  });
  expect(
    queryFromWords('only yesterday', {
      ...situation,
      earlier: { input: { query: '"x y"', ask: 'which host most?' }, data: found },
    }),
  ).toEqual({
    query: '"x y" after:2026-03-14 before:2026-03-14T23:59:59',
    ask: 'which host most?',
  });
});
