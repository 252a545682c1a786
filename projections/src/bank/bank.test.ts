import type { AcademyEvent, Id } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { bank } from './projection.ts';

const [course, question, category] = [id(1), id(2), id(3)];
const written = (version: number, text: string, title?: string): AcademyEvent => ({
  type: 'quizzes.QuestionWritten.v1',
  data: {
    courseId: course,
    questionId: question,
    version,
    question: { type: 'trueFalse', text, mark: 2, correct: true, ...(title && { title }) },
  },
});
const filed = (categoryId: Id | null, ...tags: string[]): AcademyEvent => ({
  type: 'quizzes.QuestionFiled.v1',
  data: { courseId: course, questionId: question, categoryId, tags },
});

test('a row has the newest version, and where the question lies', () => {
  const row = rowsOf(bank, history(written(1, 'Is steel hard?'), filed(category, 'metal'), written(2, 'Is it?', 'Steel'))).get(question);
  expect(row).toMatchObject({
    version: 2,
    type: 'trueFalse',
    title: 'Steel',
    text: 'Is it?',
    mark: 2,
    categoryId: category,
    retired: false,
  });
  expect(row).toMatchObject({ tags: ['metal'], words: ['steel', 'is', 'it', 'metal'], sort: 'steel', writtenAt: at(2) });
});

test('staff see rows, nobody sees a key, and a question that is taken out can come back', () => {
  const facts = [written(1, 'Is it?'), { type: 'quizzes.QuestionRetired.v1', data: { courseId: course, questionId: question } } as const];
  const row = rowsOf(bank, history(...facts)).get(question);
  expect(row?.retired).toBe(true);
  expect(row && bank.views(row)).toEqual([
    { room: `course:${course}`, audience: 'staff', row: expect.not.objectContaining({ words: [] }) },
  ]);
  expect(JSON.stringify(row)).not.toContain('correct');
});
