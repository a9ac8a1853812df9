import type { Answer } from '@datasherpa/agent/plugin';
import { expect, test } from 'vitest';
import { answerAsMarkdown } from './answer-as-markdown.ts';

const answer = (quote: string): Answer => ({
  status: 'found',
  data: null,
  summary: 'The heap ran out. [E1]',
  evidence: [
    {
      id: 'E1',
      fileId: 'f',
      source: 'worker.log',
      lines: [7, 9],
      bytes: [0, 1],
      sha256: '',
      quote,
      why: '',
    },
  ],
  degraded: [],
  limits: [{ what: 'matches', total: 9, shown: 4, why: 'Only the first.', howToGetTheRest: '' }],
  next: ['Raise the memory'],
  timings: {},
  model: null,
  requestId: 'r',
});

test('an answer is complete on paper', () => {
  expect(answerAsMarkdown(answer('java.lang.OutOfMemoryError'))).toBe(
    [
      'The heap ran out. [E1]',
      '## Evidence',
      'E1: ` worker.log:7-9 `',
      '```\njava.lang.OutOfMemoryError\n```',
      '## What to do next',
      '- Raise the memory',
      '## What this answer did not see',
      '- 4 of 9 matches shown. Only the first.',
    ].join('\n\n'),
  );
});

test('a quoted line cannot get out of its fence, nor carry control characters', () => {
  const text = answerAsMarkdown(answer('a\n````\n# loud\n````\n\u001b[31mred'));
  expect(text).toContain('`````\na\n````\n# loud\n````\nred\n`````');
  expect(text).not.toContain('\u001b');
});
