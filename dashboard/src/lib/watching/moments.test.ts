import type { TimelineItem } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { nearestTo, placesOf, stoodAt, waitAfter } from './moments.ts';

const item = (seconds: number, more: Partial<TimelineItem> = {}): TimelineItem => ({
  ...{ at: new Date(Date.UTC(2026, 2, 1, 10) + seconds * 1000).toISOString(), kind: 'saved', slot: null, answer: null },
  ...{ mark: null, try: null, by: null, deadline: null, score: null },
  ...more,
});
const items = [
  item(0, { kind: 'started' }),
  item(10, { slot: 1, answer: { value: true }, mark: 1 }),
  item(40, { slot: 1, answer: { value: false }, mark: 0 }),
  item(100, { kind: 'submitted' }),
];

test('the paper as it stood at a moment', () => {
  expect([...stoodAt(items, 0)]).toEqual([]);
  expect([...stoodAt(items, 1)]).toEqual([[1, { answer: { value: true }, mark: 1 }]]);
  expect([...stoodAt(items, 3)]).toEqual([[1, { answer: { value: false }, mark: 0 }]]);
});

test('moments lie where they were in time', () => {
  expect(placesOf(items)).toEqual([0, 0.1, 0.4, 1]);
  expect(placesOf([item(5)])).toEqual([1]);
});

test('a place on the line belongs to the moment that is nearest', () => {
  expect([0, 0.2, 0.3, 0.9].map((place) => nearestTo([0, 0.1, 0.4, 1], place))).toEqual([0, 1, 2, 3]);
  expect(nearestTo([], 0.5)).toBe(0);
});

describe('playing', () => {
  test('waits as long as it took, faster, within bounds', () => {
    expect([0, 1, 2].map((at) => waitAfter(items, at))).toEqual([500, 1500, 2500]);
    expect(waitAfter([item(0), item(1)], 0)).toBe(350);
  });
  test('ends at the end', () => expect(waitAfter(items, 3)).toBe(0));
});
