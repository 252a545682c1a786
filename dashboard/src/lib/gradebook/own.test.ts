import { DEFAULT_RULES, shownRules, type MyGrades } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { ownCourse, ownLines } from './own.ts';

const item = (courseId: string, quizId: string, hidden = false): MyGrades['items'][number] => ({
  courseId,
  courseTitle: courseId,
  quizId,
  quizTitle: quizId,
  grade: null,
  attempts: [],
  hidden,
  rules: shownRules(DEFAULT_RULES),
});
const course = (courseId: string): MyGrades['courses'][number] => ({
  courseId,
  title: courseId,
  total: 0,
  percent: null,
  letter: null,
  weighted: false,
  maxScore: 10,
  columns: [{ columnId: `${courseId} talk`, title: 'Talk', maxScore: 10, grade: null }],
});

test('of one course the quizzes, then what was added by hand', () => {
  const mine: MyGrades = { items: [item('a', 'q1'), item('b', 'q2'), item('a', 'q3', true)], courses: [course('b'), course('a')] };
  expect(ownLines(ownCourse(mine, 'a'))).toEqual([
    { columnId: 'q1', title: 'q1', grade: null, hidden: false },
    { columnId: 'q3', title: 'q3', grade: null, hidden: true },
    { columnId: 'a talk', title: 'Talk', grade: null, hidden: false },
  ]);
  expect(ownLines(ownCourse(mine, 'c'))).toEqual([]);
});
