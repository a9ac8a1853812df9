import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createAirflowServer } from './index.ts';

/** Answers as Airflow 3.0 and 2.10 give them; by path, with what the request carried. */
type Answer = { status?: number; json?: unknown; headers?: Record<string, string> };

let http: Server | undefined;
const asked: { path: string; authorization: string | undefined }[] = [];
async function serve(answer: (url: URL, request: IncomingMessage) => Answer): Promise<string> {
  asked.length = 0;
  http = createServer((request, response) => {
    const url = new URL(request.url!, 'http://localhost');
    asked.push({ path: url.pathname + url.search, authorization: request.headers.authorization });
    const { status = 200, json = {}, headers = {} } = answer(url, request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(json));
  });
  await new Promise<void>((resolve) => http!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}
afterEach(async () => {
  await new Promise((resolve) => (http ? http.close(resolve) : resolve(null)));
});

const version3 =
  (more: (url: URL) => Answer) =>
  (url: URL): Answer => {
    if (url.pathname === '/api/v2/version')
      return { json: { version: '3.0.2', git_version: null } };
    if (url.pathname === '/auth/token') return { status: 201, json: { access_token: 'jwt' } };
    return more(url);
  };

test('lists are read to their last page', async () => {
  const all = Array.from({ length: 250 }, (_, at) => ({
    import_error_id: at,
    timestamp: '2026-01-01T00:00:00Z',
    filename: `f${at}.py`,
    bundle_name: 'dags-folder',
    stack_trace: 'Traceback',
  }));
  const baseUrl = await serve(
    version3((url) => {
      const offset = Number(url.searchParams.get('offset'));
      return {
        json: {
          import_errors: all.slice(offset, offset + Number(url.searchParams.get('limit'))),
          total_entries: all.length,
        },
      };
    }),
  );
  const found = await createAirflowServer({
    baseUrl,
    username: 'reader',
    password: 'p',
  }).importErrors();
  expect(found).toHaveLength(250);
  expect(found.at(-1)).toEqual({
    filename: 'f249.py',
    bundle: 'dags-folder',
    stackTrace: 'Traceback',
  });
  expect(asked.filter(({ path }) => path === '/auth/token')).toHaveLength(1);
  expect(asked.at(-1)!.authorization).toBe('Bearer jwt');
});

test('a log is read until the server has no more', async () => {
  const pages: Record<string, { content: unknown[]; continuation_token: string | null }> = {
    '': {
      content: [
        { event: '::group::Log message source details' },
        { timestamp: '2026-01-01T00:00:00Z', event: 'row 0', level: 'info' },
      ],
      continuation_token: 'a',
    },
    a: { content: ['row 1'], continuation_token: 'b' },
    b: { content: [], continuation_token: 'b' },
  };
  const baseUrl = await serve(
    version3((url) => ({ json: pages[url.searchParams.get('token') ?? '']! })),
  );
  const server = createAirflowServer({ baseUrl, token: 'given' });
  const lines = await Array.fromAsync(
    server.taskLog({
      dagId: 'd/x',
      runId: 'manual__2026-01-01T00:00:00+00:00',
      taskId: 't',
      mapIndex: 3,
      tryNumber: 2,
    }),
  );
  expect(lines).toEqual([
    '{"event":"::group::Log message source details"}',
    '{"timestamp":"2026-01-01T00:00:00Z","event":"row 0","level":"info"}',
    'row 1',
  ]);
  expect(asked[1]!.path).toBe(
    '/api/v2/dags/d%2Fx/dagRuns/manual__2026-01-01T00%3A00%3A00%2B00%3A00/taskInstances/t/logs/2?map_index=3',
  );
  expect(asked[1]!.authorization).toBe('Bearer given');
});

test('Airflow 2: its own paths, basic authentication, source by file token, logs as one text', async () => {
  const baseUrl = await serve((url) => {
    if (url.pathname.startsWith('/api/v2/')) return { status: 404 };
    if (url.pathname === '/api/v1/dags/orders')
      return { json: { dag_id: 'orders', file_token: 'Ii9k.abc' } };
    if (url.pathname === '/api/v1/dagSources/Ii9k.abc')
      return { json: { content: 'from airflow import DAG\n' } };
    if (url.pathname.includes('/logs/'))
      return {
        json: {
          content: String.raw`[('worker-1', '*** Found local files:\n[2026-01-01T00:00:00.000+0000] {x.py:1} ERROR - no')]`,
          continuation_token: null,
        },
      };
    return {
      json: {
        dag_runs: [
          { dag_id: 'orders', dag_run_id: 'r', state: 'failed', start_date: null, end_date: null },
        ],
        total_entries: 1,
      },
    };
  });
  const server = createAirflowServer({ baseUrl: `${baseUrl}/`, username: 'a', password: 'b' });
  expect(await server.dagSource('orders')).toBe('from airflow import DAG\n');
  expect(await server.failedRuns({ limit: 5 })).toMatchObject([{ dagId: 'orders', runId: 'r' }]);
  expect(asked.at(-1)).toEqual({
    path: '/api/v1/dags/~/dagRuns?state=failed&order_by=-start_date&limit=5',
    authorization: `Basic ${btoa('a:b')}`,
  });
  expect(
    await Array.fromAsync(
      server.taskLog({ dagId: 'orders', runId: 'r', taskId: 't', mapIndex: -1, tryNumber: 1 }),
    ),
  ).toEqual(['*** Found local files:', '[2026-01-01T00:00:00.000+0000] {x.py:1} ERROR - no']);
});

test.each<[string, Answer, string]>([
  ['what it refuses', { status: 403 }, 'AIRFLOW_REFUSED'],
  [
    'a redirect, which is not followed',
    { status: 302, headers: { location: 'http://203.0.113.1/' } },
    'AIRFLOW_REFUSED',
  ],
])('%s is an error with a code, and no secret in it', async (_, answer, code) => {
  const baseUrl = await serve(version3(() => answer));
  const error: unknown = await createAirflowServer({ baseUrl, token: 's3cret' })
    .importErrors()
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code });
  expect(JSON.stringify(error) + String(error)).not.toContain('s3cret');
});

test('nobody answers', async () => {
  await expect(
    createAirflowServer({ baseUrl: 'http://127.0.0.1:9', token: 't' }).importErrors(),
  ).rejects.toMatchObject({ code: 'AIRFLOW_UNREACHABLE' });
});
