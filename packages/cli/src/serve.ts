/** Serves until SIGINT or SIGTERM, then lets running work come to its end. */
export async function serve(options: { readonly port?: number }): Promise<void> {
  const { startServer } = await import('@datasherpa/server');
  const server = await startServer(options.port === undefined ? {} : { port: options.port });
  process.stdout.write(`DataSherpa listens on ${server.url}\n`);
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once('SIGINT', resolve);
  process.once('SIGTERM', resolve);
  await promise;
  await server.stop();
}
