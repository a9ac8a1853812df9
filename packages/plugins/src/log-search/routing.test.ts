import { createAgent } from '@datasherpa/agent';
import { createTestHost, type TestHost } from '@datasherpa/agent/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logSearch } from './plugin.ts';

let host: TestHost;
beforeAll(async () => {
  host = await createTestHost({ plugins: [logSearch] });
  await host.addLog('driver.log', '26/11/20 02:10:04 ERROR Executor: No space left on device\n');
});
afterAll(() => host.close());

/** What people type while something is broken. */
test.each([
  ['Why did it fail?', 'log-search.diagnose'],
  ['What happened?', 'log-search.diagnose'],
  ['what went wrong with the nightly load', 'log-search.diagnose'],
  ['What killed the job?', 'log-search.diagnose'],
  ['Summarise the logs', 'log-search.diagnose'],
  ['how do I fix it?', 'log-search.diagnose'],
  ['any idea why stage 4 crashed?', 'log-search.diagnose'],
  ['Which executors were lost?', 'log-search.search_logs'],
  ['show me the errors', 'log-search.search_logs'],
  ['grep OutOfMemoryError', 'log-search.search_logs'],
  ['where does it say "No space left"?', 'log-search.search_logs'],
  ['show me the timeline of the failure', 'log-search.timeline'],
  ['give me a chronology', 'log-search.timeline'],
  ['compare this run with the last good one', 'clarify'],
  ['What should I do now?', 'clarify'],
  ['what changed since yesterday?', 'clarify'],
  ['the logs', 'clarify'],
  ['Who won the world cup in 1998?', 'decline'],
  ['write a poem about the sea', 'decline'],
  ['restart the airflow scheduler', 'decline'],
])('%s -> %s', async (message, expected) => {
  const run = await createAgent(host).run({ project: 'default', message });
  const called = [];
  for await (const chunk of run)
    if (chunk.type === 'tool-input-available') called.push(chunk.toolName);
  const { data } = await run.answer();
  const kind = data !== null && typeof data === 'object' && 'kind' in data ? data.kind : null;
  expect(called.join() || kind).toBe(expected);
});
