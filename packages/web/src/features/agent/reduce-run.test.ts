import type { Answer } from '@datasherpa/agent/plugin';
import { expect, test } from 'vitest';
import type { AgentChunk, RunPart } from '../../api/conversations.ts';
import { emptyRun, reduceRun } from './reduce-run.ts';

const answer: Answer = {
  status: 'found',
  data: null,
  summary: 'The heap ran out. [E1]',
  evidence: [],
  degraded: [],
  limits: [],
  next: [],
  timings: { run: 40, verify: 2 },
  model: null,
  requestId: 'r1',
};
const start: AgentChunk = {
  type: 'start',
  messageId: 'm1',
  messageMetadata: { runId: 'r1', threadId: 't1', message: 'why?' },
};
const call: AgentChunk = {
  type: 'tool-input-available',
  toolCallId: 'c1',
  toolName: 'log-search.diagnose',
  input: { question: 'why?' },
  dynamic: true,
};
const parts = (...chunks: readonly AgentChunk[]): RunPart[] =>
  chunks.map((chunk, at) => ({ sequence: at + 1, chunk }));
const read = (...chunks: readonly AgentChunk[]) => parts(...chunks).reduce(reduceRun, emptyRun);

test('a run with a tool and words ends as an answer', () => {
  const state = read(
    start,
    call,
    { type: 'data-progress', id: 'c1-progress', data: { note: 'ranking', fraction: 0.5 } },
    { type: 'tool-output-available', toolCallId: 'c1', output: answer, dynamic: true },
    { type: 'text-start', id: 'x' },
    { type: 'text-delta', id: 'x', delta: 'The heap ' },
    { type: 'text-delta', id: 'x', delta: 'ran out.' },
    { type: 'text-end', id: 'x' },
    { type: 'data-answer', id: 'a', data: answer },
    { type: 'finish', finishReason: 'stop' },
  );
  expect(state).toMatchObject({
    runId: 'r1',
    threadId: 't1',
    sequence: 10,
    phase: 'done',
    text: 'The heap ran out.',
    answer,
    steps: [{ tool: 'log-search.diagnose', state: 'done', note: 'ranking', milliseconds: 42 }],
  });
});

test('parts that come again after a reconnect change nothing', () => {
  const all = parts(
    start,
    { type: 'text-start', id: 'x' },
    { type: 'text-delta', id: 'x', delta: 'once' },
  );
  expect([...all, ...all].reduce(reduceRun, emptyRun)).toEqual(all.reduce(reduceRun, emptyRun));
});

test('a run waits for an approval and goes on after it', () => {
  const asked = [
    start,
    call,
    { type: 'tool-approval-request', approvalId: 'c1', toolCallId: 'c1' },
    { type: 'finish', finishReason: 'tool-calls' },
  ] as const;
  expect(read(...asked)).toMatchObject({
    phase: 'waiting',
    approval: { approvalId: 'c1', callId: 'c1' },
    steps: [{ state: 'waiting' }],
  });
  const goesOn: AgentChunk = {
    ...start,
    messageMetadata: { ...start.messageMetadata, message: null },
  };
  expect(read(...asked, goesOn).phase).toBe('running');
  const refused = read(...asked, goesOn, { type: 'tool-output-denied', toolCallId: 'c1' });
  expect(refused).toMatchObject({ approval: null, steps: [{ state: 'denied' }] });
});

test('a failed run keeps the code and the hint, and the step that failed', () => {
  const state = read(
    start,
    call,
    { type: 'tool-output-error', toolCallId: 'c1', errorText: 'No logs.', dynamic: true },
    { type: 'data-problem', id: 'p', data: { code: 'NO_LOGS', message: 'No logs.', hint: 'Add.' } },
    { type: 'error', errorText: 'No logs. Add.' },
    { type: 'finish', finishReason: 'error' },
  );
  expect(state.phase).toBe('failed');
  expect(state.problem).toEqual({ code: 'NO_LOGS', message: 'No logs.', hint: 'Add.' });
  expect(state.steps[0]).toMatchObject({ state: 'failed', problem: 'No logs.' });
});

test('a stopped run is neither done nor failed', () => {
  const state = read(
    start,
    { type: 'abort', reason: 'The answer was cancelled.' },
    { type: 'finish', finishReason: 'other' },
  );
  expect(state.phase).toBe('stopped');
});

test('a part of a later protocol is passed over', () => {
  const unknown = { type: 'data-weather', id: 'w' } as unknown as AgentChunk;
  expect(read(start, unknown)).toEqual({ ...read(start), sequence: 2 });
});
