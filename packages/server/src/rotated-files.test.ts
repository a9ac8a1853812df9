import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, type Client, type UploadView } from './client.ts';
import { compose, type Composed } from './compose.ts';
import { readConfig } from './config.ts';

/** One log in several files: diagnosis, search and timeline read them as what they were, and point to the file that was sent. */

let directory: string;
let composed: Composed;
let client: Client;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-rotated-'));
  composed = await compose(readConfig({ dataDirectory: directory }));
  client = createClient({ baseUrl: 'http://localhost', fetch: (it) => composed.app.fetch(it) });
});
afterAll(async () => {
  await composed.close();
  await rm(directory, { recursive: true, force: true });
});

async function upload(files: Readonly<Record<string, string | Uint8Array>>): Promise<UploadView> {
  const { upload: sent } = await client.upload(
    (async function* () {
      for (const [name, content] of Object.entries(files))
        yield {
          name,
          content: (async function* () {
            yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
          })(),
        };
    })(),
  );
  let last = sent;
  for await (const view of client.watchUpload(sent.id)) last = view;
  return last;
}

test('without any times, the first error is that of the oldest file', async () => {
  // Names sort the other way round.
  const view = await upload({
    'app.log': 'ERROR gone: the third thing is gone\n',
    'app.log.1': 'ERROR broke: the second thing broke\n',
    'app.log.2.gz': gzipSync('ERROR odd: the first thing is odd\n'),
  });
  expect(view.files.map(({ name, rotation }) => [name, rotation?.part, rotation?.log])).toEqual([
    ['app.log.2.gz', 1, 'app.log'],
    ['app.log.1', 2, 'app.log'],
    ['app.log', 3, 'app.log'],
  ]);
  const answer = await client.callTool('/debug', { question: 'why?', uploads: [view.id] });
  expect(answer.evidence[0]).toMatchObject({ source: 'app.log.2.gz', lines: [1, 1] });
  const found = await client.callTool('/search-logs', { query: '"thing"', uploads: [view.id] });
  expect(found.evidence.map(({ source }) => source)).toEqual([
    'app.log.2.gz',
    'app.log.1',
    'app.log',
  ]);
});

test('the story goes on over the border of two files, with what was said before it', async () => {
  const driver = (at: string, text: string): string => `26/11/20 ${at} ${text}\n`;
  const view = await upload({
    // Two applications: which one lost its executor is only said in the older file.
    'driver.log': driver(
      '02:10:04',
      'ERROR TaskSchedulerImpl: Lost executor 1 on worker-1: Command exited with code 52',
    ),
    'driver.log.1': driver(
      '02:00:00',
      'INFO StandaloneSchedulerBackend: Connected to Spark cluster with app ID app-20261120020000-0007',
    ),
    'other.log': driver(
      '01:00:00',
      'INFO StandaloneSchedulerBackend: Connected to Spark cluster with app ID app-20261120010000-0001',
    ),
  });
  const answer = await client.callTool('/timeline', { uploads: [view.id] });
  const { entries } = answer.data as {
    entries: { kind: string; ids: Record<string, string>; evidence: { source: string } }[];
  };
  const lost = entries.find(({ kind }) => kind === 'executor-lost')!;
  expect(lost.ids).toMatchObject({ application: 'app-20261120020000-0007', executor: '1' });
  expect(lost.evidence.source).toBe('driver.log');
});
