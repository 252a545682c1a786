import { expect, test } from 'vitest';
import { LIVE_PACE, waitAfter } from './pace.ts';

test('the longer a write took, the longer rows gather for the next, up to a limit', () => {
  expect([0, 1, 3, 10, 25, 500].map((took) => waitAfter(took, LIVE_PACE))).toEqual([5, 5, 12, 40, 100, 100]);
});
