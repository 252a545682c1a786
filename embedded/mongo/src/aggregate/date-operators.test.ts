import { expect, test } from 'vitest';
import { compileExpression } from './expression.ts';
import type { Value } from '../bson/values.ts';

const evaluate = (expression: Value): Value => compileExpression(expression).evaluate({ d: new Date('2021-03-28T01:30:15.500Z') });
const iso = (value: Value): string => (value as Date).toISOString();

test.each([
  ['year', 1, '2021-01-01T00:00:00.000Z'],
  ['quarter', 1, '2021-01-01T00:00:00.000Z'],
  ['month', 1, '2021-03-01T00:00:00.000Z'],
  ['week', 1, '2021-03-28T00:00:00.000Z'],
  ['week', 2, '2021-03-28T00:00:00.000Z'],
  ['day', 1, '2021-03-28T00:00:00.000Z'],
  ['hour', 2, '2021-03-28T00:00:00.000Z'],
  ['minute', 1, '2021-03-28T01:30:00.000Z'],
  ['second', 10, '2021-03-28T01:30:10.000Z'],
])('$dateTrunc to %s by %i', (unit, binSize, expected) => {
  expect(iso(evaluate({ $dateTrunc: { date: '$d', unit, binSize } }))).toBe(expected);
});

test('$dateTrunc knows years before 2000, weeks by their first day, and time zones', () => {
  expect(iso(evaluate({ $dateTrunc: { date: new Date('1970-05-07'), unit: 'month' } }))).toBe('1970-05-01T00:00:00.000Z');
  expect(iso(evaluate({ $dateTrunc: { date: '$d', unit: 'week', startOfWeek: 'monday' } }))).toBe('2021-03-22T00:00:00.000Z');
  expect(iso(evaluate({ $dateTrunc: { date: '$d', unit: 'day', timezone: 'America/New_York' } }))).toBe('2021-03-27T04:00:00.000Z');
});

test('$dateAdd and $dateSubtract go by the calendar of their zone', () => {
  expect(iso(evaluate({ $dateAdd: { startDate: new Date('2021-01-31T12:00:00Z'), unit: 'month', amount: 1 } }))).toBe(
    '2021-02-28T12:00:00.000Z',
  );
  expect(
    iso(evaluate({ $dateAdd: { startDate: new Date('2021-03-27T12:00:00Z'), unit: 'day', amount: 1, timezone: 'Europe/Berlin' } })),
  ).toBe('2021-03-28T11:00:00.000Z');
  expect(iso(evaluate({ $dateSubtract: { startDate: '$d', unit: 'hour', amount: 2 } }))).toBe('2021-03-27T23:30:15.500Z');
});

test('$dateDiff counts the boundaries between', () => {
  const diff = (unit: string, startDate: string, endDate: string): Value =>
    evaluate({ $dateDiff: { startDate: new Date(startDate), endDate: new Date(endDate), unit } });
  expect(diff('year', '2020-12-31', '2021-01-01')).toBe(1n);
  expect(diff('month', '2021-01-31', '2021-03-01')).toBe(2n);
  expect(diff('week', '2021-03-27', '2021-03-28')).toBe(1n);
  expect(diff('hour', '2021-03-28T00:59:59Z', '2021-03-28T01:00:00Z')).toBe(1n);
  expect(diff('day', '2021-03-28', '2021-03-27')).toBe(-1n);
});

test('what is missing is null', () => {
  expect(evaluate({ $dateTrunc: { date: '$none', unit: 'day' } })).toBeNull();
});
