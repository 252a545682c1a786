import type { QuestionDraft } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { makeQuestion } from '../paper/make-question.ts';
import { rightAnswer } from '../paper/right-answer.ts';
import { judge, misfits } from './grade.ts';

const asked = (more: object) =>
  makeQuestion({
    type: 'numerical',
    text: 'How far?',
    mark: 1,
    answers: [
      { number: 1.5, tolerance: 0.01, fraction: 1 },
      { number: 1.5, tolerance: 0.5, fraction: 0.5 },
    ],
    units: [
      { unit: 'm', multiplier: 1 },
      { unit: 'cm', multiplier: 0.01 },
    ],
    ...more,
  } as QuestionDraft);

describe('a unit that counts', () => {
  const strict = asked({ unitPenalty: 0.2 });
  test.each([
    [1.5, 'm', 1],
    [150, 'cm', 1],
    [150, ' cm ', 1],
    [1.5, undefined, 0.8],
    [1.5, '', 0.8],
    [1.5, 'parsec', 0.8],
    [1.5, 'M', 0.8],
    [1.8, 'm', 0.5],
    [1.8, undefined, 0.3],
    [150, undefined, 0],
    [1.5, 'cm', 0],
  ])('%d %s is worth %d', (number, unit, fraction) => {
    const answer = unit === undefined ? { number } : { number, unit };
    expect(judge(strict, answer).fraction).toBeCloseTo(fraction, 12);
    expect(misfits(strict, answer)).toEqual([]);
  });
  test('takes away no more than there is', () => expect(judge(asked({ unitPenalty: 1 }), { number: 1.8 }).fraction).toBe(0));
  test('is said with the right answer', () => expect(rightAnswer(strict)).toBe('1.5 ± 0.01 m'));
});

describe('a unit that may be given', () => {
  const free = asked({});
  test.each([
    [1.5, undefined, 1],
    [150, 'cm', 1],
    [1.5, 'parsec', 1],
  ])('%d %s is worth %d', (number, unit, fraction) =>
    expect(judge(free, unit === undefined ? { number } : { number, unit }).fraction).toBe(fraction),
  );
});

test('a penalty without any units costs nothing', () =>
  expect(judge(asked({ units: undefined, unitPenalty: 0.5 }), { number: 1.5 }).fraction).toBe(1));

test('a range is a number and how far from it, both ends included', () => {
  const range = asked({ units: undefined, answers: [{ number: 2.5, tolerance: 0.0005, fraction: 1 }] });
  expect([2.4995, 2.5005, 2.4994, 2.5006].map((number) => judge(range, { number }).fraction)).toEqual([1, 1, 0, 0]);
});
