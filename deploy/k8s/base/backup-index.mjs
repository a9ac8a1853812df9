// Makes a snapshot of every collection on every Qdrant pod, and removes those older than KEEP_DAYS. Exit code 1 where one failed.
import process from 'node:process';

const { QDRANT_KEY: key = '', QDRANT_PODS: pods = '1', KEEP_DAYS: days = '7' } = process.env;
// Where it runs elsewhere than in the cluster: the address of one Qdrant.
const addresses = process.env.QDRANT_ADDRESS
  ? [process.env.QDRANT_ADDRESS]
  : Array.from({ length: Number(pods) }, (_, pod) => `http://qdrant-${pod}.qdrant-peers:6333`);
const oldest = Date.now() - Number(days) * 24 * 3600 * 1000;

async function ask(method, url) {
  const answer = await fetch(url, {
    method,
    headers: { 'api-key': key },
    signal: AbortSignal.timeout(30 * 60 * 1000),
  });
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}`);
  return (await answer.json()).result;
}

async function backUp(address) {
  const { collections } = await ask('GET', `${address}/collections`);
  for (const { name } of collections) {
    const snapshots = `${address}/collections/${encodeURIComponent(name)}/snapshots`;
    const made = await ask('POST', snapshots);
    process.stdout.write(`${address} ${name}: ${made.name}, ${made.size} bytes\n`);
    // Only after the new one is there.
    for (const { name: old, creation_time: time } of await ask('GET', snapshots))
      if (time && timeOf(time) < oldest)
        await ask('DELETE', `${snapshots}/${encodeURIComponent(old)}`);
  }
}

/** Qdrant writes times of UTC without saying so. */
const timeOf = (text) => Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);

for (const address of addresses)
  await backUp(address).catch((error) => {
    process.stderr.write(`${address}: ${error.message}\n`);
    process.exitCode = 1;
  });
