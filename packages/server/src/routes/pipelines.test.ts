import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient, type Client } from '../client.ts';
import { compose, type Composed } from '../compose.ts';
import { readConfig } from '../config.ts';

let composed: Composed;
let client: Client;
beforeEach(async () => {
  composed = await compose(readConfig({ dataDirectory: ':memory:' }));
  client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
});
afterEach(() => composed.close());

async function uploaded(files: Readonly<Record<string, string>>): Promise<string> {
  const { upload } = await client.upload(
    (async function* () {
      for (const [name, text] of Object.entries(files))
        yield {
          name,
          content: (async function* () {
            yield Buffer.from(text);
          })(),
        };
    })(),
  );
  await Array.fromAsync(client.watchUpload(upload.id));
  return upload.id;
}
const taskLog = (day: number, attempt: number, state: string, text = ''): string =>
  [
    `[2026-11-${day}T01:0${attempt}:00.000+0000] {taskinstance.py:2170} INFO - Starting attempt ${attempt} of 3`,
    ...(text === ''
      ? []
      : [`[2026-11-${day}T01:0${attempt}:05.000+0000] {logging_mixin.py:188} ERROR - ${text}`]),
    `[2026-11-${day}T01:0${attempt}:09.000+0000] {taskinstance.py:1138} INFO - Marking task as ${state}. dag_id=sales, task_id=load, execution_date=202611${day}T000000`,
    '',
  ].join('\n');
const path = (run: string, attempt: number): string =>
  `logs/dag_id=sales/run_id=${run}/task_id=load/attempt=${attempt}.log`;

test('uploads tell when a pipeline ran, how it ended and why, whatever file and order they come in', async () => {
  const disk = 'java.io.IOException: No space left on device';
  const failed = await uploaded({ [path('r2', 1)]: taskLog(25, 1, 'FAILED', disk) });
  const good = await uploaded({
    [path('r1', 1)]: taskLog(24, 1, 'UP_FOR_RETRY', disk),
    [path('r1', 2)]: taskLog(24, 2, 'SUCCESS'),
  });
  const listed = await client.pipelines();
  expect(listed).toMatchObject({
    pipelines: [
      {
        kind: 'airflow',
        name: 'sales',
        runs: 2,
        lastSuccess: { run: 'r1', at: Date.parse('2026-11-24T01:02:09Z') },
        lastFailure: { run: 'r2', at: Date.parse('2026-11-25T01:01:09Z') },
      },
    ],
    total: 1,
  });
  const { id } = listed.pipelines[0]!;
  const [before] = (await client.pipelineRuns(id)).runs;
  expect(before).toMatchObject({ run: 'r2', status: 'failed', failedParts: ['load'], causes: [] });
  await client.callTool('/debug', { question: 'why?', uploads: [failed] });
  const { runs, total } = await client.pipelineRuns(id);
  expect(total).toBe(2);
  expect(runs[0]!.causes).toMatchObject([{ title: expect.stringMatching(/disk|space/i) }]);
  expect(runs[1]).toMatchObject({
    run: 'r1',
    status: 'success',
    tries: 2,
    uploads: [good],
    causes: [],
  });
  // The same content in another place is another run, though it is not read again.
  await uploaded({ [path('r3', 1)]: taskLog(25, 1, 'FAILED', disk), 'other.log': 'a line\n' });
  expect((await client.pipelineRuns(id)).total).toBe(3);
  await client.deleteUpload(failed);
  expect((await client.pipelineRuns(id)).runs.map(({ run }) => run)).toEqual(['r3', 'r1']);
  await expect(client.pipelineRuns('none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
