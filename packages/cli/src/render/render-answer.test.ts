import type { Answer } from '@datasherpa/agent/plugin';
import { expect, test } from 'vitest';
import { renderAnswer } from './render-answer.ts';
test('a quote that is very long is cut and says how long it is; documents are shown whole', () => {
  const answer: Answer = {
    status: 'found',
    data: { documents: [{ markdown: '# Orders\n\nWhat it is for.\n' }] },
    summary: 's',
    evidence: [
      {
        id: 'E1',
        fileId: 'f',
        source: 'events',
        lines: [1, 1],
        bytes: [0, 9],
        sha256: 'x',
        quote: 'q'.repeat(9000),
        why: 'w',
      },
    ],
    degraded: [],
    limits: [],
    next: [],
    timings: {},
    model: null,
    requestId: 'r',
  };
  const text = renderAnswer(answer);
  expect(text).toContain('(9000 characters)');
  expect(text.length).toBeLessThan(1500);
  expect(text).toContain('# Orders\n\nWhat it is for.');
});
