import { expect, test } from 'vitest';
import { enrolled, graded, left, workGraded } from '../testing/facts.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { gradebook } from './projection.ts';

const [course, quiz, other, ann] = [id(1), id(2), id(3), id(4)];
const attempt = (number: number, quizId = quiz) => ({ attemptId: id(number), quizId, courseId: course, studentId: ann });
const key = `${course}:${ann}`;

test('each graded attempt is there, in the order of their making', () => {
  const rows = rowsOf(gradebook, history(graded(attempt(11), 1), graded(attempt(12), 2), graded(attempt(21, other), 1)));
  expect(rows.get(key)?.attempts).toEqual({
    [quiz]: [
      { attemptId: id(11), score: 1, maxScore: 2, lateSeconds: 0, pending: false, at: at(0) },
      { attemptId: id(12), score: 2, maxScore: 2, lateSeconds: 0, pending: false, at: at(1) },
    ],
    [other]: [{ attemptId: id(21), score: 1, maxScore: 2, lateSeconds: 0, pending: false, at: at(2) }],
  });
});

test('a later grade of an attempt takes the place of the former', () => {
  const rows = rowsOf(gradebook, history(graded(attempt(11), 1), graded(attempt(12), 2), graded(attempt(11), 0)));
  expect(rows.get(key)?.attempts[quiz]?.map(({ attemptId, score }) => [attemptId, score])).toEqual([
    [id(11), 0],
    [id(12), 2],
  ]);
});

test('a line is there from the enrolment on and outlasts leaving', () => {
  expect(rowsOf(gradebook, history(enrolled(course, ann))).get(key)).toEqual({
    courseId: course,
    personId: ann,
    phase: 'active',
    since: at(0),
    until: null,
    attempts: {},
    overrides: {},
  });
  const rows = rowsOf(gradebook, history(enrolled(course, ann), graded(attempt(11), 1), left(course, ann)));
  expect(rows.get(key)).toMatchObject({ phase: 'left', attempts: { [quiz]: [{ score: 1 }] } });
});

test('work that was graded elsewhere stands under its column; what was never marked has no grade', () => {
  const work = (columnId: string) => ({ courseId: course, columnId, studentId: ann });
  const rows = rowsOf(gradebook, history(workGraded(work(quiz), 50), workGraded(work(other), null), workGraded(work(quiz), 78, 50)));
  expect(rows.get(key)?.works).toEqual({ [quiz]: { score: 78, maxScore: 100, lateSeconds: 0, at: at(2) } });
});

test('the line is for the staff of the course and the student alone', () => {
  const row = rowsOf(gradebook, history(enrolled(course, ann))).get(key);
  expect(row && gradebook.views(row).map(({ room, audience }) => [room, audience])).toEqual([
    [`course:${course}`, 'staff'],
    [`person:${ann}`, 'member'],
  ]);
});

test('a push to the student says that something changed, and no grade: what is shown is a matter of rules', () => {
  const row = rowsOf(gradebook, history(enrolled(course, ann), graded(attempt(11), 1))).get(key);
  const own = row && gradebook.views(row).find(({ room }) => room === `person:${ann}`);
  expect(own?.row).toEqual({ courseId: course, personId: ann, phase: 'active' });
});
