import { expect, test } from 'vitest';
import { history, id, rowsOf } from '../testing/history.ts';
import { orders } from './projection.ts';

test('each order is a line of its own, with what it said', () => {
  const rebuild = { name: 'courses', rebuildId: id(1), from: '640', key: null, swap: 'manual' } as const;
  const place = { stream: `course-${id(2)}`, revision: 3 };
  const facts = history(
    { type: 'operations.PauseOrdered.v1', data: { name: 'courses' } },
    { type: 'operations.RebuildOrdered.v1', data: rebuild },
    { type: 'operations.SwapOrdered.v1', data: { name: 'courses', rebuildId: id(1) } },
    { type: 'operations.RetryOrdered.v1', data: { name: 'courses', key: null } },
    { type: 'operations.SkipOrdered.v1', data: { name: 'courses', key: id(2), ...place, operatorId: id(9), reason: 'a test' } },
  );
  const rows = [...rowsOf(orders, facts).values()];
  expect(rows).toMatchObject([
    { kind: 'pause', rebuildId: null, reason: null },
    { kind: 'rebuild', rebuildId: id(1), from: '640', swap: 'manual' },
    { kind: 'swap', rebuildId: id(1), swap: null },
    { kind: 'retry', key: null },
    { kind: 'skip', key: id(2), fact: place, reason: 'a test' },
  ]);
  expect(rows.map(({ newest }) => newest)).toEqual(rows.map(({ newest }) => newest).toSorted());
});
