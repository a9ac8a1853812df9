import { expect, test } from 'vitest';
import { readServerSentEvents } from './read-server-sent-events.ts';

const bodyOf = (text: string, step: number): ReadableStream<Uint8Array> => {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(at, (at += step)));
    },
  });
};

test.each([1, 2, 7, 1000])('events survive chunks of %i bytes', async (step) => {
  const text =
    ': hello\n\nid: 1\ndata: {"a":"é"}\n\nevent: x\r\nid: 2\r\ndata: one\r\ndata:two\r\n\r\ndata: cut';
  const events = await Array.fromAsync(readServerSentEvents(bodyOf(text, step)));
  expect(events).toEqual([
    { id: '1', data: '{"a":"é"}' },
    { id: '2', data: 'one\ntwo' },
  ]);
});
