import { expect, test } from 'vitest';
import { changesBetween, shownState } from './shown-state.ts';

test('maps and sets are shown by what they hold', () => {
  const state = { people: new Map([['ann', { hands: new Set(['left']) }]]), size: 10n };
  expect(shownState(state)).toEqual({ people: { ann: { hands: ['left'] } }, size: '10' });
});

test('what differs is said as deep inside as can be', () => {
  const before = { title: 'Steel', seats: 2, lessons: [{ title: 'Bars' }], gone: 1 };
  const after = { title: 'Steel', seats: 3, lessons: [{ title: 'Beams' }, { title: 'Joints' }] };
  expect(changesBetween(before, after)).toEqual([
    { path: 'seats', before: 2, after: 3 },
    { path: 'lessons.0.title', before: 'Bars', after: 'Beams' },
    { path: 'lessons.1', before: undefined, after: { title: 'Joints' } },
    { path: 'gone', before: 1, after: undefined },
  ]);
});

test('nothing differs from itself, and what changes its kind is told whole', () => {
  expect(changesBetween({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([]);
  expect(changesBetween(null, { phase: 'open' })).toEqual([{ path: '', before: null, after: { phase: 'open' } }]);
  expect(changesBetween({ a: [] }, { a: {} })).toEqual([{ path: 'a', before: [], after: {} }]);
});

test('at most five hundred changes are told', () => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, number) => [`n${number}`, number]));
  expect(changesBetween({}, many)).toHaveLength(500);
});
