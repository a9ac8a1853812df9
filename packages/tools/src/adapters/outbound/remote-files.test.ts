import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { allowsHost } from './allowed-hosts.ts';
import { isPrivateAddress, isPublicAddress } from './is-public-address.ts';
import { openRemoteFiles, type RemoteFilesOptions } from './open-remote-files.ts';

/** Files of other machines: what is asked for, what never is. The other machines are a server on this one. */

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Every name stands for this machine, which is allowed here. */
const here: Pick<RemoteFilesOptions, 'resolve' | 'isAllowedAddress'> = {
  resolve: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
  isAllowedAddress: (address) => address === '127.0.0.1',
};
const maxBytes = 1000;
const read = async (content: AsyncIterable<Uint8Array>): Promise<string> =>
  Buffer.concat(await Array.fromAsync(content)).toString();

test.each([
  ['8.8.8.8', true],
  ['93.184.216.34', true],
  ['2606:4700::1111', true],
  ['127.0.0.1', false],
  ['127.255.0.9', false],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001:0:1::', false],
  ['fe80::1', false],
  ['fc00::1', false],
  ['fd12::1', false],
  ['ff02::1', false],
  ['not an address', false],
])('%s is public: %s', (address, is) => {
  expect(isPublicAddress(address)).toBe(is);
});

test.each([
  ['127.0.0.1', true],
  ['10.0.0.1', true],
  ['192.168.1.1', true],
  ['100.64.0.1', true],
  ['::1', true],
  ['fd12::1', true],
  ['169.254.169.254', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['::ffff:169.254.169.254', false],
  ['8.8.8.8', false],
])("%s is of a network of one's own: %s", (address, is) => {
  expect(isPrivateAddress(address)).toBe(is);
});

test('a host of the own network is read, and leads nowhere that its kind may not', async () => {
  const port = await serve((request, response) => {
    if (request.url === '/away')
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    else response.end('here');
  });
  const remote = openRemoteFiles({
    hosts: ['logs.example.com'],
    privateHosts: [`history.internal:${port}`],
    resolve: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
  });
  const file = await remote.open(`http://history.internal:${port}/a`, { maxBytes });
  expect(await read(file.content)).toBe('here');
  for (const url of [`http://history.internal:${port}/away`, 'http://logs.example.com/a'])
    await expect(remote.open(url, { maxBytes })).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' });
});

test.each([
  ['http://logs.example.com/a', ['logs.example.com'], true],
  ['https://LOGS.example.com./a', ['logs.example.com'], true],
  ['http://logs.example.com:8080/a', ['logs.example.com'], false],
  ['http://logs.example.com:8080/a', ['logs.example.com:8080'], true],
  ['https://logs.example.com:443/a', ['logs.example.com'], true],
  ['http://a.b.example.com/a', ['*.example.com'], true],
  ['http://example.com/a', ['*.example.com'], false],
  ['http://evilexample.com/a', ['*.example.com'], false],
  ['http://logs.example.com.evil.org/a', ['logs.example.com'], false],
  ['http://logs.example.com/a', [], false],
])('%s with %j is allowed: %s', (url, allowed, is) => {
  expect(allowsHost(allowed, new URL(url))).toBe(is);
});

test('a file comes with its name, over a redirect', async () => {
  const port = await serve((request, response) => {
    if (request.url === '/latest')
      response.writeHead(302, { location: '/logs/app%20log.txt' }).end();
    else response.end(`${request.url} ${request.headers['accept-encoding']}`);
  });
  const remote = openRemoteFiles({ hosts: [`logs.example.com:${port}`], ...here });
  const file = await remote.open(`http://logs.example.com:${port}/latest`, { maxBytes });
  expect(file.name).toBe('app log.txt');
  expect(await read(file.content)).toBe('/logs/app%20log.txt identity');
});

describe('what is refused without a connection', () => {
  const open = (
    url: string,
    resolved = '8.8.8.8',
    hosts = ['*.example.com', '127.0.0.1', '[::1]'],
  ) =>
    openRemoteFiles({
      hosts,
      resolve: (_, done) =>
        done(null, [
          { address: '93.184.216.34', family: 4 },
          { address: resolved, family: resolved.includes(':') ? 6 : 4 },
        ]),
    }).open(url, { maxBytes });
  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'file:///etc/passwd',
    'ftp://logs.example.com/a',
    'gopher://logs.example.com/a',
    'http://user:secret@logs.example.com/a',
    'http://example.org/a',
  ])('%s', async (url) => {
    const error = await open(url).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'URL_NOT_ALLOWED' });
    expect(String(error)).not.toContain('secret');
  });
  test.each(['10.0.0.1', '127.0.0.1', '169.254.169.254', '::1', 'fe80::1', '::ffff:10.0.0.1'])(
    'a name that stands for %s too',
    async (address) => {
      await expect(open('http://logs.example.com/a', address)).rejects.toMatchObject({
        code: 'URL_NOT_ALLOWED',
        message: expect.stringContaining('private address'),
      });
    },
  );
  test.each(['', 'no address', 'http://', `http://logs.example.com/${'a'.repeat(5000)}`])(
    'no address: %s',
    async (url) => {
      await expect(open(url)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    },
  );
});

describe('what is refused on the way', () => {
  test.each([
    ['to a host that is not allowed', 'http://other.example.org/a'],
    ['to another port', 'http://logs.example.com:1/a'],
    ['to a private address', 'http://10.0.0.1/a'],
    ['to another protocol', 'file:///etc/passwd'],
  ])('a redirect %s', async (_, location) => {
    const port = await serve((__, response) => response.writeHead(301, { location }).end());
    const remote = openRemoteFiles({ hosts: [`logs.example.com:${port}`, '10.0.0.1'], ...here });
    await expect(
      remote.open(`http://logs.example.com:${port}/`, { maxBytes }),
    ).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' });
  });

  test('a redirect to a name that was public and is not any more', async () => {
    const port = await serve((_, response) =>
      response.writeHead(307, { location: '/again' }).end(),
    );
    let asked = 0;
    const remote = openRemoteFiles({
      ...here,
      hosts: [`logs.example.com:${port}`],
      resolve: (_, done) =>
        done(null, [{ address: (asked += 1) === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]),
    });
    await expect(
      remote.open(`http://logs.example.com:${port}/`, { maxBytes }),
    ).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' });
  });

  test.each<[string, RequestListener, string]>([
    [
      'redirects without end',
      (_, response) => response.writeHead(302, { location: '/' }).end(),
      'URL_NOT_READABLE',
    ],
    [
      'no such file',
      (_, response) => response.writeHead(404).end('secret page'),
      'URL_NOT_READABLE',
    ],
    ['a login page', (_, response) => response.writeHead(401).end(), 'URL_NOT_READABLE'],
    [
      'too long, as its server says',
      (_, response) => response.end('x'.repeat(1001)),
      'UPLOAD_TOO_LARGE',
    ],
    [
      'too long, without a word',
      (_, response) => {
        response.write('x'.repeat(600));
        response.end('x'.repeat(600));
      },
      'UPLOAD_TOO_LARGE',
    ],
    [
      'broken off',
      (_, response) => {
        response.writeHead(200, { 'content-length': '900' });
        response.write('x'.repeat(100), () => response.destroy());
      },
      'URL_NOT_READABLE',
    ],
    ['nothing of HTTP', (request) => request.socket.end('hello\n'), 'URL_NOT_READABLE'],
  ])('%s', async (_, answer, code) => {
    const port = await serve(answer);
    const remote = openRemoteFiles({ hosts: [`logs.example.com:${port}`], ...here });
    const reading = remote
      .open(`http://logs.example.com:${port}/a?token=secret`, { maxBytes })
      .then(({ content }) => read(content));
    const error = await reading.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain('secret');
  });

  test('a name that nobody knows', async () => {
    // Never given to anybody (RFC 6761), and asked of the system.
    const remote = openRemoteFiles({ hosts: ['logs.invalid'] });
    const opening = remote.open('http://logs.invalid/a', { maxBytes });
    await expect(opening).rejects.toMatchObject({
      code: 'URL_NOT_READABLE',
      message: expect.stringContaining('name'),
    });
  });

  test('nobody there, and a reader who leaves', async () => {
    const port = await serve((_, response) => void response.write('half'));
    const hosts = [`logs.example.com:${port}`, 'logs.example.com:1'];
    const remote = openRemoteFiles({ hosts, ...here });
    await expect(remote.open('http://logs.example.com:1/', { maxBytes })).rejects.toMatchObject({
      code: 'URL_NOT_READABLE',
    });
    const leaving = new AbortController();
    const file = await remote.open(`http://logs.example.com:${port}/`, {
      maxBytes,
      signal: leaving.signal,
    });
    const reading = read(file.content);
    leaving.abort(new Error('left'));
    await expect(reading).rejects.toThrow('left');
  });
});
