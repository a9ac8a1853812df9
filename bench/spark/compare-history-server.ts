/**
 * Starts Spark's own History Server over a folder of event logs, fetches each log from it as a user would, and compares every answer of its
 * REST interface, and the logs that both give out, with ours. Needs Java 17 and the jars of pyspark 4.
 *
 *     node --conditions=datasherpa-source bench/spark/compare-history-server.ts SPARK_HOME LOGS
 *
 * SPARK_HOME is the folder of pyspark that has `jars`. Prints one JSON object; exit code 1 where anything differs.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { compose, readConfig } from '@datasherpa/server';
import { unpack } from '@datasherpa/tools/archives';

interface Listed {
  readonly id: string;
  readonly attempts: readonly { readonly attemptId?: string; readonly completed: boolean }[];
}

const [home, logs] = process.argv.slice(2);
if (home === undefined || logs === undefined)
  throw new Error('usage: compare-history-server.ts SPARK_HOME LOGS');

const port = await freePort();
const server = startServer(port);
const data = await mkdtemp(join(tmpdir(), 'sherpa-compare-'));
const composed = await compose(
  readConfig({ dataDirectory: data, urlPrivateHosts: [`127.0.0.1:${port}`] }),
);
const theirRoot = `http://127.0.0.1:${port}/api/v1`;
const differences: { path: string; why: string }[] = [];
const unended = new Set<string>();
let isUnended = false;
let equal = 0;

try {
  const listed = await waitForList();
  const attempts = listed.flatMap(({ id, attempts: all }) =>
    all.map(({ attemptId }) => (attemptId === undefined ? id : `${id}/${attemptId}`)),
  );
  for (const { id, attempts: all } of listed)
    if (all.some(({ completed }) => !completed)) unended.add(id);
  for (const attempt of attempts) await fetchLog(attempt);
  for (const query of listQueries()) await compare(`/applications${query}`);
  await compare('/version');
  for (const { id } of listed) await compare(`/applications/${id}`);
  for (const attempt of attempts) {
    const root = `/applications/${attempt}`;
    for (const path of await pathsOf(root)) await compare(`${root}${path}`);
    await compareDownloads(root);
  }
  process.stdout.write(
    `${JSON.stringify({ applications: listed.length, attempts: attempts.length, equal, different: differences.length, differences: differences.slice(0, 50) }, null, 2)}\n`,
  );
  process.exitCode = differences.length === 0 && attempts.length > 0 ? 0 : 1;
} finally {
  server.kill();
  await composed.close();
  await rm(data, { recursive: true, force: true });
}

function startServer(at: number): ChildProcess {
  const properties = {
    'spark.history.fs.logDirectory': `file:${resolve(logs!)}`,
    'spark.history.ui.port': String(at),
    'spark.history.fs.update.interval': '2s',
    'spark.history.fs.cleaner.enabled': 'false',
    'spark.ui.retainedJobs': '1000000',
    'spark.ui.retainedStages': '1000000',
    'spark.ui.retainedTasks': '10000000',
    'spark.ui.retainedDeadExecutors': '100000',
    'spark.sql.ui.retainedExecutions': '1000000',
    'spark.eventLog.logStageExecutorMetrics': 'true',
    'spark.executor.processTreeMetrics.enabled': 'true',
  };
  const exports = ['java.lang', 'java.nio', 'sun.nio.ch'].map(
    (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
  );
  return spawn(
    'java',
    [
      '-Xmx1g',
      ...exports,
      ...Object.entries(properties).map(([key, value]) => `-D${key}=${value}`),
      '-cp',
      join(home!, 'jars', '*'),
      'org.apache.spark.deploy.history.HistoryServer',
    ],
    { stdio: 'ignore', env: { ...process.env, SPARK_HOME: home, SPARK_LOCAL_IP: '127.0.0.1' } },
  );
}

/** Until two lists in a row are the same and hold something. */
async function waitForList(): Promise<readonly Listed[]> {
  let last = '';
  for (let tries = 0; tries < 60; tries += 1) {
    await new Promise((done) => setTimeout(done, 2000));
    const text = await fetch(`${theirRoot}/applications`).then(
      (response) => response.text(),
      () => '',
    );
    if (text.length > 10 && text === last) return JSON.parse(text) as readonly Listed[];
    last = text;
  }
  throw new Error('the History Server lists nothing');
}

function* listQueries(): Generator<string> {
  yield '';
  for (const status of ['completed', 'running']) yield `?status=${status}`;
  for (const limit of ['2', '0', '-1', 'many', '']) yield `?limit=${limit}`;
  yield '?status=completed&limit=1';
  for (const date of ['2015-01-01', '2026-01-01', '2026-11-24T12:00:00.000GMT'])
    for (const name of ['minDate', 'maxDate', 'minEndDate', 'maxEndDate']) yield `?${name}=${date}`;
  yield '?minDate=soon';
}

async function theirs(path: string): Promise<{ status: number; body: unknown }> {
  return answerOf(await fetch(`${theirRoot}${path}`));
}
async function ours(path: string): Promise<{ status: number; body: unknown }> {
  return answerOf(await composed.app.fetch(new Request(`http://localhost/spark/api/v1${path}`)));
}
async function answerOf(response: Response): Promise<{ status: number; body: unknown }> {
  const text = await response.text();
  // What is refused has other words; what still runs lasted until the log was written, or fetched.
  return { status: response.status, body: response.ok ? (JSON.parse(text) as unknown) : null };
}

async function compare(path: string): Promise<void> {
  isUnended = unended.has(path.split(/[/?]/)[2] ?? '');
  const [wanted, got] = await Promise.all([theirs(path), ours(path)]);
  const why =
    wanted.status === got.status
      ? firstDifference(wanted.body, got.body, '')
      : `status ${wanted.status} and ${got.status}`;
  if (why === null) equal += 1;
  else differences.push({ path, why });
}

/** Where two answers differ first; when a log was written last is not in it. */
function firstDifference(wanted: unknown, got: unknown, at: string): string | null {
  if (isDeepStrictEqual(wanted, got)) return null;
  if (
    typeof wanted === 'object' &&
    typeof got === 'object' &&
    wanted !== null &&
    got !== null &&
    Array.isArray(wanted) === Array.isArray(got)
  ) {
    const [a, b] = [wanted, got] as [Record<string, unknown>, Record<string, unknown>];
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (key.startsWith('lastUpdated')) continue;
      // What still runs lasted until the log was written; here that is when it was fetched.
      if (key === 'duration' && a['status'] === 'RUNNING') continue;
      if (key === 'totalDuration' && a['id'] === 'driver' && isUnended) continue;
      const found = firstDifference(a[key], b[key], `${at}/${key}`);
      if (found !== null) return found;
    }
    return null;
  }
  return `${at}: ${JSON.stringify(wanted)?.slice(0, 200)} and ${JSON.stringify(got)?.slice(0, 200)}`;
}

/** Every resource of an attempt, as its own answers name them, with the parameters that they take. */
async function pathsOf(root: string): Promise<string[]> {
  const list = async (path: string) =>
    ((await theirs(`${root}${path}`)).body ?? []) as Record<string, unknown>[];
  const paths = [
    '',
    '/jobs',
    '/jobs?status=succeeded',
    '/jobs?status=failed&status=running',
    '/jobs/99999',
    '/stages',
    '/stages?status=complete',
    '/stages?status=skipped',
    '/stages?details=true',
    '/stages?details=true&taskStatus=failed',
    '/stages?withSummaries=true',
    '/stages?withSummaries=true&quantiles=0,0.33,1',
    '/stages/99999',
    '/stages/99999/0',
    '/stages/99999/0/taskList',
    '/executors',
    '/allexecutors',
    '/executors/driver/threads',
    '/allmiscellaneousprocess',
    '/storage/rdd',
    '/storage/rdd/99999',
    '/environment',
    '/sql',
    '/sql?details=false',
    '/sql?planDescription=false',
    '/sql?offset=1&length=2',
    '/sql?offset=x',
    '/sql?length=9999999999',
    '/sql/99999',
    '/streaming/statistics',
    '/streaming/receivers',
    '/streaming/batches',
    '/nothing',
  ];
  for (const { jobId } of await list('/jobs')) paths.push(`/jobs/${String(jobId)}`);
  for (const { id } of await list('/storage/rdd')) paths.push(`/storage/rdd/${String(id)}`);
  for (const { id } of await list('/sql')) paths.push(`/sql/${String(id)}`);
  for (const { stageId, attemptId } of (await list('/stages')).slice(0, 60)) {
    const stage = `/stages/${String(stageId)}`;
    const attempt = `${stage}/${String(attemptId)}`;
    paths.push(
      stage,
      attempt,
      `${attempt}?details=false`,
      `${attempt}?withSummaries=true&quantiles=0.01,0.5,0.999`,
      `${attempt}/taskSummary`,
      `${attempt}/taskSummary?quantiles=0,0.1,1`,
      `${attempt}/taskSummary?quantiles=x`,
      `${attempt}/taskList`,
      `${attempt}/taskList?offset=3&length=4`,
      `${attempt}/taskList?sortBy=runtime&length=1000`,
      `${attempt}/taskList?sortBy=-runtime`,
      `${attempt}/taskList?sortBy=color`,
      `${attempt}/taskList?status=failed&status=killed`,
    );
  }
  return paths;
}

/** From the server, as a user would: the address of the application in place of a file. */
async function fetchLog(attempt: string): Promise<void> {
  const response = await composed.app.request('http://localhost/optimize-resources', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: `${theirRoot}/applications/${attempt}/jobs` }),
  });
  if (!response.ok)
    differences.push({
      path: attempt,
      why: `not fetched: ${(await response.text()).slice(0, 300)}`,
    });
}

/** What both give out holds the same events in files of the same folders. */
async function compareDownloads(root: string): Promise<void> {
  const wanted = await filesOf(await fetch(`${theirRoot}${root}/logs`));
  const got = await filesOf(
    await composed.app.fetch(new Request(`http://localhost/spark/api/v1${root}/logs`)),
  );
  const why = firstDifference(wanted, got, '');
  if (why === null) equal += 1;
  else differences.push({ path: `${root}/logs`, why });
}

async function filesOf(response: Response): Promise<Record<string, string>> {
  const { createHash } = await import('node:crypto');
  const files: Record<string, string> = {};
  const options = { name: 'logs.zip', maxUnpackedBytes: 1e10, spool: composed.stores.spool };
  for await (const member of unpack(response.body as AsyncIterable<Uint8Array>, options)) {
    const hash = createHash('sha256');
    for await (const chunk of member.content) hash.update(chunk);
    const name = member.name.replace(
      /\.(?:zstd|lz4|lzf|snappy|gz)(?=(?:\.compact|\.inprogress)?$)/,
      '',
    );
    files[name.slice(name.indexOf('!/') + 2)] = hash.digest('hex');
  }
  return files;
}

async function freePort(): Promise<number> {
  const socket = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => socket.once('listening', done));
  const address = socket.address();
  await new Promise((done) => socket.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
