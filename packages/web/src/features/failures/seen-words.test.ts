import { expect, test } from 'vitest';
import { seenWords } from './seen-words.ts';

const first = Date.UTC(2026, 2, 1, 2, 10, 4);
const last = Date.UTC(2026, 2, 5, 2, 10, 4);

test.each([
  [3, first, last, 'Seen 3 times since 2026-03-01, last 2026-03-05 02:10:04 UTC.'],
  [1, last, last, 'Seen once: 2026-03-05 02:10:04 UTC.'],
  [2, null, null, 'Its uploads were deleted.'],
])('%i times, from %s to %s', (occurrences, firstSeen, lastSeen, text) =>
  expect(seenWords({ occurrences, firstSeen, lastSeen })).toBe(text),
);
