import { expect, test } from 'vitest';
import { runsOf } from './entries.ts';

test('revisions that lie close together are read at once, others by themselves', () => {
  expect(runsOf([])).toEqual([]);
  expect(runsOf([7])).toEqual([{ from: 7, count: 1 }]);
  expect(runsOf([9, 3, 4, 100])).toEqual([
    { from: 3, count: 7 },
    { from: 100, count: 1 },
  ]);
});
