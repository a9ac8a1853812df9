import { callTool, createAgent } from '@datasherpa/agent';
import { createScriptedChatModel, createTestHost, type TestHost } from '@datasherpa/agent/testing';
import { fixtureBytes, type FixtureName } from '@datasherpa/tools/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sparkOptimizer } from './plugin.ts';

let host: TestHost;
beforeEach(async () => {
  host = await createTestHost({ plugins: [sparkOptimizer] });
});
afterEach(() => host.close());

const add = (name: FixtureName): Promise<string> =>
  host.addLog(name, new TextDecoder().decode(fixtureBytes(name)));
const call = (input: object = {}) =>
  callTool(host, 'spark-optimizer.optimize_spark', input, { project: 'default', requestId: 'r' });

test('an application in numbers, with lines that prove them', async () => {
  await add('lost');
  const answer = await call();
  expect(answer.status).toBe('found');
  expect(answer.data).toMatchObject({
    application: { sparkVersion: '4.1.4', name: 'lost' },
    overview: {
      ended: true,
      jobs: { total: 1, failed: 0 },
      stages: { failed: 1, repeated: 2 },
      executors: { lost: 1 },
    },
    read: { skipped: { broken: 0 } },
  });
  expect(answer.summary).toContain('1 executor lost');
  const workspace = host.workspaceFor('default');
  expect(answer.evidence.length).toBeGreaterThan(2);
  expect((await workspace.verify(answer.evidence)).dropped).toEqual([]);
  const removed = answer.evidence.find(({ why }) => why.includes('was removed'));
  expect(removed?.quote).toContain('"Removed Reason"');
});

test('of several applications the one that began last, or the one that is named', async () => {
  await add('mixed');
  await add('streaming');
  const newest = await call();
  expect(newest.data).toMatchObject({ application: { name: 'streaming' } });
  expect(newest.limits).toMatchObject([{ what: 'applications', total: 2, shown: 1 }]);
  const named = await call({ application: 'app-20261124110243-0000' });
  expect(named.data).toMatchObject({ application: { name: 'mixed' } });
  await expect(call({ application: 'app-1' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a log that is cut says what is missing', async () => {
  const text = new TextDecoder().decode(fixtureBytes('mixed'));
  await host.addLog('mixed.inprogress', text.slice(0, 300_000));
  const { degraded, data } = await call();
  expect(degraded.map(({ why }) => why)).toContain('It is not complete: no ApplicationEnd.');
  expect(data).toMatchObject({ overview: { ended: false } });
});

test('without an event log there is a coded error', async () => {
  await expect(call()).rejects.toMatchObject({ code: 'NO_LOGS' });
  await host.addLog('driver.log', '26/11/20 02:10:04 ERROR Executor: No space left on device\n');
  await expect(call()).rejects.toMatchObject({ code: 'NOT_AN_EVENT_LOG' });
});

test.each([
  'Optimise this Spark job',
  'tune my spark settings please',
  'Which Spark settings should I change to tune this?',
])('%s', async (message) => {
  await add('mixed');
  const run = await createAgent(host).run({ project: 'default', message });
  const called: string[] = [];
  for await (const chunk of run)
    if (chunk.type === 'tool-input-available') called.push(chunk.toolName);
  expect(called).toEqual(['spark-optimizer.optimize_spark']);
});

test('a run that is described in words, with what was not said', async () => {
  const { status, data, degraded } = await call({
    description: 'one task of stage 7 runs 40 minutes and the other 199 finish in 2 minutes',
  });
  expect(status).toBe('inconclusive');
  expect(data).toMatchObject({ stages: [{ id: 7, longestMs: 2_400_000, skew: 20 }] });
  expect(degraded[0]?.why).toContain('the configuration');
  await expect(call({ description: 'hello' })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
});

test('advice, settings for a platform, what-if, and the run beside it', async () => {
  const before = await add('mixed');
  const after = await add('lost');
  const { data, summary, next } = await call({
    uploads: [after],
    against: [before],
    platform: 'emr',
    keep: ['spark.executor.memory'],
  });
  expect(data).toMatchObject({
    advice: {
      findings: expect.arrayContaining([expect.objectContaining({ rule: 'fetch-failures' })]),
    },
    settings: { platform: 'emr' },
    comparison: { before: { id: expect.stringContaining('app-') } },
  });
  const { whatIf, advice } = data as {
    whatIf: { points: unknown[] };
    advice: { recommendations: { key: string }[]; clean: unknown[] };
  };
  expect(whatIf.points.length).toBeGreaterThan(2);
  expect(advice.clean.length).toBeGreaterThan(10);
  expect(advice.recommendations.map(({ key }) => key)).not.toContain('spark.executor.memory');
  expect(summary).toContain('shuffle data was lost');
  expect(next.length).toBeGreaterThan(0);
});

const compare = (input: object = {}) =>
  callTool(host, 'spark-optimizer.compare_spark_runs', input, {
    project: 'default',
    requestId: 'r',
  });

test('two runs are compared, the earlier first; a run with itself differs by nothing', async () => {
  await add('mixed');
  await expect(compare()).rejects.toMatchObject({ code: 'TWO_RUNS_NEEDED' });
  await add('streaming');
  const { data, summary } = await compare();
  const { differenceMs, contributions } = data as {
    differenceMs: number;
    contributions: { ms: number }[];
  };
  expect(contributions.reduce((sum, { ms }) => sum + ms, 0)).toBeCloseTo(differenceMs, 3);
  expect(summary).toMatch(/took .* s: .* (more|less)\./);
  const mixed = 'app-20261124110243-0000';
  await expect(compare({ before: mixed, after: mixed })).rejects.toMatchObject({
    code: 'TWO_RUNS_NEEDED',
  });
  await expect(compare({ after: 'app-none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('with a model the findings are the same, with words beside them; switched off, not a byte differs', async () => {
  const upload = await add('lost');
  const ask = async (from: TestHost, input: object = {}) => {
    const { timings: _, ...answer } = await callTool(
      from,
      'spark-optimizer.optimize_spark',
      { uploads: [upload], ...input },
      { project: 'default', requestId: 'r' },
    );
    return answer;
  };
  const without = await ask(host);
  const { advice } = without.data as { advice: { findings: { title: string }[] } };
  const said = `${advice.findings[0]!.title}.`;
  const model = createScriptedChatModel([{ explanation: said, advice: [] }], { name: 'small' });
  const withModel = await ask({ ...host, model });
  expect(withModel).toEqual({
    ...without,
    data: {
      ...(without.data as object),
      words: { model: 'small', explanation: said, advice: [], dropped: 0 },
    },
  });
  expect(JSON.stringify(await ask({ ...host, model }, { plain: true }))).toBe(
    JSON.stringify(without),
  );
  expect(model.requests).toHaveLength(1);
});
