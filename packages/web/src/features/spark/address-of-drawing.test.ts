import { expect, test } from 'vitest';
import { addressOfDrawing } from './address-of-drawing.ts';

test.each([
  ['app-1', null, '/spark-plots/app-1/what-if.svg'],
  ['app-1', '2', '/spark-plots/app-1/what-if.svg?attempt=2'],
  ['../keys?a=1#b', null, '/spark-plots/..%2Fkeys%3Fa%3D1%23b/what-if.svg'],
  ['\uD800', null, '/spark-plots/%EF%BF%BD/what-if.svg'],
])('the drawing of %s attempt %s', (id, attemptId, address) => {
  expect(addressOfDrawing({ id, attemptId }, 'what-if')).toBe(address);
});
