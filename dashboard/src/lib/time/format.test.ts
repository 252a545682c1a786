import { describe, expect, test } from 'vitest';
import { absolute, clockTime, countdown, duration, fromNow } from './format.ts';

test.each([
  [0, '0:00'],
  [-5000, '0:00'],
  [1, '0:01'],
  [999, '0:01'],
  [59_000, '0:59'],
  [60_000, '1:00'],
  [3_599_001, '1:00:00'],
  [3_847_000, '1:04:07'],
])('%i ms left reads %s', (milliseconds, text) => expect(countdown(milliseconds)).toBe(text));

test.each([
  [0, '0 s'],
  [20, '20 s'],
  [90, '1 min 30 s'],
  [2700, '45 min'],
  [5400, '1 h 30 min'],
  [90_000, '1 d 1 h'],
])('%i seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text));

describe('relative times', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  test.each([
    ['2026-03-01T12:12:59Z', 'in 12 min'],
    ['2026-03-01T11:59:30Z', '30 sec ago'],
    ['2026-02-28T11:00:00Z', 'yesterday'],
    ['2026-03-03T11:00:00Z', 'in 2 days'],
    ['2026-03-02T21:59:00Z', 'tomorrow'],
    ['2026-03-02T22:01:00Z', 'in 2 days'],
  ])('%s', (at, text) => expect(fromNow(Date.parse(at), now, 'Europe/Kyiv').replaceAll('.', '')).toContain(text.replaceAll('.', '')));
});

test('an absolute time names its zone, through a change of the clock', () => {
  expect(absolute('2026-03-29T00:30:00Z', 'Europe/Kyiv')).toMatch(/29 Mar 2026.*02:30.*(EET|GMT\+2)/);
  expect(absolute('2026-03-29T01:30:00Z', 'Europe/Kyiv')).toMatch(/29 Mar 2026.*04:30.*(EEST|GMT\+3)/);
  expect(clockTime('2026-03-29T01:30:07Z', 'UTC')).toBe('01:30:07');
});
