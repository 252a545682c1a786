import { expect, test } from 'vitest';
import { fromLocal, toLocal } from './local.ts';

test('an instant is shown in the zone and read back', () => {
  expect(toLocal('2026-01-15T10:00:00.000Z', 'Europe/Kyiv')).toBe('2026-01-15T12:00');
  expect(toLocal('2026-07-15T10:00:00.000Z', 'Europe/Kyiv')).toBe('2026-07-15T13:00');
  expect(fromLocal('2026-07-15T13:00', 'Europe/Kyiv')).toBe('2026-07-15T10:00:00.000Z');
  expect(fromLocal('2026-01-15T00:30', 'America/New_York')).toBe('2026-01-15T05:30:00.000Z');
  expect(fromLocal('2026-01-15T00:30', 'Asia/Kolkata')).toBe('2026-01-14T19:00:00.000Z');
});

test('nothing is nothing', () => {
  expect(toLocal(null, 'UTC')).toBe('');
  expect(fromLocal('', 'UTC')).toBeNull();
});

test('around a change of clocks', () => {
  expect(fromLocal('2026-03-29T02:59', 'Europe/Kyiv')).toBe('2026-03-29T00:59:00.000Z');
  expect(fromLocal('2026-03-29T04:00', 'Europe/Kyiv')).toBe('2026-03-29T01:00:00.000Z');
  // 03:30 does not exist that night; 03:30 in October comes twice.
  expect(fromLocal('2026-03-29T03:30', 'Europe/Kyiv')).toBe('2026-03-29T01:30:00.000Z');
  expect(fromLocal('2026-10-25T03:30', 'Europe/Kyiv')).toBe('2026-10-25T00:30:00.000Z');
});
