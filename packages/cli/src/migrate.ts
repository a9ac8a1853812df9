/** Brings the servers of the settings to this version; the data directory is brought there at every start. */
export async function migrate(): Promise<void> {
  const { migrateStores, readConfig } = await import('@datasherpa/server');
  const prepared = await migrateStores(readConfig());
  const text = prepared.map((name) => `Prepared for this version: ${name}.\n`).join('');
  process.stdout.write(
    text || 'No database or search server is configured; the data directory prepares itself.\n',
  );
}
