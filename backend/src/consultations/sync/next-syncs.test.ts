import { expect, test } from 'vitest';
import { NextSyncs } from './next-syncs.ts';

const MINUTE = 60_000;
const after = (...endings: boolean[]) => {
  const next = new NextSyncs();
  for (const well of endings) {
    next.begins('c', 'ann');
    next.ended('c', well, 0);
  }
  return next;
};

test('a calendar that nothing is known of is due, one that is being looked at is not', () => {
  const next = new NextSyncs();
  expect(next.isDue('c', 'ann', 0)).toBe(true);
  next.begins('c', 'ann');
  expect(next.isDue('c', 'ann', 1e9)).toBe(false);
});

test('every five minutes, and at once when a session changes', () => {
  const next = after(true);
  expect([next.isDue('c', 'ann', 5 * MINUTE - 1), next.isDue('c', 'ann', 5 * MINUTE)]).toEqual([false, true]);
  next.wake('ann');
  expect([next.isDue('c', 'ann', 0), next.isDue('d', 'ann', 0)]).toEqual([true, true]);
});

test('the longer it fails the more seldom it is called, whatever changes meanwhile', () => {
  const waits = [1, 2, 3, 20].map((times) => {
    const next = after(...Array.from({ length: times }, () => false));
    next.wake('ann');
    return [0.5, 1, 2, 60].find((minutes) => next.isDue('c', 'ann', minutes * MINUTE));
  });
  expect(waits).toEqual([0.5, 1, 2, 60]);
  expect(after(false, false, true).isDue('c', 'ann', 5 * MINUTE)).toBe(true);
});
