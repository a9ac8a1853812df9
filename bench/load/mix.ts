import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@datasherpa/server/client';

const eventLog = fileURLToPath(
  new URL(
    '../../packages/tools/src/testing/spark/fixtures/planted/join-skew.ill.gz',
    import.meta.url,
  ),
);
const demo = fileURLToPath(new URL('../../examples/demo/', import.meta.url));

/** One request of the mix. */
export interface Kind {
  readonly name: string;
  /** Of a hundred requests. */
  readonly share: number;
  /** Sends it; resolves to what came, without what is new each time. `number` is never used twice. */
  readonly ask: (number: number) => Promise<unknown>;
}

const filesBelow = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => ({ path, name: relative(directory, path) }));

/** Ids, times of work and the memory of failures are new each time; everything else must be what a single run gave. */
const withoutWhatIsNew = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      ['requestId', 'timings', 'memory', 'score'].includes(key) ? undefined : part,
    ),
  );

/**
 * Sends the logs of the demo and makes requests of every kind about them: searches, diagnoses, shell commands, Airflow code, documents,
 * a Spark event log, messages to the agent, health, and small uploads that are read back and deleted.
 */
export async function prepareMix(url: string): Promise<readonly Kind[]> {
  const client = createClient({ baseUrl: url });
  const send = async (files: readonly { path: string; name: string }[]): Promise<string> => {
    const { upload } = await client.upload(
      (async function* () {
        for (const { path, name } of files) yield { name, content: createReadStream(path) };
      })(),
    );
    for await (const { status } of client.watchUpload(upload.id))
      if (status === 'failed') throw new Error('The upload failed.');
    return upload.id;
  };
  const logs = [await send(filesBelow(join(demo, 'failed')))];
  const spark = [await send([{ path: eventLog, name: 'eventlog.gz' }])];
  const code = readFileSync(join(demo, 'make/pipeline/dags/nightly_orders.py'), 'utf8');
  const question = 'why did the nightly orders load fail?';
  const tool =
    (path: string, input: object): Kind['ask'] =>
    async () =>
      withoutWhatIsNew(await client.callTool(path, input));

  const upload: Kind['ask'] = async (number) => {
    const text = Buffer.from(
      `2026-11-20T02:00:00Z INFO job ${number} began\n2026-11-20T02:00:01Z ERROR task ${number} failed: Connection refused\n`,
    );
    const receipt = await client.upload(
      (async function* () {
        yield {
          name: 'small.log',
          content: (async function* () {
            yield text;
          })(),
        };
      })(),
    );
    let status = '';
    for await (const view of client.watchUpload(receipt.upload.id)) ({ status } = view);
    const [file] = receipt.upload.files;
    const response = await fetch(
      `${url}/uploads/${receipt.upload.id}/lines?file=${file!.id}&from=2&to=2`,
    );
    const { lines } = (await response.json()) as { lines: { text: string }[] };
    await client.deleteUpload(receipt.upload.id);
    return {
      status,
      existing: receipt.existing,
      isRight: file!.sha256 === createHash('sha256').update(text).digest('hex'),
      line: lines.map((line) => line.text.replace(`task ${number} `, 'task N ')),
    };
  };
  /** How rare words are, and so the order of hits, changes with what others upload meanwhile; what is found does not. */
  const search: Kind['ask'] = async () => {
    const answer = await client.callTool('/search-logs', {
      query: 'level:error executor lost',
      uploads: logs,
      limit: 100,
    });
    const { total } = answer.data as { total: number };
    const places = answer.evidence.map(
      ({ source, lines, quote }) => `${source}:${lines[0]} ${quote}`,
    );
    return { status: answer.status, degraded: answer.degraded, total, places: places.toSorted() };
  };
  const agent: Kind['ask'] = async () => {
    const response = await fetch(`${url}/agent`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ message: question, uploads: logs }),
    });
    return { code: response.status, answer: withoutWhatIsNew(await response.json()) };
  };
  return [
    { name: 'upload, read, delete', share: 10, ask: upload },
    {
      name: 'search by words',
      share: 15,
      ask: search,
    },
    {
      name: 'search of an exact text',
      share: 5,
      ask: tool('/search-logs', { query: 'heap', mode: 'exact', uploads: logs }),
    },
    { name: 'debug', share: 15, ask: tool('/debug', { question, uploads: logs }) },
    {
      name: 'shell command',
      share: 10,
      ask: tool('/generate-shell-command', { request: 'find log files older than 7 days' }),
    },
    {
      name: 'explain a command',
      share: 5,
      ask: tool('/explain-shell-command', { command: 'find . -name "*.log" -mtime +7 -delete' }),
    },
    { name: 'Airflow code', share: 5, ask: tool('/parse-airflow', { text: code }) },
    { name: 'documents', share: 5, ask: tool('/generate-documentation', { text: code }) },
    { name: 'Spark event log', share: 5, ask: tool('/optimize-resources', { uploads: spark }) },
    { name: 'agent', share: 15, ask: agent },
    { name: 'health', share: 10, ask: async () => (await client.health()).status },
  ];
}
