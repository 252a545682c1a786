import type { AttemptRow, GradebookRow, QuizRow } from '@lyceum/projections';
import { DEFAULT_RULES } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { gradebookOf } from './get-gradebook.ts';
import { myGrades } from './get-my-grades.ts';

const at = '2026-03-01T10:00:00.000Z';
const quiz = (quizId: string, phase: QuizRow['phase'] = 'published'): QuizRow => ({
  quizId,
  courseId: 'c1',
  title: `Quiz ${quizId}`,
  phase,
  ...DEFAULT_RULES,
  attemptsAllowed: 2,
  password: false,
  questions: [],
  draws: {},
  order: [],
  maxScore: 4,
});
const grade = (score: number) => ({ score, maxScore: 4, attemptId: 'a1', attempts: 1, at });
const line = (personId: string, grades: GradebookRow['grades'], phase: GradebookRow['phase'] = 'active'): GradebookRow => ({
  courseId: 'c1',
  personId,
  phase,
  grades,
  total: 0,
});
const attempt = (quizId: string, number: number): AttemptRow => ({
  attemptId: `a${number}`,
  quizId,
  courseId: 'c1',
  studentId: 'ann',
  number,
  phase: 'submitted',
  startedAt: at,
  deadline: null,
  submittedAt: at,
  by: 'student',
  score: 3,
  maxScore: 4,
});

test('the gradebook has a column for each published quiz and a row for each student, by name', () => {
  const names = new Map([
    ['p1', 'Zoe'],
    ['p2', 'Émile'],
  ]);
  const book = gradebookOf(
    [quiz('q1'), quiz('q2', 'draft'), quiz('q3')],
    [line('p1', { q1: grade(0.1), q3: grade(0.2) }), line('p2', {})],
    names,
  );
  expect(book.columns.map(({ id }) => id)).toEqual(['q1', 'q3']);
  expect(book.rows).toEqual([
    { personId: 'p2', name: 'Émile', grades: { q1: null, q3: null }, total: 0 },
    { personId: 'p1', name: 'Zoe', grades: { q1: grade(0.1), q3: grade(0.2) }, total: 0.3 },
  ]);
});

test('who has left stays while they have grades', () => {
  const rows = [line('p1', { q1: grade(1) }, 'left'), line('p2', {}, 'left')];
  expect(gradebookOf([quiz('q1')], rows, new Map()).rows.map(({ personId }) => personId)).toEqual(['p1']);
});

test('a student sees the published quizzes of their courses, and any that they have attempted', () => {
  const quizzes = [quiz('q1'), quiz('q2', 'draft'), { ...quiz('q3'), courseId: 'c2' }, { ...quiz('q4'), courseId: 'c2' }];
  const lines = [line('ann', { q1: grade(3) }), { ...line('ann', {}, 'left'), courseId: 'c2' }];
  const { items } = myGrades(quizzes, lines, [attempt('q1', 1), attempt('q3', 1)], new Map([['c1', 'Bars']]));
  expect(items.map(({ quizId, courseTitle, grade: one, attempts }) => [quizId, courseTitle, one?.score, attempts.length])).toEqual([
    ['q1', 'Bars', 3, 1],
    ['q3', '', undefined, 1],
  ]);
});
