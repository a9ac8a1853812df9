import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** An address that stays while servers behind it come and go: it passes bytes on to the present one, and can cut all connections. */
export async function startRelay(): Promise<{
  readonly url: string;
  readonly leadTo: (url: string) => void;
  /** Bytes that went to the server. */
  readonly passed: () => number;
  readonly cut: () => void;
  readonly close: () => void;
}> {
  let port = 0;
  let passed = 0;
  const sockets = new Set<Socket>();
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const relay = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        other.destroy();
        sockets.delete(socket);
      });
    }
    near.on('data', (chunk) => (passed += chunk.length));
    near.pipe(far);
    far.pipe(near);
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const address = relay.address() as { port: number };
  return {
    url: `http://127.0.0.1:${address.port}`,
    leadTo: (url) => (port = Number(new URL(url).port)),
    passed: () => passed,
    cut,
    close: () => {
      cut();
      relay.close();
    },
  };
}
