import type { QuestionDraft } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { makeQuestion } from '../paper/make-question.ts';
import { judge, misfits } from './grade.ts';

const asked = (scoring: string) =>
  makeQuestion({ type: 'ordering', text: 'Order', mark: 1, scoring, items: ['a', 'b', 'c', 'd'] } as QuestionDraft);
const order = (...places: number[]) => places.map((place) => `i${place}`);

describe.each([
  ['whole', { right: 1, turned: 0, firstTwo: 0, shifted: 0, short: 0 }],
  ['places', { right: 1, turned: 0, firstTwo: 0.5, shifted: 0, short: 0.5 }],
  ['neighbours', { right: 1, turned: 0, firstTwo: 1 / 3, shifted: 2 / 3, short: 1 / 3 }],
])('what counts is %s', (scoring, worth) => {
  test.each([
    ['the right order', order(1, 2, 3, 4), worth.right],
    ['the other way round', order(4, 3, 2, 1), worth.turned],
    ['the first two in place', order(1, 2, 4, 3), worth.firstTwo],
    ['all one place on', order(4, 1, 2, 3), worth.shifted],
    ['too few', order(1, 2), worth.short],
  ])('%s', (_, given, fraction) => expect(judge(asked(scoring), { order: given }).fraction).toBeCloseTo(fraction, 12));
});

test('what does not fit is told', () => {
  expect(misfits(asked('places'), { order: order(1, 2, 9, 4) })).toMatchObject([{ path: 'order', rule: 'unknown' }]);
  expect(misfits(asked('places'), { order: order(1, 1) })).toMatchObject([{ path: 'order', rule: 'unique' }]);
  expect(misfits(asked('places'), { choice: 'i1' })).toMatchObject([{ path: 'choice', rule: 'type' }]);
});

test('where each item was put is kept for statistics', () =>
  expect(judge(asked('whole'), { order: order(2, 1, 3, 4) }).response).toEqual(['i2:1', 'i1:2', 'i3:3', 'i4:4']));
