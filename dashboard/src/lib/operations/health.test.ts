import type { ProjectionStatus } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { health, progress } from './health.ts';

const row = (name: string, more: Partial<ProjectionStatus> = {}): ProjectionStatus => ({
  name,
  version: 1,
  state: 'running',
  position: '5',
  head: '10',
  lagEvents: 0,
  lagSeconds: 0,
  rate: 0,
  rows: 1,
  rebuild: null,
  parked: 0,
  error: null,
  updatedAt: null,
  ...more,
});

test('the longest lag, all that is parked, and who does not run', () => {
  expect(
    health([
      row('a', { lagEvents: 3, parked: 1 }),
      row('b', { lagEvents: 7, state: 'failed' }),
      row('c', { parked: 2, state: 'rebuilding' }),
    ]),
  ).toEqual({ lagEvents: 7, parked: 3, stopped: ['b'] });
});

test.each([
  ['0', '0', 1],
  ['5', '10', 0.5],
  ['12', '10', 1],
  ['9007199254740993000', '18014398509481986000', 0.5],
])('%s of %s is %d', (position, head, share) => expect(progress({ position, head })).toBe(share));
