import { expect, test } from 'vitest';
import { datesOutOfOrder } from './rules-in-order.ts';

const day = (n: number) => `2026-03-0${n}T10:00:00Z`;
const paths = (opensAt: string | null, dueAt: string | null, closesAt: string | null) =>
  datesOutOfOrder({ opensAt, dueAt, closesAt }, 'rules.').map(({ path }) => path);

test('a quiz opens before it is due, and is due by the time it closes', () => {
  expect(paths(day(1), day(2), day(3))).toEqual([]);
  expect(paths(day(1), day(3), day(3))).toEqual([]);
  expect(paths(null, null, null)).toEqual([]);
  expect(paths(day(2), day(2), null)).toEqual(['rules.dueAt']);
  expect(paths(day(2), null, day(1))).toEqual(['rules.closesAt']);
  expect(paths(null, day(3), day(2))).toEqual(['rules.dueAt']);
});

test('instants are compared, not their writing', () => {
  expect(paths('2026-03-01T10:00:00.000Z', '2026-03-01T10:00:00Z', null)).toEqual(['rules.dueAt']);
});
