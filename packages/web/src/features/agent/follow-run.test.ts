import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AgentChunk, RunPart } from '../../api/conversations.ts';
import { followRun, type RunSource } from './follow-run.ts';

const chunks: readonly AgentChunk[] = [
  {
    type: 'start',
    messageId: 'm',
    messageMetadata: { runId: 'r1', threadId: 't1', message: 'why?' },
  },
  { type: 'text-start', id: 'x' },
  { type: 'text-delta', id: 'x', delta: 'because' },
  { type: 'finish', finishReason: 'stop' },
];

/** A stream of parts [from, to], numbered from 1; `cut` ends it in the middle of the next one. */
function streamOf(from: number, to: number, cut = false): Response {
  const text = chunks
    .slice(from - 1, to)
    .map((chunk, at) => `id: ${from + at}\ndata: ${JSON.stringify(chunk)}\n\n`)
    .join('');
  return new Response(cut ? `${text}id: ${to + 1}\ndata: {"ty` : text);
}
const problem = (status: number, code: string): Response =>
  Response.json({ code, detail: 'No.', hint: 'Try again.' }, { status });

/** The network: what it answers to each request in turn. */
function network(...answers: readonly (() => Response)[]) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    const answer = answers[asked.length - 1] ?? answers.at(-1)!;
    return Promise.resolve().then(answer);
  });
  return asked;
}
const away = (): Response => {
  throw new TypeError('Failed to fetch');
};
const begin: RunSource = { begin: { message: 'why?' }, runId: null, after: 0 };

function follow(source: RunSource, signal = new AbortController().signal) {
  const parts: RunPart[] = [];
  const connection: boolean[] = [];
  const ended = followRun(source, {
    signal,
    onPart: (part) => parts.push(part),
    onReconnect: (reconnecting) => connection.push(reconnecting),
  });
  ended.catch(() => {});
  return { parts, connection, ended };
}
const numbers = (parts: readonly RunPart[]) => parts.map(({ sequence }) => sequence);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a whole stream is read once', async () => {
  const asked = network(() => streamOf(1, 4));
  const { parts, connection, ended } = follow(begin);
  await ended;
  expect(numbers(parts)).toEqual([1, 2, 3, 4]);
  expect(connection).toEqual([]);
  expect(asked).toEqual(['/agent']);
});

test('a stream that breaks goes on after the last whole part', async () => {
  const asked = network(
    () => streamOf(1, 2, true),
    away,
    () => streamOf(3, 3),
    () => streamOf(4, 4),
  );
  const { parts, connection, ended } = follow(begin);
  await vi.runAllTimersAsync();
  await ended;
  expect(numbers(parts)).toEqual([1, 2, 3, 4]);
  expect(asked).toEqual([
    '/agent',
    '/runs/r1/stream?after=2',
    '/runs/r1/stream?after=2',
    '/runs/r1/stream?after=3',
  ]);
  expect(connection).toEqual([true, true, false, true, false]);
});

test('a server that stays away ends it with a code, after all attempts', async () => {
  const asked = network(() => streamOf(1, 2), away);
  const { ended } = follow(begin);
  await vi.runAllTimersAsync();
  await expect(ended).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  expect(asked.length).toBe(6);
});

test('a run that cannot begin is not tried again', async () => {
  const asked = network(away);
  await expect(follow(begin).ended).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
  expect(asked).toEqual(['/agent']);
});

test('what the server refuses is not tried again', async () => {
  const asked = network(() => problem(404, 'NOT_FOUND'));
  const { ended } = follow({ begin: null, runId: 'r1', after: 2 });
  await expect(ended).rejects.toMatchObject({ code: 'NOT_FOUND', hint: 'Try again.' });
  expect(asked).toEqual(['/runs/r1/stream?after=2']);
});

test('nothing is asked any more once nobody listens', async () => {
  const controller = new AbortController();
  const asked = network(() => {
    controller.abort();
    return streamOf(1, 2);
  });
  const { ended } = follow(begin, controller.signal);
  await vi.runAllTimersAsync();
  await ended;
  expect(asked).toEqual(['/agent']);
});
