import { expect, test } from 'vitest';
import { daysOfReport, nextReport } from './reports.ts';

const KYIV = 'Europe/Kyiv';

test.each([
  ['day', 8, '2026-03-02T05:59:59.000Z', '2026-03-02T06:00:00.000Z'],
  ['day', 8, '2026-03-02T06:00:00.000Z', '2026-03-03T06:00:00.000Z'],
  // The clocks go forward on the 29th.
  ['day', 8, '2026-03-28T12:00:00.000Z', '2026-03-29T05:00:00.000Z'],
  ['week', 8, '2026-03-02T06:00:00.000Z', '2026-03-09T06:00:00.000Z'],
  ['month', 0, '2026-03-02T06:00:00.000Z', '2026-03-31T21:00:00.000Z'],
] as const)('a report of each %s at %i goes out after %s at %s', (every, hour, after, next) =>
  expect(nextReport({ every, timeZone: KYIV, hour }, after)).toBe(next),
);

test.each([
  ['day', '2026-03-02T06:00:00.000Z', { from: '2026-03-01', to: '2026-03-01' }],
  ['week', '2026-03-02T06:00:00.000Z', { from: '2026-02-23', to: '2026-03-01' }],
  ['month', '2026-03-01T06:00:00.000Z', { from: '2026-02-01', to: '2026-02-28' }],
  // It is Monday there and Sunday by UTC: that day is not over.
  ['day', '2026-03-01T22:30:00.000Z', { from: '2026-02-28', to: '2026-02-28' }],
] as const)('a report of each %s due at %s tells of days that are over', (every, due, days) =>
  expect(daysOfReport({ every, timeZone: KYIV, hour: 0 }, due)).toEqual(days),
);
