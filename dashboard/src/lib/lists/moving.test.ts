import { expect, test } from 'vitest';
import { moved, placeAt } from './moving.ts';

test.each([
  [0, 2, 'bca'],
  [2, 0, 'cab'],
  [1, 1, 'abc'],
  [0, 3, 'abc'],
  [-1, 0, 'abc'],
])('from %i to %i is %s', (from, to, expected) => expect(moved([...'abc'], from, to).join('')).toBe(expected));

test('a pointer is over the row that it is in, or the nearest', () => {
  const rows = [
    { top: 0, bottom: 40 },
    { top: 48, bottom: 88 },
  ];
  expect([-10, 20, 44, 60, 500].map((y) => placeAt(rows, y))).toEqual([0, 0, 1, 1, 1]);
});
