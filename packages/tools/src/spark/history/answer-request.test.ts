import { expect, test } from 'vitest';
import { unpack } from '../../archives/index.ts';
import type { Application } from '../model/application.ts';
import { readEventLog } from '../read-event-log.ts';
import {
  asFile,
  fixtureBytes,
  fixtureNames,
  rolledFiles,
  serverAnswers,
} from '../../testing/spark-logs.ts';
import { answerHistoryRequest } from './answer-request.ts';
import type { LoggedApplication } from './application-view.ts';
import { HistoryRefusal } from './refusal.ts';
import { restText } from './rest-json.ts';

const logged = async (): Promise<LoggedApplication[]> => {
  const logs: LoggedApplication[] = [];
  for (const name of fixtureNames) {
    const application = await readEventLog([asFile(name, fixtureBytes(name))]);
    logs.push(loggedAs(application));
  }
  const rolled = rolledFiles().filter(({ name }) => name.includes('/events_'));
  const application = await readEventLog(
    rolled.map(({ name, bytes }) => ({
      name,
      content: unpacked(name, asFile(name, bytes).content),
    })),
  );
  logs.push(loggedAs(application));
  return logs;
};

const loggedAs = (application: Application): LoggedApplication => ({
  summary: application,
  application: () => Promise.resolve(application),
  id: application.id!,
  lastUpdated: 0,
});

async function* unpacked(name: string, bytes: AsyncIterable<Uint8Array>) {
  const options = {
    name,
    maxUnpackedBytes: 1e8,
    spool: { keep: () => Promise.reject(new Error('no zip')) },
  };
  for await (const member of unpack(bytes, options)) yield* member.content;
}

async function answer(
  logs: readonly LoggedApplication[],
  request: string,
): Promise<{ status: number; answer: unknown }> {
  const [path = '', query = ''] = request.split('?');
  try {
    const value = await answerHistoryRequest(logs, path, new URLSearchParams(query), 2e12);
    return { status: 200, answer: JSON.parse(restText(value)) as unknown };
  } catch (error) {
    if (!(error instanceof HistoryRefusal)) throw error;
    return { status: error.status, answer: error.message };
  }
}

/** When a log was written last is not in it. */
const withoutUpdates = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, each: unknown) => (key.startsWith('lastUpdated') ? null : each)),
  );

test("every answer about the fixtures is Spark's own, field by field", async () => {
  const logs = await logged();
  const wanted = serverAnswers();
  expect(wanted.length).toBeGreaterThan(500);
  for (const { path, status, answer: want } of wanted)
    expect({ path, ...(withoutUpdates(await answer(logs, path)) as object) }).toEqual({
      path,
      status,
      answer: withoutUpdates(want),
    });
});

test('queries of structured streaming, with their last batches first', async () => {
  const logs = await logged();
  const streaming = logs.find(({ summary }) => summary.name === 'streaming')!;
  const at = `/applications/${streaming.id}/streaming/queries`;
  const { answer: all } = await answer(logs, at);
  expect(all).toEqual([
    expect.objectContaining({
      name: 'evens',
      isActive: false,
      startTime: expect.stringMatching(/GMT$/),
      numBatches: expect.any(Number),
      avgProcessRate: expect.any(Number),
    }),
  ]);
  const [query] = all as { runId: string; numBatches: number; lastBatchId: number }[];
  const { answer: progress } = await answer(logs, `${at}/${query!.runId}/progress?length=2`);
  expect(progress).toMatchObject([
    { batchId: query!.lastBatchId, durationMs: { triggerExecution: expect.any(Number) } },
    { batchId: expect.any(Number) },
  ]);
  expect((await answer(logs, `${at}/none`)).status).toBe(404);
  expect((await answer(logs, `${at}/${query!.runId}/batches`)).status).toBe(404);
  expect(await answer(logs, `/applications/${streaming.id}/streaming/statistics`)).toEqual({
    status: 404,
    answer: 'no streaming listener attached to streaming',
  });
});

test('whole numbers of any size are written as they are', () => {
  expect(restText({ a: 9_223_372_036_854_775_807n, b: [-1n], c: undefined })).toBe(
    '{"a":9223372036854775807,"b":[-1]}',
  );
});

test('dates and numbers that cannot be read are refused in the words of the server', async () => {
  const logs = await logged();
  expect(await answer(logs, '/applications?minDate=yesterday')).toEqual({
    status: 400,
    answer: "Couldn't parse date: yesterday",
  });
  expect(
    (await answer(logs, `/applications/${logs[0]!.id}/stages/0/0/taskList?offset=x`)).status,
  ).toBe(404);
});

test('of two logs of one attempt the one that was written last is shown; attempts come newest first', async () => {
  const [first] = await logged();
  const of = (attemptId: string | null, name: string, startTime: number, lastUpdated: number) => ({
    ...first!,
    id: 'app-1',
    lastUpdated,
    summary: { ...first!.summary, id: 'app-1', attemptId, name, startTime },
  });
  const logs = [of('1', 'old', 1.7e12, 1), of('1', 'new', 1.7e12, 2), of('2', 'second', 1.8e12, 1)];
  const { answer: list } = await answer(logs, '/applications');
  expect(list).toMatchObject([
    { id: 'app-1', name: 'second', attempts: [{ attemptId: '2' }, { attemptId: '1' }] },
  ]);
  expect(await answer(logs, '/applications/app-1/jobs')).toEqual({
    status: 404,
    answer: 'no such app: app-1',
  });
  expect((await answer(logs, '/applications/app-1/2/jobs')).status).toBe(200);
});
