import { expect, test } from 'vitest';
import { entriesOf, pointsOf } from './entries.ts';

const question = (questionId: string, mark: number) => ({ questionId, question: { type: 'trueFalse', text: 'Is it?', mark } });
const place = (questionId: string, mark: number) => ({ questionId, draw: { categoryId: 'k', below: true, tags: [], mark }, available: 3 });
const quiz = { questions: [question('a', 1), question('b', 2)], draws: [place('p', 4)], order: ['b', 'p', 'a', 'gone'] };

test('questions and random places stand in the order of the paper', () => {
  expect(entriesOf(quiz).map(({ questionId, kind }) => [questionId, kind])).toEqual([
    ['b', 'question'],
    ['p', 'draw'],
    ['a', 'question'],
  ]);
  expect(pointsOf(quiz)).toBe(7);
});
