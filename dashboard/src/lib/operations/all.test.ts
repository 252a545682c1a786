import type { Rebuild } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { together } from './all.ts';

const none = { added: 0, removed: 0, changed: 0, position: '9', samples: [] };
const rebuild = (phase: Rebuild['phase'], more: Partial<Rebuild> = {}) =>
  ({ phase, done: 0, total: 0, rate: 0, secondsLeft: null, difference: null, former: false, ...more }) as Rebuild;

test('what is filled is summed up, what waits is counted with what differs', () => {
  const all = together([
    rebuild('filling', { done: 10, total: 100, rate: 5, secondsLeft: 18 }),
    rebuild('filling', { done: 50, total: 100, rate: 5, secondsLeft: 10 }),
    rebuild('compared', { done: 7, total: 7, difference: none }),
    rebuild('compared', { difference: { ...none, changed: 2 } }),
    rebuild('swapped', { former: true, difference: none }),
    rebuild('cancelled'),
  ]);
  expect(all).toMatchObject({ done: 60, total: 200, rate: 10, secondsLeft: 18, differing: 1 });
  expect([all.filling.length, all.compared.length, all.open.length, all.former.length]).toEqual([2, 2, 4, 1]);
  expect(together([]).secondsLeft).toBeNull();
});
