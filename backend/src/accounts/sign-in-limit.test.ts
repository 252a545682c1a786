import { expect, test } from 'vitest';
import { gapOf } from './sign-in-limit.ts';

test('a few failures are free, further ones make tries wait, longer and longer but never for ever', () => {
  expect([0, 9].map((failures) => gapOf(failures, 0))).toEqual([0, 0]);
  expect(gapOf(10, 0)).toBe(1000);
  expect(gapOf(50, 0)).toBe(5000);
  expect(gapOf(100_000, 0)).toBe(10_000);
});

test('a whole place is slowed only by many failures, and then a little', () => {
  expect(gapOf(0, 299)).toBe(0);
  expect(gapOf(0, 300)).toBe(250);
  expect(gapOf(10, 300)).toBe(1000);
});
