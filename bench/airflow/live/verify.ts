import { writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createAirflowServer } from '@datasherpa/tools/adapters/airflow';

/**
 * Verifies the read-only client against a really started Airflow (`start.sh`, version 2 or 3): waits until it answers, triggers the
 * DAG that fails, and reads import errors, failed run, task states, all pages of a long log, and the source, as a user who may only
 * read. `bash bench/airflow/live/start.sh VENV/bin node_modules/.bin/node --conditions=datasherpa-source bench/airflow/live/verify.ts
 * [RECORD.json]`. Prints one JSON object; ends with 1 where something is missing. RECORD.json gets the answers that the client was
 * given, shortened, for the tests of the client.
 */

const read = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; start this through start.sh`);
  return value;
};
const base = read('AIRFLOW_URL');
const recordTo = process.argv[2];
const dagId = 'nightly_orders';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What the server answered, in the order of the requests. */
const answers: { method: string; path: string; status: number; body: unknown }[] = [];
const plainFetch = globalThis.fetch;
let recording = false;
globalThis.fetch = async (input, init) => {
  const answer = await plainFetch(input, init);
  if (recording) {
    const text = await answer.clone().text();
    const path = (input instanceof Request ? input.url : input.toString()).slice(base.length);
    answers.push({
      method: init?.method ?? 'GET',
      path,
      status: answer.status,
      body: path === '/auth/token' ? { access_token: 'token' } : bodyOf(text),
    });
  }
  return answer;
};

async function until<T>(what: string, ask: () => Promise<T | null>, seconds = 240): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    const found = await ask().catch((error: unknown) => {
      last = error;
      return null;
    });
    if (found !== null) return found;
    await pause(2000);
  }
  throw new Error(`${what} did not come within ${seconds} s`, { cause: last });
}

const asReader = {
  baseUrl: base,
  username: read('READER_NAME'),
  password: read('READER_PASSWORD'),
};
const server = createAirflowServer(asReader);
await until('an import error', async () => {
  const found = await server.importErrors();
  return found.length > 0 ? found : null;
});
await until('the DAG', () => server.dagSource(dagId));
const isThree = (await plainFetch(`${base}/api/v2/version`)).ok;
await trigger();
const run = await until(
  'the failed run',
  async () => (await server.failedRuns({ dagId, limit: 5 }))[0] ?? null,
  400,
);

recording = true;
const reader = createAirflowServer(asReader);
const errors = await reader.importErrors();
const runs = await reader.failedRuns({ limit: 5 });
const tasks = await reader.taskInstances(dagId, run.runId);
const logOf = async (taskId: string, mapIndex: number, tryNumber: number): Promise<string[]> =>
  await Array.fromAsync(reader.taskLog({ dagId, runId: run.runId, taskId, mapIndex, tryNumber }));
const long = await logOf('extract', -1, 2);
const first = await logOf('extract', -1, 1);
const mapped = await logOf('load', 1, 1);
const source = await reader.dagSource(dagId);
recording = false;

const wrong = await createAirflowServer({ ...asReader, password: 'wrong' })
  .importErrors()
  .catch((error: unknown) => error as { code?: string; message?: string });
const rows = long.filter((line) => /\brow \d+/.test(line));
const stateOf = (taskId: string, mapIndex = -1): string | null | undefined =>
  tasks.find((task) => task.taskId === taskId && task.mapIndex === mapIndex)?.state;
const checks = {
  importErrorNamesTheFile: errors.some(
    ({ filename, stackTrace }) =>
      filename.includes('broken.py') && stackTrace.includes('no_such_module'),
  ),
  runOfAllDags: runs.some(({ runId }) => runId === run.runId),
  failedTask: stateOf('extract') === 'failed',
  mappedInstances: [0, 1, 2].map((at) => stateOf('load', at)).join() === 'success,failed,success',
  upstreamFailed: stateOf('report') === 'upstream_failed',
  tries: tasks.find(({ taskId }) => taskId === 'extract')?.tryNumber === 2,
  everyRow: rows.length === 30_000 && new Set(rows).size === 30_000,
  lastRow: rows.at(-1)?.includes('row 29999') === true,
  exception: long.some((line) => line.includes('KeyError')),
  firstTry: first.some((line) => line.includes('row 29999')),
  logOfMappedInstance: mapped.some((line) => line.includes('b.csv has no header')),
  source: source.includes('settings["ENVIRONMENT"]'),
  wrongPassword: 'code' in wrong && wrong.code === 'AIRFLOW_REFUSED',
};
if (recordTo)
  await writeFile(
    recordTo,
    `${JSON.stringify({ about: `What a started Airflow answered (bench/airflow/live/verify.ts), logs shortened.`, runId: run.runId, answers: answers.map(shortened) }, null, 1)}\n`
      // Where it ran is nobody's business.
      .replaceAll(read('AIRFLOW_HOME'), '/opt/airflow')
      .replaceAll(new RegExp(String.raw`\b${hostname()}\b`, 'g'), 'worker-1'),
  );
process.stdout.write(
  `${JSON.stringify({ checks, logLines: long.length, logRequests: answers.filter(({ path }) => path.includes('/logs/')).length, run, tasks: tasks.map(({ taskId, mapIndex, state, tryNumber }) => [taskId, mapIndex, state, tryNumber]), wrong, lastLines: long.slice(-2).map((line) => line.slice(0, 300)) }, null, 1)}\n`,
);
process.exitCode = Object.values(checks).every(Boolean) ? 0 : 1;

async function trigger(): Promise<void> {
  const admin = { username: read('ADMIN_NAME'), password: read('ADMIN_PASSWORD') };
  let authorization = `Basic ${btoa(`${admin.username}:${admin.password}`)}`;
  if (isThree) {
    const answer = await plainFetch(`${base}/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(admin),
    });
    authorization = `Bearer ${((await answer.json()) as { access_token: string }).access_token}`;
  }
  const answer = await plainFetch(`${base}/api/${isThree ? 'v2' : 'v1'}/dags/${dagId}/dagRuns`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(isThree ? { logical_date: null } : {}),
  });
  if (!answer.ok)
    throw new Error(`the DAG was not triggered: ${answer.status} ${await answer.text()}`);
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The middle of a long log says nothing about its form. */
function shortened({ body, ...answer }: (typeof answers)[number]): (typeof answers)[number] {
  const log = body as { content?: unknown };
  if (typeof log !== 'object' || log === null || !('content' in log)) return { ...answer, body };
  const cut = (list: readonly unknown[]): unknown[] =>
    list.length > 40 ? [...list.slice(0, 20), ...list.slice(-20)] : [...list];
  if (Array.isArray(log.content)) return { ...answer, body: { ...log, content: cut(log.content) } };
  if (typeof log.content === 'string' && answer.path.includes('/logs/'))
    return {
      ...answer,
      body: { ...log, content: cut(log.content.split(String.raw`\n`)).join(String.raw`\n`) },
    };
  return { ...answer, body };
}
