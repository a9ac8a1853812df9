import { expect, test } from 'vitest';
import { parsePlace, placeAddress, type Place } from './place.ts';

const file = { upload: 'u/1', file: 'f?2', from: 120, to: 140 };
const places: readonly Place[] = [
  { view: 'chat', thread: null, file: null },
  { view: 'chat', thread: 't 1', file: null },
  { view: 'chat', thread: 't&1', file },
  { view: 'uploads' },
  { view: 'uploads', upload: 'u/1' },
  { view: 'failures' },
  { view: 'keys' },
  { view: 'file', file },
  { view: 'file', file: { ...file, to: 120 } },
];

test.each(places)('an address brings back the place it was made from: %o', (place) => {
  expect(parsePlace(placeAddress(place))).toEqual(place);
});

test.each([
  ['#/uploads/u/files/f/L7', 7, 7],
  ['#/uploads/u/files/f/L9-L7', 7, 9],
  ['#/uploads/u/files/f/L7-9', 7, 9],
  ['#/uploads/u/files/f/L0', 1, 1],
  ['#/uploads/u/files/f', 1, 1],
  ['#/uploads/u/files/f/Lx', 1, 1],
  ['#/uploads/u/files/f/L99999999999999999999', 1, 1],
])('%s names lines %i to %i', (address, from, to) => {
  expect(parsePlace(address)).toEqual({
    view: 'file',
    file: { upload: 'u', file: 'f', from, to },
  });
});

test.each(['', '#', '#/', '#/nowhere', '#/threads', '#/%E0%A4%A'])(
  '%j is an empty conversation',
  (address) => expect(parsePlace(address)).toEqual({ view: 'chat', thread: null, file: null }),
);
