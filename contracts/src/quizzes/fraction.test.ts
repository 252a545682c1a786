import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fractionOf, percentOf } from './fraction.ts';

test.each([
  ['33.33333', 1 / 3],
  ['33.3', 1 / 3],
  ['66.66667', 2 / 3],
  ['66.66', 2 / 3],
  ['16.66667', 1 / 6],
  ['14.28571', 1 / 7],
  ['11,11111', 1 / 9],
  ['-83.33333', -5 / 6],
])('%s %% is a share that has no end', (percent, fraction) => expect(fractionOf(percent)).toBe(fraction));

test.each([
  ['33', 0.33],
  ['12.5', 0.125],
  ['33.35', 0.3335],
  ['33.30000', 0.333],
  ['100.', 1],
  ['-0', -0],
])('%s %% is what it says', (percent, fraction) => expect(fractionOf(percent)).toBe(fraction));

test('a percentage says its fraction again, and is short where it can be', () => {
  expect([1, 0.5, 1 / 3, -1 / 6, 0.125, 0.3333333].map(percentOf)).toEqual(['100', '50', '33.33333', '-16.66667', '12.5', '33.3333300']);
  const share = fc.tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: 1, max: 12 })).map(([over, under]) => over / under);
  const decimal = fc.integer({ min: -1e9, max: 1e9 }).map((billionths) => billionths / 1e9);
  fc.assert(
    fc.property(fc.oneof(share, decimal, fc.double({ min: 0.001, max: 1, noNaN: true })), (fraction) => {
      expect(fractionOf(percentOf(fraction)) === fraction).toBe(true);
    }),
  );
});
