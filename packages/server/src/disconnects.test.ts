import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, type Client, type RunView } from './client.ts';
import { startServer, type RunningServer } from './start-server.ts';

/** Clients that go away, on real sockets: nothing half is kept, nothing else suffers, and an answer is made to its end. */

let directory: string;
let server: RunningServer;
let client: Client;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-disconnects-'));
  server = await startServer({ dataDirectory: directory, port: 0 });
  client = createClient({ baseUrl: server.url });
});
afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

const open = async (text: string): Promise<Socket> => {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve);
  });
  socket.write(text);
  return socket;
};
const request = (path: string, type: string, length: number, body: string): string =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n${body}`;
/** What the data directory holds of uploads. */
const blobs = async (): Promise<string[]> => {
  const entries = await readdir(join(directory, 'blobs'), {
    recursive: true,
    withFileTypes: true,
  });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
};

const part = (name: string, content: string): string =>
  `--b\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n\r\n${content}`;

test.each([
  ['before the first part', ''],
  ['in the head of a part', '--b\r\ncontent-dispo'],
  ['in the middle of a file', part('a.log', 'x'.repeat(100_000))],
  ['in the second file', `${part('a.log', 'whole')}\r\n${part('b.log', 'half')}`],
])('a sender that goes away %s leaves nothing', async (_, sent) => {
  const before = { total: (await client.uploads()).total, blobs: await blobs() };
  const socket = await open(
    request('/upload-logs', 'multipart/form-data; boundary=b', 10_000_000, sent),
  );
  // The upload has begun before its sender goes.
  await expect.poll(async () => (await client.uploads()).total).toBe(before.total + 1);
  socket.destroy();
  await expect
    .poll(async () => ({ total: (await client.uploads()).total, blobs: await blobs() }))
    .toEqual(before);
});

test.each([
  ['without its last boundary', `${part('a.log', 'half')}\r\n`],
  ['that is cut inside its last boundary', `${part('a.log', 'half')}\r\n--b`],
  ['that is cut in the head of a part', '--b\r\ncontent-disposition: form-da'],
  ['that is cut in the second file', `${part('a.log', 'whole')}\r\n${part('b.log', 'half')}\r\n`],
])('a body %s is an interrupted upload', async (_, body) => {
  const before = { total: (await client.uploads()).total, blobs: await blobs() };
  const response = await fetch(`${server.url}/upload-logs`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body,
  });
  expect(await response.json()).toMatchObject({ code: 'UPLOAD_INTERRUPTED', status: 400 });
  expect({ total: (await client.uploads()).total, blobs: await blobs() }).toEqual(before);
});

test('a listener that goes away in the middle of an answer: the answer is made and can be read', async () => {
  const body = JSON.stringify({ message: 'why did the load fail?' });
  const socket = await open(request('/agent', 'application/json', body.length, body));
  const run = await new Promise<string>((resolve) => {
    let read = '';
    socket.on('data', (chunk: Buffer) => {
      read += chunk.toString();
      const id = /"runId":"([^"]+)"/.exec(read)?.[1];
      if (id) resolve(id);
    });
  });
  socket.destroy();
  const view = async (): Promise<RunView> =>
    (await (await fetch(`${server.url}/runs/${run}`)).json()) as RunView;
  await expect.poll(async () => (await view()).status).toBe('done');
  const chunks = [];
  for await (const chunk of client.followRun(run, 0)) chunks.push(chunk);
  expect(chunks).toEqual((await view()).chunks);
  expect(chunks.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['start', 'text-delta', 'data-answer', 'finish']),
  );
});

test('listeners and askers that go away do not disturb the others', async () => {
  const body = JSON.stringify({ question: 'why?' });
  const sockets = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      open(
        at % 2 === 0
          ? request('/debug', 'application/json', body.length, body)
          : request('/debug', 'application/json', body.length + 1, body),
      ),
    ),
  );
  for (const socket of sockets) socket.destroy();
  expect(await client.health()).toMatchObject({ status: 'ok' });
});
