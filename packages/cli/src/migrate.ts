/**
 * Brings the servers of the settings to this version; the data directory is brought there at every start. With addresses, copies
 * everything to them instead.
 */
export async function migrate(to: readonly string[]): Promise<void> {
  const { migrateStores, moveTo, readConfig, readTarget } = await import('@datasherpa/server');
  const config = readConfig();
  if (to.length > 0) {
    await moveTo(config, readTarget(config, to), ({ what, count }) => {
      process.stdout.write(`The same on both sides: ${count} ${what}\n`);
    });
    process.stdout.write(
      'Everything was copied. Change the settings to the new place, and start.\n',
    );
    return;
  }
  const prepared = await migrateStores(config);
  const text = prepared.map((name) => `Prepared for this version: ${name}.\n`).join('');
  process.stdout.write(
    text || 'No database or search server is configured; the data directory prepares itself.\n',
  );
}
