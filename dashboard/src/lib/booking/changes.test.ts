import { expect, test } from 'vitest';
import { changesBetween } from './changes.ts';
import type { Week } from './load-week.ts';

const week = (...starts: readonly string[]): Week => ({
  instructorId: 'i',
  first: '2027-01-04',
  zone: 'UTC',
  length: 30,
  lengths: [30],
  since: null,
  slots: starts.map((start) => ({ start, end: start, slotId: null, seats: null, title: '' })),
});
const between = (before: Week, after: Week) => {
  const changes = changesBetween(before, after);
  return changes && [changes.came, changes.went.map(({ start }) => start)];
};

test('between two looks at a week times come and go', () => {
  expect(between(week('a', 'b'), week('b', 'c'))).toEqual([['c'], ['a']]);
  expect(between(week('a'), week('a'))).toEqual([[], []]);
});

test('another week, zone or length is all new, and so is the first look', () => {
  expect(changesBetween(null, week('a'))).toBeNull();
  for (const other of [{ zone: 'Europe/Kyiv' }, { first: '2027-01-05' }, { length: 60 }])
    expect(between(week('a'), { ...week('b'), ...other })).toBeNull();
});
