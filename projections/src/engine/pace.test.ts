import { expect, test } from 'vitest';
import { LIVE_PACE, waitAfter } from './pace.ts';

test('the more rows were written, the longer the next gather, up to a limit', () => {
  expect([0, 3, 20, 50, 100, 5000].map((rows) => waitAfter(rows, LIVE_PACE))).toEqual([40, 40, 40, 50, 100, 100]);
});
