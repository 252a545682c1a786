import { expect, test } from 'vitest';
import { actionsOf } from './actions.ts';

const start = '2027-03-01T09:00:00.000Z';
const at = (hours: number) => Date.parse(start) + hours * 3_600_000;
const of = (phase: Parameters<typeof actionsOf>[0]['phase'], hours: number, as: 'student' | 'admin' = 'student') =>
  Object.entries(actionsOf({ as, phase, start }, at(hours)))
    .filter(([, can]) => can)
    .map(([name]) => name);

test('what is ahead is moved and called off, what has begun is only missed', () => {
  expect(of('confirmed', -1)).toEqual(['keep', 'move', 'cancel']);
  expect(of('requested', -1)).toEqual(['keep', 'move', 'cancel']);
  expect(of('confirmed', 1)).toEqual(['noShow']);
  expect(of('completed', 1)).toEqual(['noShow']);
  expect(of('completed', 24 * 8)).toEqual([]);
  expect(of('completed', 1, 'admin')).toEqual([]);
  expect([of('held', -1), of('cancelled', -1), of('no-show', 1)]).toEqual([[], [], []]);
});
