import { expect, test } from 'vitest';
import { asFile, fixtureBytes, fixtureNames } from '../testing/spark-logs.ts';
import { readEventLog } from './read-event-log.ts';
import { readSummary, summaryTailBytes } from './read-summary.ts';

test.each(fixtureNames)('%s: a list shows what the whole log says', async (name) => {
  const bytes = fixtureBytes(name);
  const whole = await readEventLog([asFile(name, bytes)]);
  const { content } = asFile(name, bytes, 1000);
  expect(await readSummary(content, bytes.subarray(-summaryTailBytes))).toEqual({
    id: whole.id,
    name: whole.name,
    attemptId: whole.attemptId,
    user: whole.user,
    sparkVersion: whole.sparkVersion,
    startTime: whole.startTime,
    endTime: whole.endTime,
  });
});

test('only the beginning of a long log is read', async () => {
  const bytes = fixtureBytes('mixed');
  let asked = 0;
  async function* counted() {
    for await (const chunk of asFile('mixed', bytes, 4096).content) {
      asked += chunk.length;
      yield chunk;
    }
  }
  const { name, endTime } = await readSummary(counted(), new Uint8Array(0));
  expect(name).toBe('mixed');
  expect(endTime).toBeNull();
  expect(asked).toBeLessThan(bytes.length / 2);
});
