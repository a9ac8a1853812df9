import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient, type Client } from './client.ts';
import { compose, type Composed } from './compose.ts';
import { readConfig } from './config.ts';

/** The committed demo, from the files to the answer: logs of a pipeline that was really run (examples/demo/README.md). */
const demo = fileURLToPath(new URL('../../../examples/demo/', import.meta.url));
const question = 'why did the nightly orders load fail?';

let directory: string;
let composed: Composed;
let client: Client;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-demo-'));
  composed = await compose(readConfig({ dataDirectory: directory }));
  client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
});
afterAll(async () => {
  await composed.close();
  await rm(directory, { recursive: true, force: true });
});

async function ask(folder: string, text = question) {
  const root = join(demo, folder);
  const names = (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted();
  const receipt = await client.upload(
    (async function* () {
      for (const name of names) yield { name, content: createReadStream(join(root, name)) };
    })(),
  );
  for await (const view of client.watchUpload(receipt.upload.id))
    if (view.status !== 'ready') continue;
  return client.callTool('/debug', { question: text, uploads: [receipt.upload.id] });
}

interface Data {
  readonly causes: readonly {
    readonly id: string;
    readonly fix: readonly string[];
    readonly evidence: readonly { readonly source: string; readonly quote: string }[];
  }[];
}

describe('the demo', () => {
  test.each(['', 'failed'])(
    'names the cause from "%s", with proof from all sides',
    async (folder) => {
      const answer = await ask(folder);
      expect(answer.status).toBe('found');
      const { causes } = answer.data as Data;
      expect(causes.map(({ id }) => id)).toEqual(['executor_oom_shuffle']);
      const { evidence } = causes[0]!;
      expect(evidence[0]!.quote).toContain('java.lang.OutOfMemoryError: Java heap space');
      const sources = evidence.map(({ source }) => source);
      expect(sources.some((source) => /task_id=load_orders\/attempt=\d\.log/.test(source))).toBe(
        true,
      );
      expect(sources.some((source) => /work-\d\/app-[\d-]+\/\d+\/stderr$/.test(source))).toBe(true);
      expect(new Set(evidence.map(({ source, quote }) => source + quote)).size).toBe(
        evidence.length,
      );
      expect(evidence.length).toBeLessThanOrEqual(5);
      expect(answer.next[0]).toContain('spark.executor.memory');
    },
  );
  test('has nothing to find in the healthy run', async () => {
    const answer = await ask('healthy');
    expect(answer).toMatchObject({ status: 'nothing_found', evidence: [] });
    expect(answer.summary).toMatch(/No failure was found: \d+ files with \d+ lines were read/);
  });
  test('a question about what is not there gets no sure answer', async () => {
    const answer = await ask('failed', 'why did the task export_invoices fail?');
    expect(answer.status).toBe('inconclusive');
    expect(answer.summary).toContain('"export_invoices"');
  });
  test('a question about one try quotes from that try', async () => {
    const answer = await ask('failed', 'why did load_orders fail in attempt=2.log?');
    expect((answer.data as Data).causes[0]!.evidence[0]!.source).toContain('attempt=2.log');
  });
});
