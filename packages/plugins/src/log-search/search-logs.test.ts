import { createAgent } from '@datasherpa/agent';
import { createTestHost, type TestHost } from '@datasherpa/agent/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logSearch } from './plugin.ts';

let host: TestHost;
beforeAll(async () => {
  host = await createTestHost({ plugins: [logSearch] });
  const lines = Array.from(
    { length: 40 },
    (_, at) =>
      `2026-03-01 10:00:${String(at).padStart(2, '0')} WARN Pool: refused connection user=u${at % 3} peer=10.0.0.${at % 4 === 3 ? 7 : at % 4} after ${at === 20 ? 900 : 10 + at} ms`,
  );
  await host.addLog(
    'pool.log',
    `${lines.join('\n')}\n2026-03-02 10:00:00 WARN Pool: refused connection user=u9 peer=10.0.0.1 after 5 ms\n`,
  );
});
afterAll(() => host.close());

test('a talk about the values of lines: the most frequent, the slowest, the fastest, how many, on a day, none that fits', async () => {
  const agent = createAgent(host);
  let threadId: string | undefined;
  const say = async (message: string) => {
    const run = await agent.run({
      project: 'default',
      message,
      ...(threadId !== undefined && { threadId }),
    });
    threadId = run.threadId;
    return run.answer();
  };
  await say('how many lines have "refused connection"?');
  expect((await say('which peer is it mostly?')).summary).toContain(
    'The most frequent `peer` is `10.0.0.1`, in 11 of 41 lines (26.8 %) [E1]',
  );
  expect((await say('how many different users?')).summary).toContain(
    '`user` has 4 different values',
  );
  const slowest = await say('which of them was slowest?');
  expect(slowest.summary).toMatch(
    /The greatest `[^`]*after … ms` is `900 ms`, with `user` `u2`, `peer` `10\.0\.0\.0` \[E1\]/,
  );
  expect(slowest.evidence[0]!.lines).toEqual([21, 21]);
  expect((await say('and the fastest?')).summary).toContain('is `5 ms`');
  expect((await say('only on 2026-03-01')).summary).toContain('is `10 ms`');
  expect((await say('and which planet comes up most?')).summary).toContain(
    'No value in these lines fits the question; there are `',
  );
});
