import { expect, test } from 'vitest';
import { changedAt, figureAt, filled, lastSpans, looksSame } from './series.ts';

test('what changed is what differs, unless the labels moved on', () => {
  expect(changedAt([1, 2, 3], [1, 5, 3])).toEqual([1]);
  expect(changedAt([1, 2], [1, 2, 3])).toEqual([]);
});

test('a chart is drawn anew where something of it looks different', () => {
  const shown = { scheme: '', labels: ['Mon', 'Tue'], series: [{ name: 'People', values: [3, 0] }], glowing: [] };
  const again = { ...shown, labels: [...shown.labels], series: [{ name: 'People', values: [3, 0], hrefs: [null, null] }] };
  expect(looksSame(shown, again)).toBe(true);
  expect(looksSame(null, shown)).toBe(false);
  const others = [
    { scheme: 'dark' },
    { labels: ['Mon'] },
    { series: [{ name: 'People', values: [3, 1] }] },
    { series: [] },
    { glowing: [[0]] },
  ];
  expect(others.map((other) => looksSame(shown, { ...shown, ...other }))).toEqual(others.map(() => false));
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
