import type { LinesView } from '@datasherpa/server/client';
import { expect, test, vi } from 'vitest';
import { RequestFailed } from '../../api/request.ts';
import { createLinePages } from './line-pages.ts';

const total = 1_000_000;

/** A file whose answers come when the test says so. */
function openFile() {
  const requests: { from: number; signal: AbortSignal; answer: () => void; fail: () => void }[] =
    [];
  const pages = createLinePages(
    ({ from, to, signal }) => {
      const { promise, resolve, reject } = Promise.withResolvers<LinesView>();
      const view = (): LinesView => ({
        file: { id: 'f', name: 'big.log', bytes: 1 },
        from,
        lines: Array.from({ length: Math.min(to, total) - from + 1 }, (_, at) => ({
          number: from + at,
          text: `line ${from + at}`,
          cut: false,
          bytes: 10,
          level: 'info',
        })),
        totalLines: total,
      });
      requests.push({
        from,
        signal,
        answer: () => resolve(view()),
        fail: () => reject(new RequestFailed('No.', 'Try again.', 'X')),
      });
      return promise;
    },
    () => {},
  );
  return { pages, requests };
}
const settle = () => vi.waitFor(() => Promise.resolve());

test('lines that are looked at are fetched once', async () => {
  const { pages, requests } = openFile();
  pages.look(1, 50);
  pages.look(2, 51);
  expect(requests).toHaveLength(1);
  expect(pages.line(7)).toBeNull();
  requests[0]!.answer();
  await settle();
  pages.look(3, 52);
  expect(requests).toHaveLength(1);
  expect(pages.line(7)?.text).toBe('line 7');
  expect(pages.file).toEqual({ name: 'big.log', lines: total });
});

test('what is no longer looked at is given up, and a late answer of it is not kept', async () => {
  const { pages, requests } = openFile();
  pages.look(500_000, 500_050);
  pages.look(900_000, 900_050);
  expect(requests[0]!.signal.aborted).toBe(true);
  for (const { answer } of requests) answer();
  await settle();
  expect(pages.line(500_000)).toBeNull();
  expect(pages.line(900_000)?.text).toBe('line 900000');
});

test('the number of pages in memory is bounded, and those in view stay', async () => {
  const { pages, requests } = openFile();
  for (let from = 1; from < 100_000; from += 400) {
    pages.look(from, from + 50);
    requests.at(-1)!.answer();
    await settle();
  }
  const kept = Array.from({ length: 100_000 }, (_, at) => pages.line(at + 1)).filter(Boolean);
  expect(kept.length).toBeLessThanOrEqual(30 * 400);
  expect(pages.line(99_601)).not.toBeNull();
});

test('a failure is told, is not asked again on every scroll, and can be repeated', async () => {
  const { pages, requests } = openFile();
  pages.look(1, 50);
  requests[0]!.fail();
  await settle();
  expect(pages.failure?.code).toBe('X');
  pages.look(2, 51);
  expect(requests).toHaveLength(1);
  pages.retry();
  expect(requests).toHaveLength(2);
  requests[1]!.answer();
  await settle();
  expect(pages.failure).toBeNull();
  expect(pages.line(1)?.text).toBe('line 1');
});
