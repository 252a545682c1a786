import { expect, test } from 'vitest';
import { pathOf, rangeOf } from './line.ts';

test('a line goes from the left to the right, the largest at the top, and is broken where nothing was measured', () => {
  expect(pathOf([0, 5, 10], 100, 20)).toBe('M0 20 L50 10 L100 0');
  expect(pathOf([4, null, 4, 2], 90, 10)).toBe('M0 0 M60 0 L90 5');
  expect(pathOf([0, 0], 10, 10)).toBe('M0 10 L10 10');
  expect(pathOf([], 10, 10)).toBe('');
});

test('the largest and the newest are known of what was measured', () => {
  expect(rangeOf([1, 9, null])).toEqual({ most: 9, newest: null });
  expect(rangeOf([null])).toBeNull();
});
