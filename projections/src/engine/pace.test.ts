import { expect, test } from 'vitest';
import { LIVE_PACE, waitAfter } from './pace.ts';

const MANY = LIVE_PACE.few + 1;

test('the longer a write of many rows took, the longer rows gather for the next, up to a limit', () => {
  expect([0, 1, 3, 10, 25, 500].map((took) => waitAfter(MANY, took, LIVE_PACE))).toEqual([5, 5, 12, 40, 100, 100]);
});

test('after a write of few rows the next begins at once, however long it took', () => {
  expect([1, 25, 500].map((took) => waitAfter(LIVE_PACE.few, took, LIVE_PACE))).toEqual([0, 0, 0]);
});
