import { expect, test } from 'vitest';
import { enrolled, graded, left } from '../testing/facts.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { gradebook } from './projection.ts';

const [course, quiz, other, ann] = [id(1), id(2), id(3), id(4)];
const attempt = (number: number, quizId = quiz) => ({ attemptId: id(number), quizId, courseId: course, studentId: ann });
const key = `${course}:${ann}`;

test('the highest attempt counts, the first of equals stays, and all are counted', () => {
  const rows = rowsOf(gradebook, history(graded(attempt(11), 1), graded(attempt(12), 2), graded(attempt(13), 2), graded(attempt(14), 0)));
  expect(rows.get(key)?.grades[quiz]).toEqual({ score: 2, maxScore: 2, attemptId: id(12), attempts: 4, at: at(1) });
});

test('what counts is the share of the full score, not the points', () => {
  const rows = rowsOf(gradebook, history(graded(attempt(11), 2, 2), graded(attempt(12), 3, 4)));
  expect(rows.get(key)?.grades[quiz]).toMatchObject({ score: 2, maxScore: 2, attempts: 2 });
});

test('the total is the sum over the quizzes', () => {
  const rows = rowsOf(gradebook, history(graded(attempt(11), 1), graded(attempt(12, other), 1.5)));
  expect(rows.get(key)?.total).toBe(2.5);
});

test('a line is there from the enrolment on and outlasts leaving', () => {
  expect(rowsOf(gradebook, history(enrolled(course, ann))).get(key)).toEqual({
    courseId: course,
    personId: ann,
    phase: 'active',
    grades: {},
    total: 0,
  });
  const rows = rowsOf(gradebook, history(enrolled(course, ann), graded(attempt(11), 1), left(course, ann)));
  expect(rows.get(key)).toMatchObject({ phase: 'left', total: 1 });
});

test('the line is for the staff of the course and the student alone', () => {
  const row = rowsOf(gradebook, history(enrolled(course, ann))).get(key);
  expect(row && gradebook.views(row).map(({ room, audience }) => [room, audience])).toEqual([
    [`course:${course}`, 'staff'],
    [`person:${ann}`, 'member'],
  ]);
});
