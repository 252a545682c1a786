import { expect, test } from 'vitest';
import { estimated } from './progress.ts';

test('how many there are is told from how many there were so far, by their positions', () => {
  expect(estimated({ before: 0, seen: 500, seconds: 2, position: '2500', head: '10000' })).toEqual({
    done: 500,
    total: 2000,
    rate: 250,
    secondsLeft: 6,
  });
});

test('what was read before a restart counts, and says nothing of how fast it goes now', () => {
  expect(estimated({ before: 400, seen: 100, seconds: 1, position: '5000', head: '10000' })).toMatchObject({
    done: 500,
    total: 1000,
    rate: 100,
    secondsLeft: 5,
  });
});

test.each([
  ['at the beginning nothing is known', { before: 0, seen: 0, seconds: 0, position: '0', head: '10' }, { total: 0, secondsLeft: null }],
  ['at the end it is exact', { before: 0, seen: 7, seconds: 1, position: '12', head: '10' }, { done: 7, total: 7, secondsLeft: 0 }],
  ['an empty log is read', { before: 0, seen: 0, seconds: 1, position: '0', head: '0' }, { done: 0, total: 0, secondsLeft: null }],
])('%s', (_, known, expected) => expect(estimated(known)).toMatchObject(expected));
