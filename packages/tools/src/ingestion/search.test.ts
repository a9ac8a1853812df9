import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { openEmbeddedStores } from '../adapters/embedded/index.ts';
import type { FileRecord, Stores } from '../ports/index.ts';
import { createWorkspace } from './create-workspace.ts';
import { parseDigest } from './digest.ts';
import { ingestFile } from './ingest-file.ts';
import type { SearchLogsRequest } from './workspace.ts';

const project = 'p';
const opened: Stores[] = [];
afterEach(async () => {
  for (const stores of opened.splice(0)) await stores.close();
});

/** A word of letters for a number: no value, so that each message has a template of its own. */
const wordOf = (number: number): string =>
  Array.from(String(number), (digit) => 'abcdefghij'[Number(digit)]!).join('') + 'zz';

/** A workspace over uploads of one file each. */
async function open(files: Readonly<Record<string, string>>) {
  const stores = await openEmbeddedStores({ directory: ':memory:' });
  opened.push(stores);
  for (const [number, [name, text]] of Object.entries(files).entries()) {
    const id = `u${number}`;
    await stores.metadata.uploads.insert({
      id,
      project,
      status: 'ready',
      createdAt: number,
      error: null,
    });
    const { sha256, bytes } = await stores.blobs.put(
      (async function* () {
        yield new TextEncoder().encode(text);
      })(),
    );
    const file: FileRecord = {
      id: `f${number}`,
      uploadId: id,
      project,
      name,
      status: 'ready',
      sha256,
      bytes,
      receivedBytes: bytes,
      duplicateOf: null,
      digest: null,
      error: null,
      createdAt: 0,
    };
    await stores.metadata.files.insert(file);
    await stores.metadata.contents.keep(
      project,
      sha256,
      JSON.stringify(await ingestFile(stores, file)),
    );
  }
  const workspace = createWorkspace(stores, {
    project,
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    now: () => 1,
  });
  const ask = (query: string, more: Partial<SearchLogsRequest> = {}) =>
    workspace.search({ query, limit: 10, ...more });
  const search = (query: string, more: Partial<SearchLogsRequest> = {}) =>
    ask(query, { mode: 'ranked', ...more });
  return { stores, workspace, ask, search };
}

const at = (clock: string): number => Date.parse(`2026-11-22T${clock}Z`);
const line = (clock: string, level: string, text: string): string =>
  `2026-11-22T${clock}Z ${level} app.Loader: ${text}`;

const minutes = (
  from: number,
  count: number,
  make: (clock: string, number: number) => string,
): string[] =>
  Array.from({ length: count }, (_, number) => {
    const minute = from + number;
    return make(
      `${String(10 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`,
      number,
    );
  });

test('ranked: the time range acts before the cut, and the total counts what lies in it', async () => {
  // Sixty templates rank above the one that lies in the range.
  const names = Array.from(
    { length: 60 },
    (_, number) => 'abcdefgh'[number % 8]! + 'klmnopqr'[number >> 3]!,
  );
  const { search } = await open({
    'app.log': [
      ...names.map((name, number) =>
        line(
          `10:00:${String(number).padStart(2, '0')}`,
          'ERROR',
          `disk disk full on disk ${name}${name}`,
        ),
      ),
      line('12:00:00', 'ERROR', 'the last disk was taken away by someone else, it seems'),
    ].join('\n'),
  });
  const found = await search('disk full', { limit: 2, after: at('11:00:00') });
  expect(found.hits.map(({ evidence }) => evidence.lines[0])).toEqual([61]);
  expect(found.total).toBe(1);
  expect(found.limits).toEqual([]);
});

test('ranked: a template counts in a range where it comes again, and the event of the range is shown', async () => {
  const { search } = await open({
    'app.log': minutes(0, 90, (clock, number) =>
      line(clock, 'ERROR', `disk ${number} is full`),
    ).join('\n'),
  });
  const found = await search('disk full', { after: at('10:30:00'), before: at('10:31:00') });
  expect(found.total).toBe(1);
  expect(found.hits[0]).toMatchObject({
    time: at('10:30:00'),
    template: 'disk <*> is full',
    occurrences: 90,
  });
  expect(found.hits[0]!.evidence.quote).toContain('disk 30 is full');
  expect((await search('disk full', { after: at('20:00:00') })).total).toBe(0);
});

test('ranked: templates that were merged later are found in the time of their first events', async () => {
  const names = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot'];
  const { search } = await open({
    'app.log': minutes(0, 6, (clock, number) =>
      line(clock, 'WARN', `the service ${names[number]} is slow`),
    ).join('\n'),
  });
  const found = await search('slow service', { after: at('10:02:00'), before: at('10:02:30') });
  expect(found.hits.map(({ evidence }) => evidence.lines[0])).toEqual([3]);
});

test('ranked: a message that was typed comes first, whatever else has its words more often', async () => {
  const { ask } = await open({
    'a.log': [
      'INFO Cleanup: cleanup failed in task cleanup, task failed, task cleanup',
      'INFO State: task FAIL_TASK_CLEANUP to FAILED_TASK_CLEANUP',
      'INFO Main: the failed task asks for cleanup',
      'INFO Runner: another day in which the long task cleanup failed for attempt four of the reader and its many helpers',
    ].join('\n'),
  });
  const { hits } = await ask('Task cleanup failed', { mode: 'ranked' });
  expect(hits[0]?.evidence.lines[0]).toBe(4);
  expect(hits.length).toBe(4);
});

test('ranked: words in double quotes must stand side by side', async () => {
  const { search } = await open({
    'app.log': [
      line('10:00:00', 'ERROR', 'connection to the disk was refused'),
      line('10:00:01', 'ERROR', 'refused connection'),
      line('10:00:02', 'ERROR', 'java.net.ConnectException: Connection refused'),
    ].join('\n'),
  });
  expect((await search('connection refused')).total).toBe(3);
  const found = await search('"connection refused"');
  expect(found.hits.map(({ evidence }) => evidence.lines[0])).toEqual([3]);
  expect(found.total).toBe(1);
});

test.each(['exact', 'regex'] as const)(
  '%s: levels and times are those of the event of a line',
  async (mode) => {
    const { search } = await open({
      'app.log': [
        line('10:00:00', 'INFO', 'disk one'),
        line('10:00:01', 'ERROR', 'failed'),
        '\tat disk.Reader(Reader.java:1)',
        line('10:00:02', 'WARN', 'disk two'),
      ].join('\n'),
    });
    const lines = async (more: Partial<SearchLogsRequest>) => {
      const { hits, total } = await search('disk', { mode, ...more });
      expect(total).toBe(hits.length);
      return hits.map(({ evidence, level }) => [evidence.lines[0], level]);
    };
    expect(await lines({})).toEqual([
      [1, 'info'],
      [3, 'error'],
      [4, 'warn'],
    ]);
    expect(await lines({ levels: ['error', 'warn'] })).toEqual([
      [3, 'error'],
      [4, 'warn'],
    ]);
    expect(await lines({ after: at('10:00:02') })).toEqual([[4, 'warn']]);
    expect(await lines({ before: at('10:00:01') })).toEqual([
      [1, 'info'],
      [3, 'error'],
    ]);
  },
);

test('exact: a text deep in a long line is found and quoted', async () => {
  const { search, workspace } = await open({
    'long.log': `head\n${'ab '.repeat(700_000)}Needle here${' cd'.repeat(1000)}\n`,
  });
  const { hits, total } = await search('Needle', { mode: 'exact' });
  expect(total).toBe(1);
  expect(hits[0]!.evidence.quote).toContain('Needle here');
  expect(hits[0]!.evidence.lines).toEqual([2, 2]);
  expect((await workspace.verify([hits[0]!.evidence])).kept).toHaveLength(1);
});

test('regex: lines that were not seen to their end are a limit', async () => {
  const { search } = await open({ 'long.log': `${'ab '.repeat(30_000)}needle\nneedle\n` });
  const { total, limits } = await search('need.*le', { mode: 'regex' });
  expect(total).toBe(1);
  expect(limits).toEqual([expect.objectContaining({ what: 'long lines', total: 1, shown: 0 })]);
});

test('nothing is cut silently: hits, files, uploads, files that are not ready', async () => {
  const { stores, search, workspace } = await open(
    Object.fromEntries(
      Array.from({ length: 53 }, (_, number) => [
        `${number}.log`,
        line('10:00:00', 'ERROR', `disk full, said ${wordOf(number)}`),
      ]),
    ),
  );
  for (const mode of ['ranked', 'exact', 'regex'] as const) {
    const found = await search('disk', { mode });
    expect(found.files).toHaveLength(20);
    expect(found.hits).toHaveLength(10);
    expect(found.total).toBe(50);
    expect(found.limits.map(({ what, total, shown }) => [what, total, shown])).toEqual([
      ['hits', 50, 10],
      ['files that speak of it', 50, 20],
      ['templates with hits', 50, 10],
      // Of templates, the best are read.
      ...(mode === 'ranked' ? [['lines whose values are counted', 50, 8]] : []),
      ['uploads', 53, 50],
    ]);
    for (const limit of found.limits) expect(limit.why && limit.howToGetTheRest).not.toBe('');
  }
  const all = Array.from({ length: 53 }, (_, number) => `u${number}`);
  expect(
    (await search('disk', { uploads: all, limit: 60 })).limits.map(({ what }) => what),
  ).toEqual(['files that speak of it', 'templates with hits', 'lines whose values are counted']);
  const diagnosis = await workspace.diagnose({ question: 'why?' });
  expect(diagnosis.limits).toContainEqual(
    expect.objectContaining({ what: 'uploads', total: 53, shown: 50 }),
  );
  await stores.metadata.files.update('f0', { status: 'failed' });
  expect((await search('disk', { uploads: ['u0', 'u1'] })).limits).toEqual([
    expect.objectContaining({ what: 'files', total: 2, shown: 1 }),
  ]);
});

test('what a flood of different lines leaves out is told, and exact search finds it all the same', async () => {
  const word = (value: number): string =>
    Array.from(String(value), (digit) => 'abcdefghij'[Number(digit)]!).join('');
  const { stores, search } = await open({
    'flood.log': Array.from({ length: 14_000 }, (_, number) =>
      ['first', 'then', 'last'].map((role) => `${role}${word(number)}`).join(' '),
    ).join('\n'),
  });
  const file = await stores.metadata.files.get(project, 'f0');
  const { degraded, templatesIndexed } = parseDigest(file!.digest)!;
  expect(templatesIndexed).toBe(5000);
  expect(degraded.map(({ what }) => what)).toEqual(['templates', 'search index', 'format']);
  expect((await search(`then${word(7000)}`, { mode: 'exact' })).total).toBe(1);
});

const driverLog = [
  '2026-11-22T10:00:00Z INFO spark.Driver: starting stage 1',
  '2026-11-22T10:20:00Z WARN spark.Scheduler: lost executor 3',
  '2026-11-22T10:40:00Z ERROR spark.Driver: job failed',
  'java.lang.RuntimeException: no such bucket',
  '\tat app.Main.run(Main.java:7)',
  '2026-11-22T11:00:00Z ERROR app.Writer: disk 17 is full',
  '2026-11-22T12:00:00Z INFO spark.Driver: heartbeat of executor 3',
].join('\n');
const workerLog = [
  '2026-11-22T10:30:00Z ERROR spark.Executor: disk 3 is full',
  '2026-11-22T10:31:00Z INFO spark.Executor: heartbeat',
].join('\n');

test.each<[string, 'ranked' | 'lines' | 'events', string[]]>([
  // `d` is the log of the driver, `w` that of the worker; the numbers are lines.
  ['heartbeat', 'ranked', ['d7', 'w2']],
  ['"heartbeat"', 'lines', ['d7', 'w2']],
  ['/disk \\d{2}/', 'lines', ['d6']],
  ['/DISK \\d/i', 'lines', ['d6', 'w1']],
  ['/disk \\d/ -"disk 17"', 'lines', ['w1']],
  ['/executor \\d/ lost', 'lines', ['d2']],
  ['level:error', 'events', ['d3', 'd6', 'w1']],
  ['level>=warn', 'events', ['d2', 'd3', 'd6', 'w1']],
  ['-level:info', 'events', ['d2', 'd3', 'd6', 'w1']],
  ['level:error level:warn file:driver', 'events', ['d2', 'd3', 'd6']],
  ['level:error -file:driver', 'events', ['w1']],
  ['source:driver level:error', 'events', ['d3', 'd6']],
  ['source:executor', 'events', ['w1', 'w2']],
  ['logger:driver', 'events', ['d1', 'd3', 'd7']],
  ['logger:driver -level:info', 'events', ['d3']],
  ['logger:nobody', 'events', []],
  // The newest event is of 12:00, and in the other file.
  ['after:-70m', 'events', ['d6', 'd7']],
  ['after:10:30 before:-1h', 'events', ['d3', 'd6', 'w1', 'w2']],
  ['after:2026-11-22T10:30 before:2026-11-22T10:40', 'events', ['d3', 'w1', 'w2']],
  ['"bucket" level:error', 'lines', ['d4']],
  ['"bucket" level:info', 'lines', []],
  ['-"bucket" -"disk" level:error', 'lines', ['d3', 'd5']],
  ['near:7 file:driver "executor"', 'lines', ['d2', 'd7']],
  ['full disk file:worker', 'ranked', ['w1']],
  ['full disk -"17"', 'ranked', ['w1']],
  ['disk lost -full', 'ranked', ['d2']],
  ['disk level:info', 'ranked', []],
  ['heartbeat after:11:30', 'ranked', ['d7']],
  ['disk logger:Writer', 'ranked', ['d6']],
  ['disk "is full" source:Writer', 'ranked', ['d6']],
])('query %s is answered by %s', async (query, by, expected) => {
  const { ask } = await open({ 'driver.log': driverLog, 'worker.log': workerLog });
  const { hits, total, searchedBy, counts } = await ask(query);
  const found = hits.map(({ evidence }) => `${evidence.source[0]}${evidence.lines[0]}`);
  expect(found.toSorted()).toEqual(expected);
  expect([searchedBy, total]).toEqual([by, expected.length]);
  expect(by === 'ranked' ? total : counts.total).toBe(total);
});

test('near: gives the lines around one, and needs one file', async () => {
  const text = Array.from({ length: 100 }, (_, at) => `plain ${at + 1}`).join('\n');
  const { ask } = await open({ 'a.log': text, 'b.log': `${text}\n` });
  const { hits, total } = await ask('near:50 file:a', { limit: 100 });
  expect(hits.map(({ evidence }) => evidence.lines[0])).toEqual(
    Array.from({ length: 41 }, (_, at) => at + 30),
  );
  expect(total).toBe(41);
  expect((await ask('near:99 file:a')).total).toBe(22);
  expect((await ask('near:9999 file:a')).total).toBe(0);
  await expect(ask('near:50')).rejects.toThrow('add file:');
});

test('what does not fit is refused with a reason', async () => {
  const { ask } = await open({ 'a.log': 'no time at all' });
  await expect(ask('after:-2h')).rejects.toThrow('no event in scope has a time');
  await expect(ask('/x/', { mode: 'ranked' })).rejects.toThrow('cannot be ranked');
  await expect(ask('level:error', { mode: 'ranked' })).rejects.toThrow('needs words');
  await expect(ask('/(a+)+/')).rejects.toThrow('repeats a group');
  // The modes exact and regex know no syntax.
  expect((await ask('after:-2h', { mode: 'exact' })).total).toBe(0);
});

test('conditions of the query are given back with what they mean', async () => {
  const { ask } = await open({ 'driver.log': driverLog });
  const { filters } = await ask('disk after:-2h -"lost" level:error');
  expect(filters).toEqual([
    {
      field: 'after',
      negated: false,
      text: 'after:-2h',
      span: [5, 14],
      meaning:
        'from 2026-11-22T10:00:00.000Z on, counted back from the newest event in scope (2026-11-22T12:00:00.000Z)',
    },
    expect.objectContaining({ field: 'phrase', negated: true, text: '-"lost"' }),
    expect.objectContaining({ field: 'level', meaning: 'of level error' }),
  ]);
});

test('every hit has addresses, and its neighbours where they are asked for', async () => {
  const { ask, workspace } = await open({ 'driver.log': driverLog });
  const [hit] = (await ask('"no such bucket"', { context: 1 })).hits;
  expect(hit!.links).toEqual({
    place: 'u0/f0#L4',
    page: '#/uploads/u0/files/f0/L4',
    lines: '/uploads/u0/lines?file=f0&from=4&to=4',
  });
  expect(hit!.context?.map(({ number, level }) => [number, level])).toEqual([
    [3, 'error'],
    [4, 'error'],
    [5, 'error'],
  ]);
  expect((await workspace.lines('f0', 4, 4)).lines[0]!.text).toBe(hit!.evidence.quote);
  expect((await ask('bucket')).hits[0]!.context).toBeUndefined();
});

test('template: takes the id that the counts give, which is the same in every file', async () => {
  const { ask } = await open({ 'driver.log': driverLog, 'worker.log': workerLog });
  const { counts } = await ask('"disk"');
  expect(counts.templates.map(({ text, total }) => [text, total])).toEqual([
    ['disk <*> is full', 2],
  ]);
  const [{ id }] = counts.templates as unknown as [{ id: string }];
  const found = await ask(`template:${id}`);
  expect(found.hits.map(({ evidence }) => evidence.source).toSorted()).toEqual([
    'driver.log',
    'worker.log',
  ]);
  const other = await open({ 'alone.log': workerLog });
  expect((await other.ask('"disk"')).counts.templates[0]!.id).toBe(id);
});

test('counts add up to the total in every mode, however many hits are shown', async () => {
  const log = Array.from({ length: 3000 }, (_, number) => {
    const time = new Date(Date.UTC(2026, 0, 1) + number * number * 1000).toISOString();
    const level = ['INFO', 'WARN', 'ERROR', 'DEBUG'][number % 4]!;
    return `${time} ${level} app.C${number % 13}: unit ${number} of kind ${'abc'[number % 3]} done`;
  });
  const { ask } = await open({
    'a.log': log.join('\n'),
    'b.log': `without a time: unit\n${log.slice(0, 500).join('\n')}`,
  });
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((total, count) => total + count, 0);
  for (const query of [
    'level:error',
    '"unit"',
    '/kind [ab]/',
    'unit done',
    'unit after:-10d',
    '-level:info',
  ]) {
    const { counts, total, searchedBy, hits } = await ask(query, { limit: 3 });
    expect(hits.length).toBeLessThanOrEqual(3);
    expect(searchedBy === 'ranked' ? total : counts.total).toBe(total);
    expect(counts.total).toBeGreaterThan(100);
    expect(sum(counts.levels)).toBe(counts.total);
    expect(counts.files.reduce((all, file) => all + file.total, 0)).toBe(counts.total);
    expect(counts.templates.reduce((all, each) => all + each.total, 0)).toBe(counts.total);
    const { buckets, bucketMilliseconds } = counts.histogram!;
    expect(buckets.length).toBeGreaterThan(5);
    expect(buckets.length).toBeLessThanOrEqual(60);
    const inTime = buckets.reduce((all, bucket) => all + bucket.total, 0);
    expect(inTime + counts.untimed).toBe(counts.total);
    for (const [at, bucket] of buckets.entries()) {
      expect(sum(bucket.levels)).toBe(bucket.total);
      expect(bucket.time).toBe(buckets[0]!.time + at * bucketMilliseconds);
    }
    expect(buckets[0]!.time).toBeLessThanOrEqual(counts.firstTime!);
    expect(counts.lastTime).toBeLessThan(buckets.at(-1)!.time + bucketMilliseconds);
  }
});

test('counts of whole templates are those of their events one by one', async () => {
  const seconds = [0, 1, 61, 3601, 3700, 90_000, 90_001, 4_000_000];
  const text = seconds.flatMap((second, number) => {
    const time = new Date(at('10:00:00') + second * 1000).toISOString();
    return [
      `${time} ${number % 2 === 0 ? 'ERROR' : 'WARN'} app.Loader: load of part ${number} failed`,
      `${time} INFO app.Other${number % 3}: load of part ${number} began`,
      'load without a time',
    ];
  });
  const { search } = await open({ 'a.log': text.join('\n') });
  for (const query of ['failed', 'load', 'began']) {
    const whole = await search(query);
    // A condition that all events pass, so that each is looked at.
    const single = await search(`${query} -level:trace`);
    expect(whole.counts).toEqual(single.counts);
    expect((await search(query)).counts).toEqual(whole.counts);
  }
});

test('source: finds the container and the stream in a dump of YARN', async () => {
  const log = (container: number, name: string): string =>
    `Container: container_1700000000000_0042_01_00000${container} on worker_45454\nLogType:${name}\nLogContents:\n26/11/22 10:00:00 WARN Utils: slow disk\nplain slow disk\nEnd of LogType:${name}\n`;
  const { ask } = await open({
    'app.txt': `${log(1, 'stderr')}${log(2, 'stdout')}${log(2, 'stderr')}`,
  });
  const linesOf = async (query: string): Promise<number[]> =>
    (await ask(query)).hits.map(({ evidence }) => evidence.lines[0]);
  expect(await linesOf('"slow disk" source:container_1700000000000_0042_01_000002')).toEqual([
    10, 11, 16, 17,
  ]);
  expect(await linesOf('"slow disk" source:000002/stderr logger:Utils')).toEqual([16, 17]);
  expect(await linesOf('"slow disk" -source:stderr')).toEqual([10, 11]);
});

const spawns = Array.from(
  { length: 30 },
  (_, at) =>
    `2026-03-0${1 + (at % 3)} 10:00:${String(at).padStart(2, '0')} INFO Pool: worker-${at % 4} from 10.0.0.${at === 7 ? 9 : 1 + (at % 2)}:55${at} spawned in ${at === 11 ? '9.75' : `1.${at}`} seconds`,
).join('\n');

test('values of lines, events and templates are counted and what is asked of them is shown first', async () => {
  const { workspace } = await open({ 'pool.log': `${spawns}\n` });
  for (const query of ['"spawned in"', 'level:info', 'worker spawned']) {
    const slowest = await workspace.search({ query, ask: 'which took longest?', limit: 3 });
    expect(slowest.values.answer).toMatchObject({
      wish: 'greatest',
      facet: { kind: 'duration', unit: 'seconds', lines: 30 },
      value: { text: '9.75' },
    });
    const [proof] = slowest.values.answer!.evidence;
    expect(proof!.quote).toContain('9.75 seconds');
    expect(proof!.lines).toEqual([12, 12]);
    expect([proof!.id, slowest.hits[0]!.evidence.id]).toEqual(['E1', 'E2']);
    const host = await workspace.search({ query, ask: 'which host most often?', limit: 1 });
    expect(host.values.answer).toMatchObject({
      facet: { name: 'from', distinct: 3 },
      value: { text: '10.0.0.1', total: 15 },
    });
    expect(host.values.answer!.value!.links.place).toContain('#L1');
  }
});

test('values of a day, a question that no value fits, and what was not read', async () => {
  const { workspace } = await open({ 'pool.log': `${spawns}\n`.repeat(100) });
  const day = await workspace.search({ query: '"spawned"', ask: 'on which day most?', limit: 1 });
  expect(day.values.answer).toMatchObject({ value: { text: '2026-03-01', total: 1000 } });
  const none = await workspace.search({ query: '"spawned"', ask: 'which planet most?', limit: 1 });
  expect(none.values.answer).toMatchObject({ facet: null, evidence: [] });
  expect(none.values).toMatchObject({ read: 3000, of: 3000 });
  const unasked = await workspace.search({ query: '"spawned"', limit: 1 });
  expect(unasked.values).toMatchObject({ read: 1000, of: 3000, answer: null });
  expect(unasked.limits.map(({ what, total, shown }) => [what, total, shown])).toContainEqual([
    'lines whose values are counted',
    3000,
    1000,
  ]);
});

test('lines of a trace have values too, and their own numbers', async () => {
  const { workspace } = await open({
    'a.log':
      '2026-03-01 10:00:00 ERROR Pool: failed\n  peer=a.example.org\n  peer=b.example.org\n  peer=b.example.org\n',
  });
  const found = await workspace.search({ query: '"peer="', ask: 'which peer most?', limit: 1 });
  expect(found.values.answer!.evidence.map(({ lines, quote }) => [lines[0], quote.trim()])).toEqual(
    [[3, 'peer=b.example.org']],
  );
});

test('a question whose words no line has is about all lines in scope', async () => {
  const { workspace } = await open({ 'pool.log': `${spawns}\n` });
  const found = await workspace.search({ query: 'which address most?', limit: 5 });
  expect(found.total).toBe(0);
  expect(found.values).toMatchObject({
    read: 30,
    of: 30,
    answer: { facet: { name: 'from' }, value: { text: '10.0.0.1', total: 15 } },
  });
  const none = await workspace.search({ query: 'which planet comes up most?', limit: 5 });
  expect(none.values.answer).toMatchObject({ facet: null });
});
