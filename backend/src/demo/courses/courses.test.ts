import { expect, test } from 'vitest';
import { readGift } from '../../quizzes/importing/gift/read-gift.ts';
import { COURSES } from './courses.ts';

test.each(COURSES.flatMap(({ title, quizzes }) => quizzes.map((quiz) => [title, quiz.title, quiz.gift] as const)))(
  '%s: %s can be read whole',
  (_, __, gift) => {
    const { questions, skipped, notes } = readGift(gift);
    expect([skipped, notes]).toEqual([[], []]);
    expect(questions.length).toBeGreaterThanOrEqual(6);
    expect(questions.length).toBeLessThanOrEqual(12);
    expect(questions.length).toBe(gift.match(/^::/gm)?.length);
  },
);

test('all types of questions are asked, one quiz has a limit of time, and one course is a draft', () => {
  const types = COURSES.flatMap(({ quizzes }) => quizzes.flatMap(({ gift }) => readGift(gift).questions.map(({ draft }) => draft.type)));
  expect(new Set(types)).toEqual(new Set(['single', 'multiple', 'trueFalse', 'shortAnswer', 'numerical', 'matching']));
  expect(COURSES.some(({ quizzes }) => quizzes.some(({ timeLimitSeconds }) => timeLimitSeconds !== null))).toBe(true);
  expect(COURSES.filter(({ opens }) => opens === null)).toHaveLength(1);
});
