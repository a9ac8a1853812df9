import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStores } from '@datasherpa/tools/adapters/embedded';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createClient, type Client, type LiveMessage } from '../client.ts';
import { compose } from '../compose.ts';
import { readConfig } from '../config.ts';
import { startServer, type RunningServer } from '../start-server.ts';
import { openLiveSession, type LiveSocket } from './live-session.ts';
import { beginStream } from './live-stream.ts';
import { startLive } from './live.ts';

let directory: string;
let server: RunningServer;
let client: Client;

const start = async (): Promise<void> => {
  server = await startServer({ dataDirectory: directory, port: 0 });
  client = createClient({ baseUrl: server.url });
};
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-live-'));
  await start();
});
afterEach(async () => {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

type Of<Type extends LiveMessage['type']> = Extract<LiveMessage, { type: Type }>;

/** A sender that keeps what it hears. */
class Sender {
  readonly heard: LiveMessage[] = [];
  readonly socket: WebSocket;
  readonly #waiting = new Set<() => void>();

  constructor(query = '', options: ConstructorParameters<typeof WebSocket>[2] = {}) {
    this.socket = new WebSocket(`${server.url.replace('http', 'ws')}/logs/live${query}`, options);
    this.socket.on('message', (data: Buffer) => {
      this.heard.push(JSON.parse(data.toString()) as LiveMessage);
      for (const check of this.#waiting) check();
    });
    this.socket.on('error', () => {});
  }

  all<Type extends LiveMessage['type']>(type: Type): Of<Type>[] {
    return this.heard.filter((message): message is Of<Type> => message.type === type);
  }

  /** The first message of the type that fits, now or later. */
  hear<Type extends LiveMessage['type']>(
    type: Type,
    fits: (message: Of<Type>) => boolean = () => true,
  ): Promise<Of<Type>> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = this.all(type).find(fits);
        if (!found) return;
        this.#waiting.delete(check);
        resolve(found);
      };
      this.#waiting.add(check);
      this.socket.once('close', (code) => {
        check();
        reject(new Error(`closed with ${code}: ${JSON.stringify(this.heard.slice(-3))}`));
      });
      check();
    });
  }

  send(text: string | Uint8Array): void {
    this.socket.send(typeof text === 'string' ? Buffer.from(text) : text);
  }

  async sent(text: string, offset: number): Promise<void> {
    this.send(text);
    await this.hear('ack', (ack) => ack.offset === offset);
  }

  async end(): Promise<Of<'sealed'>> {
    this.socket.send('{"type":"end"}');
    return this.hear('sealed');
  }
}

const line = (second: number, text: string, level = 'INFO'): string =>
  `26/11/20 02:${String(10 + Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')} ${level} Loader: ${text}\n`;
const ordinary = (count: number): string =>
  Array.from({ length: count }, (_, at) => line(at, `batch ${at} of table orders done`)).join('');
const diskFull =
  '26/11/20 02:20:04 ERROR Executor: Exception in task 7.0 in stage 3.0 (TID 71)\njava.io.IOException: No space left on device\n\tat java.base/sun.nio.ch.X.write0(Native Method)\n';

const causes = (sender: Sender) =>
  sender.all('alert').flatMap(({ alert }) => (alert.kind === 'new-cause' ? [alert] : []));

async function bytesOf(upload: string): Promise<string[]> {
  const views = [];
  for await (const view of client.watchUpload(upload)) views.push(view);
  const file = views.at(-1)!.files[0]!;
  const response = await fetch(`${server.url}/uploads/${upload}/lines?file=${file.id}&to=2000`);
  const { lines } = (await response.json()) as { lines: { text: string }[] };
  return lines.map(({ text }) => text);
}

test('a cause is told while the log grows, with quotes of its bytes; sealed it is an upload', async () => {
  const sender = new Sender('?name=driver.log');
  const { file, session, offset } = await sender.hear('ready');
  expect(offset).toBe(0);
  const text = ordinary(30) + diskFull;
  // Cut anywhere: a frame is no line.
  for (let at = 0; at < text.length; at += 500) sender.send(text.slice(at, at + 500));
  await sender.hear('alert', ({ alert }) => alert.kind === 'new-cause');
  const [cause] = causes(sender);
  expect(cause).toMatchObject({ cause: 'local_disk_full', evidence: [{ fileId: file }] });
  const [quoted] = cause!.evidence;
  expect(
    Buffer.from(text)
      .subarray(...quoted!.bytes)
      .toString(),
  ).toBe(quoted!.quote);
  expect(text.split('\n')[quoted!.lines[0] - 1]).toBe(quoted!.quote);
  expect(await sender.end()).toMatchObject({ upload: session, file, bytes: text.length });
  expect(await bytesOf(session)).toEqual(text.trimEnd().split('\n'));
  const answer = await client.callTool('/debug', { question: 'why?', uploads: [session] });
  expect(answer).toMatchObject({ status: 'found', data: { causes: [{ id: 'local_disk_full' }] } });
});

test('new forms of messages are told after the learning period, with the first error and a rise', async () => {
  const sender = new Sender();
  await sender.hear('ready');
  sender.send(ordinary(210));
  sender.send(line(211, 'batch 7 of table customers done'));
  sender.send(line(212, 'credentials of the vault were renewed by the operator'));
  sender.send(line(213, 'batch 8 of table orders done'));
  const news = await sender.hear('alert', ({ alert }) => alert.kind === 'new-template');
  expect(news.alert.evidence[0]!.quote).toContain('credentials of the vault');
  expect(sender.all('alert')).toHaveLength(1);
  sender.send(
    Array.from({ length: 40 }, (_, at) => line(at, 'table orders is late', 'ERROR')).join(''),
  );
  sender.send(line(214, 'batch 9 of table orders done'));
  await sender.hear(
    'alert',
    ({ alert }) => alert.kind === 'level-change' && alert.change === 'rise',
  );
  const changes = sender
    .all('alert')
    .flatMap(({ alert }) => (alert.kind === 'level-change' ? [alert.change] : []));
  expect(changes).toEqual(['first', 'rise']);
  await sender.end();
});

test('a line that nothing follows is told after a short while', async () => {
  const sender = new Sender();
  await sender.hear('ready');
  sender.send(line(1, 'cannot open the ledger', 'ERROR'));
  const { alert } = await sender.hear('alert');
  expect(alert).toMatchObject({ kind: 'level-change', change: 'first', level: 'error' });
  await sender.end();
});

test('a cut connection goes on where it was: nothing lost, nothing twice, alerts too', async () => {
  const text = ordinary(50) + diskFull + ordinary(20);
  let sender = new Sender();
  const { session } = await sender.hear('ready');
  let offset = 0;
  const alerts: number[] = [];
  while (offset < text.length) {
    const end = Math.min(offset + 700, text.length);
    sender.send(text.slice(offset, end));
    // Every other part is acknowledged before the cut; of the others the sender does not know.
    const known = (offset / 700) % 2 === 0;
    if (known) await sender.hear('ack', (ack) => ack.offset === end);
    sender.socket.terminate();
    await once(sender.socket, 'close');
    alerts.push(...sender.all('alert').map(({ number }) => number));
    sender = new Sender(
      `?session=${session}&offset=${known ? end : offset}&alerts=${alerts.at(-1) ?? 0}`,
    );
    offset = (await sender.hear('ready')).offset;
    expect(offset).toBeLessThanOrEqual(end);
  }
  await sender.end();
  alerts.push(...sender.all('alert').map(({ number }) => number));
  expect(alerts).toEqual(alerts.map((_, at) => at + 1));
  expect(alerts.length).toBeGreaterThanOrEqual(2);
  expect(await bytesOf(session)).toEqual(text.trimEnd().split('\n'));
});

test('a server that stops says so, and the next one goes on with what the first knew', async () => {
  const sender = new Sender('?name=a.log');
  const { session } = await sender.hear('ready');
  const text = ordinary(20) + diskFull + line(90, 'batch 90 of table orders done');
  await sender.sent(text, text.length);
  const told = sender.all('alert').length;
  expect(causes(sender)).toHaveLength(1);
  const closed = once(sender.socket, 'close');
  await server.stop();
  expect(sender.heard.at(-1)).toEqual({ type: 'stopping' });
  expect((await closed)[0]).toBe(1001);
  await start();
  const next = new Sender(`?session=${session}&offset=${text.length}&alerts=${told}`);
  expect(await next.hear('ready')).toMatchObject({ session, offset: text.length });
  const all = text + diskFull;
  await next.sent(diskFull, all.length);
  await next.end();
  // The cause was told before.
  expect(causes(next)).toEqual([]);
  expect(await bytesOf(session)).toEqual(all.trimEnd().split('\n'));
});

test('a second connection takes over; the first is closed', async () => {
  const first = new Sender();
  const { session } = await first.hear('ready');
  const closed = once(first.socket, 'close');
  const second = new Sender(`?session=${session}`);
  await second.hear('ready');
  expect((await closed)[0]).toBe(4000);
  await second.sent('one\n', 4);
  await second.end();
});

test.each([
  ['a page of another site', { origin: 'https://evil.test' }],
  ['another name for this machine', { headers: { host: 'evil.test' } }],
])('%s cannot connect', async (_, options) => {
  const sender = new Sender('', options);
  const [, response] = (await once(sender.socket, 'unexpected-response')) as [
    unknown,
    { statusCode: number; destroy(): void },
  ];
  expect(response.statusCode).toBe(403);
  response.destroy();
});

test('without a WebSocket the route says what it is', async () => {
  const response = await fetch(`${server.url}/logs/live`);
  expect(response.status).toBe(426);
  expect(await response.json()).toMatchObject({ code: 'UPGRADE_NEEDED' });
});

test('sessions that are not there, complete, or shorter than the sender says are refused in words', async () => {
  const done = new Sender();
  const { session } = await done.hear('ready');
  await done.sent('x\n', 2);
  await done.end();
  const open = new Sender();
  const other = (await open.hear('ready')).session;
  for (const query of ['nobody', '../../etc', session, `${other}&offset=99`]) {
    const sender = new Sender(`?session=${query}`);
    expect(await sender.hear('error')).toMatchObject({ code: 'LIVE_SESSION_GONE' });
  }
});

test('a binary stream, a frame that is too long and a stream that is too long end with a reason', async () => {
  const binary = new Sender('?name=a.bin');
  await binary.hear('ready');
  binary.send(new Uint8Array(5000));
  binary.send('\n');
  expect(await binary.hear('error')).toMatchObject({ code: 'FILE_BINARY' });
  const long = new Sender();
  await long.hear('ready');
  const closed = once(long.socket, 'close');
  long.send(new Uint8Array((1 << 20) + 1));
  expect((await closed)[0]).toBe(1009);
});

test('zero bytes in the middle, as behind an emptied log, disturb nothing', async () => {
  const sender = new Sender();
  await sender.hear('ready');
  sender.send(ordinary(120));
  sender.send(new Uint8Array(3000));
  sender.send(`\n${diskFull}${ordinary(2)}`);
  await sender.hear('alert', ({ alert }) => alert.kind === 'new-cause');
  const [quote] = causes(sender)[0]!.evidence;
  expect(quote!.quote).toContain('No space left on device');
  await sender.end();
});

test('an upload that is deleted while it is streamed ends the session', async () => {
  const sender = new Sender();
  const { session } = await sender.hear('ready');
  await sender.sent('one\n', 4);
  await client.deleteUpload(session);
  sender.send('two\n');
  expect(await sender.hear('error')).toMatchObject({ code: 'LIVE_SESSION_GONE' });
  expect((await client.uploads()).total).toBe(0);
});

test('who reads no answers is read no more, and goes on when it reads again', async () => {
  const stores = await openEmbeddedStores({ directory: ':memory:' });
  const { id, journal } = await beginStream(stores, 'default', 'a.log');
  const session = await openLiveSession(stores, {
    project: 'default',
    id,
    journal,
    maxBytes: 1 << 30,
    abandonedAfterMs: 60_000,
    onEnd() {},
  });
  let isPaused = false;
  let release = (): void => {};
  let reading = Promise.resolve();
  const paused: boolean[] = [];
  const socket: LiveSocket = {
    send: () => reading,
    pause: () => paused.push((isPaused = true)),
    resume: () => paused.push((isPaused = false)),
    close() {},
  };
  await session.attach(socket, 0, 0);
  reading = new Promise((resolve) => (release = resolve));
  let sent = 0;
  const part = new TextEncoder().encode(line(1, 'x'.repeat(200)).repeat(40));
  while (!isPaused) {
    session.receive(socket, part);
    sent += part.length;
  }
  // Room for what waits, and no more.
  expect(sent).toBeLessThan(300_000);
  const stored = async () => (await stores.streams.state(`${id}.log`))!.bytes;
  await expect.poll(stored).toBe(sent);
  expect(paused).toEqual([true]);
  release();
  await expect.poll(() => isPaused).toBe(false);
  await session.seal();
  expect(await stores.metadata.files.listByUpload(id)).toMatchObject([{ bytes: sent }]);
  await stores.close();
});

test('a sender that stays away is sealed; one that does not answer is cut off', async () => {
  await server.stop();
  const composed = await compose(readConfig({ dataDirectory: directory }));
  const { stores } = composed;
  const ingestion = { wake: () => {}, cancel: async () => {}, stop: async () => {} };
  const live = startLive(
    { stores, config: readConfig(), ingestion },
    { beatMs: 250, abandonedAfterMs: 30 },
  );
  const listening = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(listening, 'listening');
  listening.on('connection', (socket) => {
    const request = { project: 'default', name: 'a.log', session: null, offset: 0, alerts: 0 };
    const connection = live.connect(socket, request);
    socket.on('message', (data: Buffer) => connection.receive(data));
    socket.on('close', () => connection.closed());
  });
  const { port } = listening.address() as { port: number };
  const silent = new WebSocket(`ws://127.0.0.1:${port}`, { autoPong: false });
  const messages: LiveMessage[] = [];
  silent.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as LiveMessage));
  silent.on('open', () => silent.send('kept\n'));
  const [code] = (await once(silent, 'close')) as [number];
  expect(code).toBe(1006);
  const { session } = messages.find(({ type }) => type === 'ready') as Of<'ready'>;
  await expect
    .poll(async () => (await stores.metadata.uploads.get('default', session))?.status)
    .toBe('ingesting');
  expect(await stores.metadata.files.listByUpload(session)).toMatchObject([
    { name: 'a.log', bytes: 5 },
  ]);
  expect(await stores.streams.list()).toEqual([]);
  await live.stop();
  listening.close();
  await composed.close();
  await start();
});
