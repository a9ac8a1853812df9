import { expect, test } from 'vitest';
import { orderRotated } from './order-rotated.ts';

const upload = (uploadId: string, ...names: string[]) => names.map((name) => ({ name, uploadId }));

test('rotated files come together, oldest first, where the first of them stood', () => {
  const placed = orderRotated([
    ...upload('u', 'other.log', 'app.log', 'z.log', 'app.log.1', 'app.log.2.gz'),
    ...upload('v', 'app.log.3'),
  ]);
  expect(placed.map(({ file }) => file.name)).toEqual([
    'other.log',
    'app.log.2.gz',
    'app.log.1',
    'app.log',
    'z.log',
    'app.log.3',
  ]);
  expect(placed.map(({ follows }) => follows)).toEqual([null, null, 1, 2, null, null]);
  expect(placed[3]!.rotation).toEqual({ log: 'app.log', part: 3, parts: 3, assumed: null });
  expect(placed[5]!.rotation).toBeNull();
});

test('no file is lost or doubled where two have the same name', () => {
  const files = upload('u', 'app.log', 'app.log.1', 'app.log', 'app.log.1');
  const placed = orderRotated(files);
  expect(new Set(placed.map(({ file }) => file))).toEqual(new Set(files));
  expect(placed.map(({ follows }) => follows)).toEqual([null, 0, null, null]);
});
