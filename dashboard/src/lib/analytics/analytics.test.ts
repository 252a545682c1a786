import { NO_TALLY, type SpanTally } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { startsOf } from './axis.ts';
import { factsOf } from './drill.ts';
import { standings, sumUntil, withSpan } from './film.ts';
import { hoursAhead, weekOf } from './hours.ts';
import { before, lengthOf, readPeriod } from './period.ts';
import { amountsOf, changeIn } from './standing.ts';

const span = (start: string, enrolled: number): SpanTally => ({
  ...NO_TALLY,
  span: 'day',
  start: `${start}T00:00:00.000Z`,
  counts: { enrolled },
});

describe('the period of an address', () => {
  const read = (query: string) => readPeriod(new URLSearchParams(query), '2026-03-10');
  test('is given by its ends or its length', () => {
    expect(read('from=2026-01-01&to=2026-01-31')).toEqual({ from: '2026-01-01', to: '2026-01-31' });
    expect(read('days=30')).toEqual({ from: '2026-02-09', to: '2026-03-10' });
    expect(lengthOf(read('days=30'))).toBe(30);
  });
  test('is the usual one where it cannot be', () => {
    const usual = read('');
    expect(lengthOf(usual)).toBe(90);
    for (const wrong of ['from=2026-02-01&to=2026-01-01', 'from=x&to=y', 'days=17', 'from=2026-13-40&to=2026-99-99'])
      expect(read(wrong)).toEqual(usual);
  });
  test('is compared with the one of the same length before', () =>
    expect(before({ from: '2026-03-01', to: '2026-03-10' })).toEqual({ from: '2026-02-19', to: '2026-02-28' }));
});

test('spans begin where the figures do: weeks on Monday, months on their first day, none before the period', () => {
  expect(startsOf('day', { from: '2026-02-27', to: '2026-03-02' })).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
  expect(startsOf('week', { from: '2026-11-23', to: '2026-12-08' })).toEqual(['2026-11-23', '2026-11-30', '2026-12-07']);
  expect(startsOf('week', { from: '2026-11-25', to: '2026-12-08' })).toEqual(['2026-11-30', '2026-12-07']);
  expect(startsOf('month', { from: '2025-12-01', to: '2026-03-10' })).toEqual(['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01']);
});

test('a film adds up span by span, and goes over those in which nothing happened', () => {
  const starts = ['2026-01-01', '2026-01-02', '2026-01-03'];
  const items = [span('2026-01-01', 2), span('2026-01-03', 5)];
  expect(standings({ ...NO_TALLY, counts: { enrolled: 10 } }, starts, items).map(({ counts }) => counts.enrolled)).toEqual([12, 12, 17]);
  expect(sumUntil(starts, items, 1).counts).toEqual({ enrolled: 2 });
  expect(withSpan(items, span('2026-01-02', 1)).map(({ start }) => start?.slice(8, 10))).toEqual(['01', '02', '03']);
  expect(withSpan(items, span('2026-01-03', 9)).at(-1)?.counts).toEqual({ enrolled: 9 });
});

test('hours of the week go round into the zone of who reads', () => {
  expect(weekOf({ 0: 3, 167: 1 }, -1)[6]).toEqual([...Array(22).fill(0), 1, 3]);
  expect(weekOf({ 167: 1 }, 2)[0]![1]).toBe(1);
  expect(hoursAhead('Europe/Kyiv', Date.parse('2026-01-01T12:00:00Z'))).toBe(2);
  expect(hoursAhead('America/New_York', Date.parse('2026-07-01T12:00:00Z'))).toBe(-4);
});

test('a change is a share of what was before, and none of nothing', () => {
  expect([changeIn(15, 10), changeIn(5, 10), changeIn(0, 0), changeIn(3, 0)]).toEqual([0.5, -0.5, 0, null]);
});

test('money is written by its currency, after refunds', () =>
  expect(amountsOf({ JPY: { paid: 500, refunded: 0 }, EUR: { paid: 4500, refunded: 500 } }, 'en-GB')).toEqual([
    { currency: 'EUR', net: '€40.00', refunded: '€5.00' },
    { currency: 'JPY', net: 'JP¥500', refunded: 'JP¥0' },
  ]));

test('a number leads to its facts where they can be told from others', () => {
  const all = { course: null, instructor: null, zone: 'Europe/Kyiv' };
  expect(factsOf('enrolled', 'month', '2026-01-01', all)).toBe(
    '/events?type=enrolments.StudentEnrolled.v1&from=2026-01-01T02%3A00&to=2026-02-01T02%3A00',
  );
  expect(factsOf('left', 'day', '2026-01-01', { ...all, course: 'c' })).toContain('stream=roster-c');
  expect(factsOf('missed', 'week', '2026-01-05', { ...all, instructor: 'i' })).toContain('stream=calendar-i');
  expect(factsOf('submitted', 'day', '2026-01-01', { ...all, course: 'c' })).toBeNull();
});
