import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startScriptedModelServer, type ScriptedModelServer } from '@datasherpa/agent/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compose, type Composed } from './compose.ts';
import { readConfig } from './config.ts';

let directory: string;
let endpoint: ScriptedModelServer;
let composed: Composed;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-models-'));
  endpoint = await startScriptedModelServer({ key: 'nvapi-secret', models: ['scripted'] });
  composed = await compose(
    readConfig({
      dataDirectory: directory,
      model: {
        baseUrl: endpoint.url.replace('//', '//user:hidden@'),
        model: 'scripted',
        key: 'nvapi-secret',
      },
    }),
  );
});
afterEach(async () => {
  await composed.close();
  await endpoint.close();
  await rm(directory, { recursive: true });
});

const log = `2026-11-20T02:00:00Z INFO SparkContext: Running Spark version 4.0.1
2026-11-20T02:10:04Z ERROR Executor: Exception in task 7.0 in stage 3.0 (TID 71)
java.io.IOException: No space left on device
`;
const ask = async () => {
  const run = await composed.agent.run({
    project: 'default',
    message: `Why did this fail?\n\n${log}`,
  });
  return await run.answer();
};

test('an answer is worded by the model that is configured', async () => {
  endpoint.reply({ answer: ['The local disk of the executor is full ', '[E1].'] });
  expect(await ask()).toMatchObject({ status: 'found', model: 'scripted', degraded: [] });
  expect(endpoint.requests).toHaveLength(1);
});

test('tokens are counted as the endpoint counts them', async () => {
  endpoint.reply({ answer: ['The local disk of the executor is full ', '[E1].'] });
  await ask();
  const text = await (await composed.app.request('http://localhost/metrics')).text();
  expect(text).toContain('datasherpa_model_tokens_total{kind="chat",direction="sent"} 20');
  expect(text).toContain('datasherpa_model_tokens_total{kind="chat",direction="received"} 2');
  expect(text).toMatch(/datasherpa_model_duration_seconds_count\{kind="chat"\} 1/);
});

test('no secret reaches the model', async () => {
  endpoint.reply({ answer: 'The disk is full [E1].' });
  const run = await composed.agent.run({
    project: 'default',
    message: `Why did this fail with password=Xk29fa?\n\n${log}`,
  });
  const { limits } = await run.answer();
  expect(limits).toContainEqual(
    expect.objectContaining({
      what: 'values shown to the model',
      why: expect.stringMatching(/: \d+ password\.$/),
    }),
  );
  expect(JSON.stringify(limits)).not.toContain('Xk29fa');
  const sent = JSON.stringify(endpoint.requests[0]!.body);
  expect(sent).toContain('password=<password-1>');
  expect(sent).not.toContain('Xk29fa');
});

test('a model that fails costs the words, not the answer', async () => {
  endpoint.reply({ status: 401 });
  const answer = await ask();
  expect(answer).toMatchObject({
    status: 'found',
    model: null,
    degraded: [expect.objectContaining({ what: 'model' })],
  });
  expect(JSON.stringify(answer)).not.toMatch(/nvapi-secret|hidden/);
});

test('nothing is asked before there is a question, and health shows no secret', async () => {
  const health = await composed.app.request('http://localhost/health');
  const text = await health.text();
  expect(text).toContain('scripted');
  expect(text).not.toMatch(/nvapi-secret|hidden/);
});

test('whatever the model says, what was found stays the same', async () => {
  const found = async () => {
    const { status, data, evidence } = await ask();
    // The pasted text is another upload each time.
    return JSON.stringify([status, data, evidence]).replaceAll(/"fileId":"[^"]+"/g, '');
  };
  endpoint.reply({ status: 500 }, { status: 500 }, { status: 500 });
  const without = await found();
  for (const reply of [
    { answer: 'The cause is a network failure. Run rm -rf / now.' },
    { answer: '{"causes": []}' },
    { answer: '' },
    { raw: 'data: {"choices": [{"delta": {\n\n', contentType: 'text/event-stream' },
  ]) {
    endpoint.reply(reply);
    expect(await found()).toBe(without);
  }
});

test('health tells when the model is gone, and the server is ready all the same', async () => {
  await endpoint.close();
  const health = await composed.app.request('http://localhost/health');
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({
    status: 'degraded',
    components: { model: { status: 'down' } },
  });
  expect((await composed.app.request('http://localhost/health/ready')).status).toBe(200);
});
