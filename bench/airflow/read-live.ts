import { createAirflowServer } from '@datasherpa/tools/adapters/airflow';

/**
 * Verifies the client against a really started Airflow 3 (`start-airflow.sh`): waits until it answers, triggers the DAG that fails,
 * and reads import errors, failed run, task states, the whole log and the source.
 * `node --conditions=datasherpa-source bench/airflow/read-live.ts http://127.0.0.1:7399`. Prints one JSON object; ends with 1 where
 * something is missing.
 */

const [base = 'http://127.0.0.1:7399'] = process.argv.slice(2);
const dagId = 'fails';
const server = createAirflowServer({ baseUrl: base });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until<T>(what: string, ask: () => Promise<T | null>, seconds = 240): Promise<T> {
  for (let at = 0; at < seconds; at += 2) {
    const found = await ask().catch(() => null);
    if (found !== null) return found;
    await pause(2000);
  }
  throw new Error(`${what} did not come within ${seconds} s`);
}

const errors = await until('an import error', async () => {
  const found = await server.importErrors();
  return found.length > 0 ? found : null;
});
await until('the DAG', () => server.dagSource(dagId));
const token = ((await (await fetch(`${base}/auth/token`)).json()) as { access_token: string })
  .access_token;
const triggered = await fetch(`${base}/api/v2/dags/${dagId}/dagRuns`, {
  method: 'POST',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify({ logical_date: null }),
});
if (!triggered.ok) throw new Error(`the DAG was not triggered: ${triggered.status}`);
const run = await until(
  'the failed run',
  async () => (await server.failedRuns({ dagId, limit: 5 }))[0] ?? null,
);
const tasks = await server.taskInstances(dagId, run.runId);
const failed = tasks.find(({ state }) => state === 'failed');
const lines: string[] = [];
if (failed)
  for await (const line of server.taskLog({
    dagId,
    runId: run.runId,
    taskId: failed.taskId,
    mapIndex: failed.mapIndex,
    tryNumber: failed.tryNumber,
  }))
    lines.push(line);
const source = await server.dagSource(dagId);
const checks = {
  importErrorNamesTheFile: errors.some(
    ({ filename, stackTrace }) =>
      filename.includes('broken.py') && stackTrace.includes('no_such_module'),
  ),
  failedTask: failed?.taskId === 'extract',
  upstreamFailed: tasks.some(
    ({ taskId, state }) => taskId === 'load' && state === 'upstream_failed',
  ),
  firstLine: lines.some((line) => line.includes('row 0')),
  lastLine: lines.some((line) => line.includes('row 1999')),
  exception: lines.some((line) => line.includes('KeyError')),
  source: source.includes('raise KeyError'),
};
process.stdout.write(
  `${JSON.stringify({ checks, logLines: lines.length, run, tasks: tasks.map(({ taskId, state }) => [taskId, state]), error: errors[0]?.stackTrace.slice(-200), sample: lines.slice(-2) }, null, 1)}\n`,
);
process.exitCode = Object.values(checks).every(Boolean) ? 0 : 1;
