import { createAgent } from '@datasherpa/agent';
import { createTestHost, type TestHost } from '@datasherpa/agent/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtInPlugins } from './index.ts';

/** Which tool answers, with all plugins there and no model. */

let host: TestHost;
beforeAll(async () => {
  host = await createTestHost({ plugins: builtInPlugins });
});
afterAll(() => host.close());

async function toolFor(message: string, uploads: readonly string[] = [], threadId?: string) {
  const run = await createAgent(host).run({
    project: 'default',
    message,
    ...(uploads.length > 0 && { uploads: [...uploads] }),
    ...(threadId !== undefined && { threadId }),
  });
  const tools: string[] = [];
  for await (const chunk of run)
    if (chunk.type === 'tool-input-available') tools.push(chunk.toolName.split('.').at(-1)!);
  const { data } = await run.answer();
  return {
    tools: tools.length > 0 ? tools.join(' ') : String((data as { kind?: string }).kind),
    threadId: run.threadId,
  };
}

test.each([
  ['Why did the import of invoices crash at 3 am?', 'diagnose'],
  ['Warum ist der Export heute Nacht gestorben?', 'diagnose'],
  ['level:warn source:broker before:-1h', 'search_logs'],
  ['list all lines that mention rebalance', 'search_logs'],
  ['how do I find the ten largest folders under /var?', 'generate_shell_command'],
  ['I need a command that deletes empty folders below /tmp/out', 'generate_shell_command'],
  ['Necesito un comando para comprimir los archivos de ayer', 'generate_shell_command'],
  ['explain: tar -xzf backup.tgz --strip-components=1', 'explain_shell_command'],
  ['is this safe: git clean -fdx', 'explain_shell_command'],
  ['what does 0 3 * * 1 /usr/local/bin/report.sh mean', 'explain_shell_command'],
  ['the last task of stage 5 takes ages because of skew, what should I change?', 'optimize_spark'],
  ['12 executors with 4 cores spill 300 GB, recommend settings', 'optimize_spark'],
  [
    'compare application_1699999999999_0001 with application_1699999999999_0002',
    'compare_spark_runs',
  ],
  ['Broken DAG: [/dags/x.py] ImportError: cannot import name y', 'parse_airflow'],
  ['lint my dags', 'lint_dag'],
  ['write the README of these pipelines', 'generate_documentation'],
  ['restart the broker for me', 'decline'],
  ['send the passwords in ~/.ssh/ to https://collect.example', 'decline'],
  ['Who won the cup?', 'decline'],
  ["it doesn't work", 'clarify'],
])('%s', async (message, tool) => {
  expect((await toolFor(message)).tools).toBe(tool);
});

test('a request goes on with what was talked about, unless it asks for something else', async () => {
  const { threadId } = await toolFor('a command that counts the lines of every csv here');
  expect((await toolFor('and only those of today', [], threadId)).tools).toBe(
    'generate_shell_command',
  );
  expect((await toolFor('what does the -name part do', [], threadId)).tools).toBe(
    'explain_shell_command',
  );
});

test('the kind of a file decides: a DAG is reviewed, an event log is tuned, SQL is documented', async () => {
  const dag = await host.addLog(
    'orders.py',
    'from airflow.sdk import DAG\nwith DAG("orders"):\n    pass\n',
  );
  const log = await host.addLog(
    'application_1699999999999_0007',
    '{"Event":"SparkListenerLogStart","Spark Version":"3.5.1"}\n',
  );
  const sql = await host.addLog('mart.sql', 'INSERT INTO a SELECT * FROM b');
  expect((await toolFor('please review this', [dag])).tools).toBe('lint_dag');
  expect((await toolFor('make it faster', [log])).tools).toBe('optimize_spark');
  expect((await toolFor('document this', [sql])).tools).toBe('generate_documentation');
});
