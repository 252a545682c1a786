import { expect, test } from 'vitest';
import { changedAt, figureAt, filled, lastSpans } from './series.ts';

test('what changed is what differs, unless the labels moved on', () => {
  expect(changedAt([1, 2, 3], [1, 5, 3])).toEqual([1]);
  expect(changedAt([1, 2], [1, 2, 3])).toEqual([]);
});

test('spans end with the present one and days without facts count 0', () => {
  const days = lastSpans(3, 86_400, Date.parse('2026-03-02T14:00:00Z'));
  expect(days).toEqual(['2026-02-28T00:00:00.000Z', '2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z']);
  const rows = [{ start: '2026-03-02T00:00:00.000Z', enrolled: 4 }];
  expect(
    filled(
      days,
      rows,
      ({ start }) => start,
      ({ enrolled }) => enrolled,
    ),
  ).toEqual([0, 0, 4]);
});

test('a value has a why where it is a figure and not nothing', () => {
  const series = { name: 'People', values: [3, 0], figures: ['people:student', 'people:admin'] as const };
  expect([0, 1, 2].map((index) => figureAt(series, index))).toEqual(['people:student', null, null]);
  expect(figureAt({ name: 'Begun', values: [3] }, 0)).toBeNull();
});
