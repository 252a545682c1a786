import { expect, test } from 'vitest';
import { closedSlots, furthestPage, pageOf } from './pages.ts';

const pages = [[1, 2], [3, 4], [5]];

test('each question stands on its page', () => {
  expect([1, 2, 3, 5, 9].map((slot) => pageOf({ pages }, slot))).toEqual([0, 0, 1, 2, 0]);
});

test('one has come as far as the last answer, or as far as one looks', () => {
  expect(furthestPage({ pages }, 1, new Set())).toBe(0);
  expect(furthestPage({ pages }, 1, new Set([2, 3]))).toBe(1);
  expect(furthestPage({ pages }, 5, new Set([3]))).toBe(2);
});

test('without a way back the other pages are closed', () => {
  expect(closedSlots({ pages, navigation: 'free' }, 1)).toEqual(new Set());
  expect(closedSlots({ pages, navigation: 'forward' }, 1)).toEqual(new Set([1, 2, 5]));
});
