import { expect, test } from 'vitest';
import { createTemplateMiner } from './mine-templates.ts';
import { templateId } from './template-id.ts';

type Options = NonNullable<Parameters<typeof createTemplateMiner<number>>[0]>;

function mine(messages: readonly string[], options: Options = {}) {
  const miner = createTemplateMiner<number>(options);
  const ids = messages.map((message, at) => miner.add(message, at));
  const templates = miner.templates();
  return { miner, ids, templates, texts: templates.map(({ text }) => text) };
}

const fill = (count: number, line: (at: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => line(at));

/** A word of letters for a number, so that masking does not help. */
const wordOf = (value: number): string =>
  Array.from(String(value), (digit) => 'abcdefghij'[Number(digit)]!).join('') + 'zz';

/** Park and Miller's generator: the same "random" words in every run. */
const randomWords = (seed: number) => {
  let state = seed;
  return (): string => wordOf((state = (state * 48_271) % 2_147_483_647));
};

test.each([
  ['Registered node es-1', 'Registered node es-<*>'],
  [
    'Finished task 7.0 in stage 6.0 (TID 16) in 3013 ms',
    'Finished task <*> in stage <*> (TID <*>) in <*> ms',
  ],
  ['Connected to 192.0.2.7:9092', 'Connected to <*>'],
  ['took 12.41s, 3.2 MB of 8GB', 'took <*>s, <*> MB of <*>GB'],
  ['job 5f2c9d8e7a6b5c4d3e2f1a0b9c8d7e6f done', 'job <*> done'],
  ['id 123e4567-e89b-12d3-a456-426614174000 kept', 'id <*> kept'],
  ['at 0x7f3a10 in log4j over ssh2', 'at <*> in log4j over ssh2'],
  ['offset=-5, next=+7', 'offset=<*>, next=<*>'],
  ['expires Fri Jun 17 07:07:00 2005 at last', 'expires <*> at last'],
  ['1 2 3 4 values', '<*> values'],
  ['deadlock detected', 'deadlock detected'],
  ['  spaces\t and tabs ', 'spaces and tabs'],
  ['größe 12 überschritten', 'größe <*> überschritten'],
  ['表 42 行', '表 <*> 行'],
  ['', ''],
])('one message: %s', (message, template) => {
  expect(mine([message]).texts).toEqual([template]);
});

test.each<[string, string[], string[]]>([
  [
    'Kafka: two topics are enough, for they are ids',
    [
      '[Partition orders-12 broker=3] Log loaded with initial high watermark 5582',
      '[Partition payments-0 broker=1] Log loaded with initial high watermark 0',
    ],
    ['[Partition <*> broker=<*>] Log loaded with initial high watermark <*>'],
  ],
  [
    'Airflow: an exit code is a number, whatever its sign',
    ['Task exited with return code 1', 'Task exited with return code -9'],
    ['Task exited with return code <*>'],
  ],
  [
    'Trino: what went wrong keeps queries apart',
    [
      'Query 20261122_013007_00042_x7k2p failed: Query exceeded per-node memory limit of 2GB',
      'Query 20261122_014512_00107_x7k2p failed: Query exceeded per-node memory limit of 8GB',
      "Query 20261122_014513_00108_x7k2p failed: line 4:12: Column 'amount' cannot be resolved",
    ],
    [
      'Query <*>_x7k2p failed: Query exceeded per-node memory limit of <*>GB',
      "Query <*>_x7k2p failed: line <*>: Column 'amount' cannot be resolved",
    ],
  ],
  [
    'Flink: states in capitals keep apart',
    [
      'Source: orders (3/8) switched from RUNNING to FAILED on worker-3',
      'Source: orders (1/8) switched from DEPLOYING to RUNNING on worker-1',
      'Source: orders (2/8) switched from DEPLOYING to RUNNING on worker-2',
    ],
    [
      'Source: orders (<*>) switched from RUNNING to FAILED on worker-<*>',
      'Source: orders (<*>) switched from DEPLOYING to RUNNING on worker-<*>',
    ],
  ],
  [
    'Postgres: three reasons are three statements',
    ['statement timeout', 'lock timeout', 'user request'].map(
      (reason) => `canceling statement due to ${reason}`,
    ),
    [
      'canceling statement due to statement timeout',
      'canceling statement due to lock timeout',
      'canceling statement due to user request',
    ],
  ],
  [
    'Postgres: the word behind `user` is a name',
    [
      'password authentication failed for user "etl"',
      'password authentication failed for user "airflow"',
    ],
    ['password authentication failed for user "<*>"'],
  ],
  [
    'dbt: models are names with dots',
    ['analytics.orders', 'analytics.customers', 'staging.payments'].map(
      (model, at) => `${at} of 32 START sql table model ${model}`,
    ),
    ['<*> of <*> START sql table model <*>'],
  ],
  [
    'nginx: paths are values',
    ['open() "/srv/www/a.png" failed', 'open() "/srv/www/img/b.png" failed'],
    ['open() "/srv/www/<*>" failed'],
  ],
  [
    'four different words are a parameter',
    ['alpha', 'bravo', 'charlie', 'delta'].map((name) => `the service ${name} started`),
    ['the service <*> started'],
  ],
  [
    'three are not yet',
    ['alpha', 'bravo', 'charlie'].map((name) => `the service ${name} started`),
    ['alpha', 'bravo', 'charlie'].map((name) => `the service ${name} started`),
  ],
  [
    'what happened is no parameter, however many words say it',
    ['paused', 'resumed', 'starting', 'stopped', 'migrated'].map(
      (verb) => `the guest ${verb} at 7`,
    ),
    ['paused', 'resumed', 'starting', 'stopped', 'migrated'].map(
      (verb) => `the guest ${verb} at <*>`,
    ),
  ],
  [
    'switches are values, several at once too',
    ['fans ( on off on ) checked', 'fans ( off off on ) checked', 'fans ( on on off ) checked'],
    ['fans ( <*> ) checked'],
  ],
  [
    'where nothing can be given, something can',
    ['open file mode=null now', 'open file mode=append now'],
    ['open file mode=<*> now'],
  ],
  [
    'another name is another statement',
    ['request from=10.0.0.1 done', 'request until=10.0.0.2 done'],
    ['request from=<*> done', 'request until=<*> done'],
  ],
  [
    'hosts and packages are values, classes are not',
    [
      'reach db1.example.com for org.example.app/.Main at last',
      'reach files.example.org for com.sample.tool/.Start at last',
      'caught com.sample.FirstError at last',
      'caught com.sample.OtherError at last',
    ],
    [
      'reach <*> for <*> at last',
      'caught com.sample.FirstError at last',
      'caught com.sample.OtherError at last',
    ],
  ],
  ['short hashes are values', ['at commit ab12cd', 'at commit fe9876'], ['at commit <*>']],
  [
    'two parameters at once',
    ['ab', 'bc', 'cd', 'de', 'ef'].map(
      (name, at) => `moved from ${name} over to ${'uvwxy'[at]}q now`,
    ),
    ['moved from <*> over to <*> now'],
  ],
  [
    'only the value behind a sign is open',
    ['ann', 'ben', 'cem', 'dan', 'eve'].map((name) => `auth failure rhost=${name}; tries`),
    ['auth failure rhost=<*>; tries'],
  ],
])('templates: %s', (_, messages, expected) => {
  expect(mine(messages).texts).toEqual(expected);
});

test('a wildcard that stands in a message is one', () => {
  expect(mine(['the <*> of it', 'the 5 of it']).texts).toEqual(['the <*> of it']);
});

test('words that were made to collide are told apart or taken for values, never for each other', () => {
  // `costarring` and `liquid` have the same FNV-1a hash of 32 bits.
  const rows = fill(200, (at) =>
    Array.from({ length: 8 }, (_, bit) => ((at >> bit) & 1 ? 'costarring' : 'liquid')).join('_'),
  );
  const { texts } = mine(
    rows.map((row) => `word ${row} of a row`),
    { maxTemplates: 400 },
  );
  expect(texts.length).toBeLessThanOrEqual(200);
  expect(mine(['a liquid thing', 'a costarring thing']).texts).toEqual([
    'a liquid thing',
    'a costarring thing',
  ]);
});

test('lists of any length are one template', () => {
  const { texts, ids, miner } = mine([
    'freed blocks 1 2',
    'freed blocks 7 8 9 10',
    'freed blocks 3',
  ]);
  expect(texts).toEqual(['freed blocks <*>']);
  expect(new Set(ids.map((id) => miner.resolve(id))).size).toBe(1);
});

test('values of different word counts read the same in the end and are merged', () => {
  const messages = ['moved 5 now', ...fill(5, (at) => `moved ${wordOf(at)} ${at} now`)];
  const { texts, templates } = mine(messages);
  expect(texts).toEqual(['moved <*> now']);
  expect(templates[0]!.count).toBe(messages.length);
});

test.each<[string, string[], string[]]>([
  [
    'a list with gaps in it',
    ['speeds ( 3400 *** 3100 ) measured', 'speeds ( 3400 3100 ) measured'],
    ['speeds ( <*> ) measured'],
  ],
  [
    'a number with its unit',
    ['closed after 00:12', 'closed after 3 sec', 'closed after 15 min'],
    ['closed after <*>'],
  ],
  [
    'quotes around several words',
    ['alpha', 'two words', 'and three more'].map((tag) => `acquired tag="${tag}", count=3`),
    ['acquired tag="<*>", count=<*>'],
  ],
  [
    'a command in brackets',
    ['run-parts /etc/daily', 'test -x /bin/a && /bin/a', 'sync', 'clean --all -v'].map(
      (command) => `(root) CMD (${command})`,
    ),
    ['(root) CMD (<*>)'],
  ],
  [
    'a remark in brackets is part of the statement',
    ['mapped range 1 (usable)', 'mapped range 2 (for later use)', 'mapped range 3 (held)'],
    ['mapped range <*> (usable)', 'mapped range <*> (for later use)', 'mapped range <*> (held)'],
  ],
  [
    'other texts of several words stay apart',
    ['no such file', 'bad format', 'timed out at last'].map((why) => `cannot load: ${why}`),
    ['cannot load: no such file', 'cannot load: bad format', 'cannot load: timed out at last'],
  ],
])('parameters of several words: %s', (_, messages, expected) => {
  expect(mine(messages).texts).toEqual(expected);
});

test('a message that came before its template was known to be open is counted there in the end', () => {
  const names = ['ann', 'ben', 'cem', 'dan'];
  const { texts, miner, ids } = mine([
    'copy from zoe to yan by xia',
    ...names.flatMap((a) =>
      names.flatMap((b) => names.map((c) => `copy from ${a} to ${b} by ${c}`)),
    ),
  ]);
  expect(texts).toEqual(['copy from <*> to <*> by <*>']);
  expect(new Set(ids.map((id) => miner.resolve(id))).size).toBe(1);
});

test('an id of a merged template leads to the one that was seen first; counts add up', () => {
  const messages = fill(2000, (at) => `worker ${wordOf(at % 50)} took the lease`);
  const { miner, ids, templates } = mine(messages);
  expect(templates).toHaveLength(1);
  expect(templates[0]).toMatchObject({ id: 0, count: 2000, exemplar: messages[0], first: 0 });
  expect(new Set(ids.map((id) => miner.resolve(id)))).toEqual(new Set([0]));
});

test('a message that fits an open template is counted there at once', () => {
  const miner = createTemplateMiner<null>();
  for (const line of fill(6, (at) => `worker ${wordOf(at)} took the lease`)) miner.add(line, null);
  expect(miner.templates()).toHaveLength(1);
  expect(miner.add('worker unheard took the lease', null)).toBe(0);
});

test('the same messages give the same ids and templates', () => {
  const random = randomWords(7);
  const messages = fill(
    3000,
    (at) => `step ${random().slice(0, 3)} of ${wordOf(at % 40)} ${random().slice(0, 2)}`,
  );
  const first = mine(messages, { maxTemplates: 300, maxVocabulary: 2000 });
  const second = mine(messages, { maxTemplates: 300, maxVocabulary: 2000 });
  expect(second.ids).toEqual(first.ids);
  expect(second.templates).toEqual(first.templates);
});

const random = randomWords(11);
const hostile: readonly [string, string[]][] = [
  ['random words', fill(20_000, () => fill(12, random).join(' '))],
  ['one giant message', ['x '.repeat(500_000), 'y'.repeat(1_000_000), '1 '.repeat(500_000)]],
  ['all equal', fill(20_000, () => 'the very same words')],
  ['alternating lengths', fill(20_000, (at) => fill((at % 119) + 1, random).join(' '))],
  [
    'one word differs each time, at another place',
    fill(20_000, (at) =>
      fill(30, (place) => (place === at % 30 ? random() : `word${'abc'[place % 3]}`)).join(' '),
    ),
  ],
  [
    'two words differ each time',
    fill(20_000, (at) =>
      fill(30, (place) => (place === at % 30 || place === (at * 7) % 30 ? random() : 'same')).join(
        ' ',
      ),
    ),
  ],
  ['a first word for each', fill(20_000, () => `${random()} happened to the thing`)],
  ['no word but wildcards', fill(20_000, (at) => '<*> '.repeat(at % 50))],
  [
    'signs only',
    fill(20_000, (at) =>
      fill((at % 30) + 1, (place) =>
        '([{<"\'/@,#=:'.slice(place % 9, (at % 5) + (place % 9) + 1),
      ).join(' '),
    ),
  ],
  [
    'unicode',
    fill(
      20_000,
      (at) =>
        `${String.fromCodePoint(0x4e00 + (at % 5000))}\u{1F600} ${'\uD800'.repeat(at % 3)} é${String.fromCodePoint(0x10000 + at)}`,
    ),
  ],
];

test.each(hostile)('bounded: %s', (_, messages) => {
  const options = { maxTemplates: 400, maxVocabulary: 4000 };
  const { miner, ids, templates } = mine(messages, options);
  expect(templates.length).toBeLessThanOrEqual(options.maxTemplates + 1);
  const count = templates.reduce((sum, template) => sum + template.count, 0);
  expect(count).toBe(messages.length);
  const alive = new Set(templates.map(({ id }) => id));
  expect(ids.every((id) => alive.has(miner.resolve(id)))).toBe(true);
  for (const { text, exemplar } of templates) {
    expect(text.length).toBeLessThanOrEqual(4500);
    expect(exemplar.length).toBeLessThanOrEqual(1000);
  }
  // A fixed amount, some for each message, and what the last merge at the end may take.
  expect(miner.effort().steps).toBeLessThanOrEqual(4_000_000 + 16 * messages.length + 2_000_000);
});

test.each(hostile)(
  'goes on from a snapshot exactly as it would have gone on: %s',
  (_, messages) => {
    const bounds = { maxTemplates: 400, maxVocabulary: 4000 };
    const some = messages.slice(0, 6000);
    let moved = createTemplateMiner<number>(bounds);
    const stayed = createTemplateMiner<number>(bounds);
    let longest = 0;
    for (const [at, message] of some.entries()) {
      if (at % 1700 === 1) {
        stayed.snapshot();
        const stored = JSON.stringify(moved.snapshot());
        longest = Math.max(longest, stored.length);
        moved = createTemplateMiner<number>({ ...bounds, from: JSON.parse(stored) });
      }
      expect(moved.add(message, at)).toBe(stayed.add(message, at));
    }
    // Bounded by the templates, not by what was read.
    expect(longest).toBeLessThan(2_000_000);
    expect(moved.templates()).toEqual(stayed.templates());
    expect(moved.merged()).toEqual(stayed.merged());
    expect(moved.effort()).toEqual(stayed.effort());
  },
);

test('what a log says again and again survives a flood of other text', () => {
  const regular = fill(300, (at) => `Finished task ${at} of the nightly load`);
  const words = randomWords(3);
  const flood = fill(20_000, () => fill(10, words).join(' '));
  const late = fill(3, (at) => `Lost executor ${at} on the last host`);
  const { templates, miner } = mine([...regular, ...flood, ...late], {
    maxTemplates: 400,
    maxVocabulary: 8000,
  });
  const found = new Map(templates.map(({ text, count }) => [text, count]));
  expect(found.get('Finished task <*> of the nightly load')).toBe(300);
  expect(found.get('Lost executor <*> on the last host')).toBe(3);
  expect(found.get('<*>')).toBe(miner.effort().overflowed);
  expect(miner.effort().overflowed).toBeGreaterThan(19_000);
});

test('a merge is not tried again and again while templates do not merge', () => {
  const words = randomWords(5);
  const steps = (count: number): number =>
    mine(fill(count, () => fill(20, words).join(' '))).miner.effort().steps;
  expect(steps(8000)).toBeLessThan(steps(2000) * 8);
});

test('the ids of templates are those of their texts, whatever the order of the messages and the run', () => {
  const nodes = fill(12, (at) => `Registered node n${wordOf(at)} with ${at * 7} cores`);
  const messages = fill(3000, (at) =>
    at % 3 === 0
      ? nodes[at % 12]!
      : at % 3 === 1
        ? `Finished task ${at}.0 in stage ${at % 9}.0 (TID ${at}) in ${at * 3} ms`
        : `Removed broadcast_${at}_piece0 on host${at % 5}:4${at} in memory (size: ${at} KiB)`,
  );
  const idsOf = (list: readonly string[]): string[] =>
    mine(list)
      .texts.map((text) => templateId(text))
      .toSorted();
  const ids = idsOf(messages);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeLessThan(10);
  expect(idsOf(messages.toReversed())).toEqual(ids);
  expect(idsOf(messages.toSorted())).toEqual(ids);
  expect(templateId('Finished task <*>')).toBe('290ea5c95e66');
});
