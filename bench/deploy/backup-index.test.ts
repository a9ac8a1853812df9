import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { deployFolder } from './manifest.ts';

/** A Qdrant with one collection and snapshots of these days ago; says what was asked of it. */
async function backUp(daysAgo: readonly number[], status = 200) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${String(request.headers['api-key'])}`);
    const list = daysAgo.map((days) => ({
      name: `${days}.snapshot`,
      creation_time: new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19),
    }));
    const isList = request.url === '/collections';
    const result = isList
      ? { collections: [{ name: 'logs' }] }
      : request.method === 'POST'
        ? { name: 'new', size: 1 }
        : list;
    response.writeHead(request.method === 'POST' ? status : 200);
    response.end(JSON.stringify({ result }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const run = promisify(execFile)(process.execPath, [`${deployFolder}k8s/base/backup-index.mjs`], {
    env: { QDRANT_ADDRESS: `http://127.0.0.1:${port}`, QDRANT_KEY: 'k', KEEP_DAYS: '7' },
  });
  const code = await run.then(
    () => 0,
    (error: { code: number }) => error.code,
  );
  server.close();
  return { asked, code };
}

test('a snapshot is made before the old ones go, and the young ones stay', async () => {
  expect(await backUp([1, 6, 8, 30])).toEqual({
    code: 0,
    asked: [
      'GET /collections k',
      'POST /collections/logs/snapshots k',
      'GET /collections/logs/snapshots k',
      'DELETE /collections/logs/snapshots/8.snapshot k',
      'DELETE /collections/logs/snapshots/30.snapshot k',
    ],
  });
});

test('where none can be made, none is removed, and the job fails', async () => {
  const { asked, code } = await backUp([30], 500);
  expect(code).toBe(1);
  expect(asked).toHaveLength(2);
});
