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
  const search = (query: string, more: Partial<SearchLogsRequest> = {}) =>
    workspace.search({ query, mode: 'ranked', limit: 10, ...more });
  return { stores, workspace, search };
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
        line('10:00:00', 'ERROR', `disk full, said number ${number}`),
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
      ['uploads', 53, 50],
    ]);
    for (const limit of found.limits) expect(limit.why && limit.howToGetTheRest).not.toBe('');
  }
  const all = Array.from({ length: 53 }, (_, number) => `u${number}`);
  expect(
    (await search('disk', { uploads: all, limit: 60 })).limits.map(({ what }) => what),
  ).toEqual(['files that speak of it']);
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
