import { expect, test } from 'vitest';
import { quantile, since } from './quantile.ts';

const buckets = (...counts: readonly number[]) => counts.map((count, at) => ({ bound: [0.01, 0.1, 1, Infinity][at]!, count }));

test('the value that most did not exceed lies within its stretch', () => {
  expect(quantile(buckets(0, 100, 100, 100), 0.5)).toBeCloseTo(0.055);
  expect(quantile(buckets(100, 100, 100, 100), 0.95)).toBeCloseTo(0.0095);
  expect(quantile(buckets(90, 90, 100, 100), 0.95)).toBeCloseTo(0.55);
  // Beyond the last bound nothing more is known.
  expect(quantile(buckets(0, 0, 0, 10), 0.95)).toBe(1);
  expect(quantile(buckets(0, 0, 0, 0), 0.95)).toBeNull();
  expect(quantile([], 0.95)).toBeNull();
});

test('only what came since is counted', () => {
  expect(quantile(since(buckets(90, 90, 90, 90), buckets(90, 90, 100, 100)), 0.5)).toBeCloseTo(0.55);
  expect(since([], buckets(1, 2, 2, 2))).toEqual(buckets(1, 2, 2, 2));
});
