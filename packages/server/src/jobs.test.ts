import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient, type Client, type JobView, type UploadView } from './client.ts';
import { compose, type Composed } from './compose.ts';
import { readConfig } from './config.ts';
import { paceOf } from './pace-of.ts';
import { readServerSentEvents } from './read-server-sent-events.ts';

/** The reading of files as jobs: seen, cancelled, begun again. */

let directory: string;
let composed: Composed;
let client: Client;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-jobs-'));
  composed = await compose(readConfig({ dataDirectory: directory }));
  client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
});
afterAll(async () => {
  await composed.close();
  await rm(directory, { recursive: true, force: true });
});

const lines = 150_000;
const big = (of: string): Uint8Array =>
  gzipSync(
    Array.from(
      { length: lines },
      (_, at) => `26/11/20 02:00:00 INFO Part${at % 97}: ${of} did ${at * 7919}`,
    ).join('\n'),
    { level: 1 },
  );

async function send(...files: readonly [name: string, content: Uint8Array][]): Promise<UploadView> {
  const { upload } = await client.upload(
    (async function* () {
      for (const [name, bytes] of files)
        yield {
          name,
          content: (async function* () {
            yield bytes;
          })(),
        };
    })(),
  );
  return upload;
}

const request = (path: string, method = 'GET'): Promise<Response> =>
  Promise.resolve(composed.app.request(`http://localhost${path}`, { method }));
const ask = async (path: string, method?: string): Promise<JobView> =>
  (await (await request(path, method)).json()) as JobView;

async function* watch(id: string): AsyncGenerator<JobView> {
  const { body } = await request(`/jobs/${id}/events`);
  for await (const { data } of readServerSentEvents(body)) {
    if (data === '[DONE]') return;
    yield JSON.parse(data) as JobView;
  }
}

/** What reading leaves: documents, known contents, jobs, and blobs besides the logs themselves. */
async function traces(logs: number) {
  const { index, metadata, queue, blobs } = composed.stores;
  const counts = await Promise.all(['ingest', 'ingest-small'].map((name) => queue.stats(name)));
  return {
    documents: await index.count('logs'),
    unused: await metadata.contents.listUnused(),
    jobs: counts.reduce((sum, { queued, running, failed }) => sum + queued + running + failed, 0),
    made: (await Array.fromAsync(blobs.list())).length - logs,
  };
}
const nothing = { documents: 0, unused: [], jobs: 0, made: 0 };

test('a job tells how far it is until its end, and how long it takes yet', async () => {
  const { files, id: upload } = await send(['big.log.gz', big('watched')]);
  const { id, bytes } = files[0]!;
  const seen: JobView[] = [];
  for await (const view of watch(id)) seen.push(view);
  expect(seen.at(-1)).toEqual({
    id,
    uploadId: upload,
    name: 'big.log.gz',
    state: 'done',
    fraction: 1,
    bytesRead: bytes,
    bytes,
    bytesPerSecond: null,
    etaMs: null,
    startedAt: null,
    attempt: null,
    problem: null,
  });
  expect(await ask(`/jobs/${id}`)).toEqual(seen.at(-1));
  const running = seen.filter(({ state }) => state === 'running');
  expect(running.length).toBeGreaterThan(0);
  for (const { attempt, startedAt, bytesPerSecond, etaMs } of running) {
    expect([attempt, startedAt === null]).toEqual([1, false]);
    // A rate is told when one was measured.
    expect(etaMs === null).toBe(bytesPerSecond === null);
  }
  await client.deleteUpload(upload);
  expect(await traces(0)).toEqual(nothing);
});

describe('a cancelled job', () => {
  test('stops, leaves only the file, and can be begun again', async () => {
    const { files, id: upload } = await send(['big.log.gz', big('cancelled')]);
    const { id } = files[0]!;
    for await (const { state } of watch(id)) if (state === 'running') break;
    const cancelled = await client.cancelJob(id);
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      fraction: 0,
      problem: { code: 'FILE_CANCELLED' },
    });
    expect(await traces(1)).toEqual(nothing);
    // Again changes nothing.
    expect(await client.cancelJob(id)).toEqual(cancelled);
    const answer = client.callTool('/debug', { question: 'why?', uploads: [upload] });
    await expect(answer).rejects.toMatchObject({ code: 'NO_LOGS' });
    expect((await client.uploads()).uploads[0]).toMatchObject({
      status: 'ready',
      files: [{ status: 'cancelled' }],
    });

    expect(await ask(`/jobs/${id}/retry`, 'POST')).toMatchObject({ problem: null });
    let last: UploadView | undefined;
    for await (const view of client.watchUpload(upload)) last = view;
    expect(last).toMatchObject({ files: [{ status: 'ready', digest: { lines } }] });
    // What has ended stays as it is.
    expect(await client.cancelJob(id)).toMatchObject({ state: 'done' });
    expect(await ask(`/jobs/${id}/retry`, 'POST')).toMatchObject({ state: 'done' });
    await client.deleteUpload(upload);
    expect(await traces(0)).toEqual(nothing);
  });

  test('that waits is taken out of the queue; another file with its content is read', async () => {
    const first = await send(['big.log.gz', big('first')]);
    const { files, id } = await send(['a.log.gz', big('waits')], ['b.log.gz', big('waits')]);
    const [a, b] = files;
    expect(await client.cancelJob(a!.id)).toMatchObject({ state: 'cancelled', startedAt: null });
    let last: UploadView | undefined;
    for await (const view of client.watchUpload(id)) last = view;
    expect(last!.files).toMatchObject([
      { status: 'cancelled', digest: null },
      { id: b!.id, status: 'ready', duplicateOf: null, digest: { lines } },
    ]);
    // Sent again, it is wanted.
    const again = await send(['a.log.gz', big('waits')], ['b.log.gz', big('waits')]);
    expect(again.id).not.toBe(id);
    for (const upload of [id, again.id, first.id]) await client.deleteUpload(upload);
    expect(await traces(0)).toEqual(nothing);
  });
});

test.each(['', '/events', '/cancel', '/retry'])('an unknown job: /jobs/x%s', async (path) => {
  const method = path === '/cancel' || path === '/retry' ? 'POST' : 'GET';
  const response = await request(`/jobs/x${path}`, method);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'NOT_FOUND', detail: /job "x"/ });
});

test.each([
  ['nothing measured', null, null, null],
  ['half in 10 s, seen at once', { fraction: 0.5, startedAt: 0, reportedAt: 10_000 }, 50, 10_000],
  ['a fifth in 1 s', { fraction: 0.2, startedAt: 9000, reportedAt: 10_000 }, 200, 4000],
  ['late report', { fraction: 0.99, startedAt: 0, reportedAt: 900 }, 1100, 0],
])('pace: %s', (_, job, bytesPerSecond, etaMs) => {
  const state = job && { ...job, progress: { fraction: job.fraction, note: '' } };
  expect(paceOf(state, 1000, 10_000)).toEqual({ bytesPerSecond, etaMs });
});

test('of two thousand logs of mapped tasks the one that failed is found, and all were looked at', async () => {
  const task = (at: number): string =>
    `[2026-11-20T02:00:00.000+0000] {copy.py:20} INFO - copying part ${at}\n${
      at === 1999
        ? "[2026-11-20T02:10:02.000+0000] {taskinstance.py:1824} ERROR - Task failed with exception\nOSError: [Errno 28] No space left on device: '/tmp/part'\n"
        : `[2026-11-20T02:10:02.000+0000] {copy.py:25} INFO - wrote ${at * 7} rows\n`
    }`;
  const { id } = await send(
    ...Array.from({ length: 2000 }, (_, at): [string, Uint8Array] => [
      `task_id=copy/map_index=${at}/attempt=1.log`,
      new TextEncoder().encode(task(at)),
    ]),
  );
  for await (const _ of client.watchUpload(id));
  const answer = await client.callTool('/debug', { question: 'why did it fail?', uploads: [id] });
  expect(answer.evidence[0]).toMatchObject({
    source: 'task_id=copy/map_index=1999/attempt=1.log',
  });
  expect(answer.data).toMatchObject({ searched: { files: 2000, lines: 4001 } });
  await client.deleteUpload(id);
  expect(await traces(0)).toEqual(nothing);
}, 60_000);
