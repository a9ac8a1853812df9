import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createAirflowServer } from './index.ts';
import { textsOfHosts } from './texts-of-hosts.ts';

interface Recorded {
  readonly runId: string;
  readonly answers: readonly { method: string; path: string; status: number; body: unknown }[];
}

/** Answers what a started Airflow answered (`bench/airflow/live`), to the same requests only. */
async function replay(name: string) {
  const { runId, answers } = JSON.parse(
    readFileSync(new URL(`testing/${name}.json`, import.meta.url), 'utf8'),
  ) as Recorded;
  const http = createServer((request, response) => {
    const found = answers.find(
      ({ method, path }) => method === request.method && path === request.url,
    );
    response.writeHead(found?.status ?? 418, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found?.body ?? null));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    runId,
    server: createAirflowServer({ baseUrl, username: 'reader', password: 'p' }),
    close: () => new Promise((resolve) => http.close(resolve)),
  };
}

test.each(['airflow-3.1.8', 'airflow-2.11.0'])('%s, as it answered', async (name) => {
  const { runId, server, close } = await replay(name);
  try {
    expect(await server.importErrors()).toEqual([
      expect.objectContaining({
        filename: expect.stringMatching(/broken\.py$/),
        stackTrace: expect.stringContaining("No module named 'no_such_module'"),
      }),
    ]);
    expect(await server.failedRuns({ limit: 5 })).toMatchObject([
      { dagId: 'nightly_orders', runId, state: 'failed' },
    ]);
    const tasks = await server.taskInstances('nightly_orders', runId);
    expect(
      tasks
        .toSorted((a, b) => a.taskId.localeCompare(b.taskId) || a.mapIndex - b.mapIndex)
        .map(({ taskId, mapIndex, state, tryNumber }) => [taskId, mapIndex, state, tryNumber]),
    ).toEqual([
      ['extract', -1, 'failed', 2],
      ['list_files', -1, 'success', 1],
      ['load', 0, 'success', 1],
      ['load', 1, 'failed', 1],
      ['load', 2, 'success', 1],
      ['report', -1, 'upstream_failed', expect.any(Number)],
    ]);
    const log = async (taskId: string, mapIndex: number, tryNumber: number): Promise<string[]> =>
      await Array.fromAsync(
        server.taskLog({ dagId: 'nightly_orders', runId, taskId, mapIndex, tryNumber }),
      );
    const failed = await log('load', 1, 1);
    expect(failed.join('\n')).toContain('b.csv has no header');
    expect(failed.filter((line) => line.startsWith("[('"))).toEqual([]);
    for (const tried of [1, 2])
      expect((await log('extract', -1, tried)).length).toBeGreaterThan(30);
    expect(await server.dagSource('nightly_orders')).toContain('settings["ENVIRONMENT"]');
  } finally {
    await close();
  }
});

test('the list of hosts that Airflow 2 prints', () => {
  expect(textsOfHosts(String.raw`[('a', 'it\'s\n\tC:\\x \xe4'), ('b', "say 'x'")]`)).toEqual([
    "it's\n\tC:\\x ä",
    "say 'x'",
  ]);
  expect(textsOfHosts("[('worker-1', '')]")).toEqual(['']);
  for (const other of ['[2026-01-01] {x.py:1} INFO - [(1, 2)]', "[('a', 'b']", "[('a', b)]", ''])
    expect(textsOfHosts(other)).toBeNull();
});
