import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '@datasherpa/agent/plugin';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient, type Client } from '../client.ts';
import { compose, type Composed } from '../compose.ts';
import { readConfig } from '../config.ts';

let directory: string;
let composed: Composed;
let client: Client;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-test-'));
  composed = await compose(readConfig({ dataDirectory: directory }));
  client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
});
afterEach(async () => {
  await composed.close();
  await rm(directory, { recursive: true, force: true });
});

interface Memory {
  readonly fingerprint: string;
  readonly status: string;
  readonly occurrences: number;
  readonly note: { readonly text: string } | null;
  readonly uploads: readonly string[];
}

const diskFull = (day: number, { host = 'a', task = day } = {}): string =>
  `26/03/0${day} 02:00:00 INFO SparkContext: Running Spark version 3.5.${day}
26/03/0${day} 02:10:04 WARN TaskSetManager: Lost task ${task}.0 in stage 3.0 (TID ${task}) (worker-${host}.acme.internal executor ${day}): java.io.IOException: No space left on device
\tat java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)
`;

async function upload(content: string, name = 'driver.log'): Promise<string> {
  const { upload: sent } = await client.upload(
    (async function* () {
      yield {
        name,
        content: (async function* () {
          yield new TextEncoder().encode(content);
        })(),
      };
    })(),
  );
  for await (const view of client.watchUpload(sent.id)) expect(view.status).not.toBe('failed');
  return sent.id;
}

const debug = (uploads: readonly string[], question = 'why?'): Promise<Answer> =>
  client.callTool('/debug', { question, uploads });
const memoryOf = (answer: Answer): Memory => (answer.data as { memory: Memory }).memory;

test('new, then recurring on another day and host; asking again changes nothing', async () => {
  const first = await upload(diskFull(1));
  const answer = await debug([first]);
  expect(memoryOf(answer)).toMatchObject({ status: 'new', occurrences: 1, uploads: [first] });
  const again = await debug([first], 'what about the executor?');
  expect(memoryOf(again)).toEqual(memoryOf(answer));
  expect((await debug([first])).summary).toBe(answer.summary);
  const second = await upload(diskFull(2, { host: 'b', task: 99 }));
  const later = await debug([second]);
  expect(memoryOf(later)).toMatchObject({
    fingerprint: memoryOf(answer).fingerprint,
    status: 'recurring',
    occurrences: 2,
    firstSeen: Date.UTC(2026, 2, 1, 2, 10, 4),
    lastSeen: Date.UTC(2026, 2, 2, 2, 10, 4),
    uploads: [second, first],
  });
  expect(later.summary).toContain('seen 2 times since 2026-03-01.');
  expect(memoryOf(await debug([second, first]))).toMatchObject({ occurrences: 2 });
});

test('a log that has grown since is the same occurrence', async () => {
  await debug([await upload(diskFull(1))]);
  const grown = await upload(`${diskFull(1)}26/03/01 02:11:00 INFO SparkContext: stopping\n`);
  expect(memoryOf(await debug([grown]))).toMatchObject({ status: 'new', occurrences: 1 });
});

test('a note is shown with the next answer as plain text, and a return after it is a regression', async () => {
  const { fingerprint } = memoryOf(await debug([await upload(diskFull(1))]));
  const text =
    '# Bigger disk [E1] **see** <b>x</b> ![p](http://evil.test/p.png)\n``spark.local.dir``';
  expect(await client.noteFailure(fingerprint, `  ${text}\n`)).toMatchObject({
    status: 'new',
    note: { text },
  });
  const answer = await debug([await upload(diskFull(2))]);
  expect(memoryOf(answer)).toMatchObject({ status: 'regressed', note: { text } });
  expect(answer.summary).toContain(
    '``` # Bigger disk [E1] **see** <b>x</b> ![p](http://evil.test/p.png) ``spark.local.dir`` ```.',
  );
  await client.noteFailure(fingerprint, 'an even bigger one');
  expect(memoryOf(await debug([await upload(diskFull(3))]))).toMatchObject({
    status: 'regressed',
    occurrences: 3,
  });
  await client.noteFailure(fingerprint, '');
  expect((await client.failures()).failures).toMatchObject([{ status: 'recurring', note: null }]);
});

test('failures are listed by page, and other failures are other entries', async () => {
  const first = await debug([await upload(diskFull(1))]);
  const access = await debug([
    await upload(
      '26/03/02 02:10:04 ERROR Executor: org.apache.hadoop.security.AccessControlException: Permission denied: user=etl, access=WRITE, inode="/data":hdfs:hdfs:drwxr-xr-x\n',
    ),
  ]);
  expect(memoryOf(access).fingerprint).not.toBe(memoryOf(first).fingerprint);
  expect(await client.failures({ limit: 1 })).toMatchObject({
    total: 2,
    failures: [{ fingerprint: memoryOf(access).fingerprint, status: 'new', uploadsTotal: 1 }],
  });
  expect(await client.failures({ limit: 1, offset: 1 })).toMatchObject({
    failures: [
      {
        fingerprint: memoryOf(first).fingerprint,
        component: 'TaskSetManager',
        template:
          'Lost task <v> in stage <v> (TID <v>) (<v> executor <v>): java.io.IOException: No space left on device',
      },
    ],
  });
});

test('an error that no rule explains is remembered too; a good run is not', async () => {
  const odd = (day: number): string =>
    `2026-03-0${day} 02:10:04,100 ERROR Ledger: com.acme.LedgerError: batch ${day} is not balanced\n\tat com.acme.Ledger.close(Ledger.java:${day})\n`;
  const answer = await debug([await upload(odd(1))]);
  expect(answer.status).toBe('inconclusive');
  expect(memoryOf(answer)).toMatchObject({ status: 'new' });
  expect(memoryOf(await debug([await upload(odd(2))]))).toMatchObject({
    fingerprint: memoryOf(answer).fingerprint,
    status: 'recurring',
  });
  const good = await debug([await upload('2026-03-05 02:10:04,100 INFO Ledger: done\n')]);
  expect(memoryOf(good)).toBeNull();
});

test('a cause that is not proved is remembered as such', async () => {
  const killed = (day: number): string =>
    `2026-03-0${day} 02:10:04,100 ERROR Launcher: task ${day} ended with Exit code: 143\n`;
  const answer = await debug([await upload(killed(1))]);
  expect(answer.status).toBe('inconclusive');
  const again = await debug([await upload(killed(2))]);
  expect(memoryOf(again)).toMatchObject({
    fingerprint: memoryOf(answer).fingerprint,
    status: 'recurring',
  });
  expect((await client.failures()).failures[0]!.title).toMatch(/ \(not proved\)$/);
});

test('with an upload its sightings go; the note of a user stays', async () => {
  const [one, two] = [await upload(diskFull(1)), await upload(diskFull(2))];
  const { fingerprint } = memoryOf(await debug([one]));
  await debug([two]);
  await client.deleteUpload(two);
  expect((await client.failures()).failures).toMatchObject([
    { fingerprint, status: 'new', occurrences: 1, uploads: [one] },
  ]);
  await client.noteFailure(fingerprint, 'bigger disk');
  await client.deleteUpload(one);
  expect((await client.failures()).failures).toMatchObject([
    { fingerprint, occurrences: 0, template: '', note: { text: 'bigger disk' } },
  ]);
  expect(await client.noteFailure(fingerprint, '')).toMatchObject({ note: null });
  expect((await client.failures()).total).toBe(0);
});

test('what is not known or too long is refused with a code', async () => {
  await expect(client.noteFailure('disk_full-0', 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { fingerprint } = memoryOf(await debug([await upload(diskFull(1))]));
  await expect(client.noteFailure(fingerprint, 'x'.repeat(4001))).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    field: 'text',
  });
});
