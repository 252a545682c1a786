import type { AttemptRow, GradebookRow, QuizRow } from '@lyceum/projections';
import { DEFAULT_RULES, type QuizRules } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
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
  exceptions: [],
  maxScore: 4,
});
const graded = (score: number, attemptId = 'a1') => ({ attemptId, score, maxScore: 4, lateSeconds: 0, pending: false, at });
const grade = (score: number) => ({ score, maxScore: 4, pending: false, attemptId: 'a1', attempts: 1, at });
const line = (personId: string, attempts: GradebookRow['attempts'], phase: GradebookRow['phase'] = 'active'): GradebookRow => ({
  courseId: 'c1',
  personId,
  phase,
  attempts,
});
const own = (row: QuizRow, rules: Partial<QuizRules> = {}) => ({ quiz: row, rules: { ...DEFAULT_RULES, ...rules } });
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
    [line('p1', { q1: [graded(0.1)], q3: [graded(0.2)] }), line('p2', {})],
    names,
  );
  expect(book.columns.map(({ id }) => id)).toEqual(['q1', 'q3']);
  expect(book.rows).toEqual([
    { personId: 'p2', name: 'Émile', grades: { q1: null, q3: null }, total: 0 },
    { personId: 'p1', name: 'Zoe', grades: { q1: grade(0.1), q3: grade(0.2) }, total: 0.3 },
  ]);
});

test('who has left stays while they have grades', () => {
  const rows = [line('p1', { q1: [graded(1)] }, 'left'), line('p2', {}, 'left')];
  expect(gradebookOf([quiz('q1')], rows, new Map()).rows.map(({ personId }) => personId)).toEqual(['p1']);
});

test('a student sees the published quizzes of their courses, and any that they have attempted', () => {
  const quizzes = [quiz('q1'), quiz('q2', 'draft'), { ...quiz('q3'), courseId: 'c2' }, { ...quiz('q4'), courseId: 'c2' }].map((row) =>
    own(row),
  );
  const lines = [line('ann', { q1: [graded(3)] }), { ...line('ann', {}, 'left'), courseId: 'c2' }];
  const { items } = myGrades(quizzes, lines, [attempt('q1', 1), attempt('q3', 1)], new Map([['c1', 'Bars']]), at);
  expect(items.map(({ quizId, courseTitle, grade: one, attempts }) => [quizId, courseTitle, one?.score, attempts.length])).toEqual([
    ['q1', 'Bars', 3, 1],
    ['q3', '', undefined, 1],
  ]);
});

test('the gradebook counts by the rule that the quiz has now', () => {
  const rows = [line('p1', { q1: [graded(2, 'a1'), graded(4, 'a2'), graded(0, 'a3')] })];
  const by = (counts: QuizRules['counts']) => gradebookOf([{ ...quiz('q1'), counts }], rows, new Map()).rows[0]?.grades['q1']?.score;
  expect((['highest', 'average', 'first', 'last'] as const).map(by)).toEqual([4, 2, 2, 0]);
});

describe('what is not shown now', () => {
  const NONE = { marks: false, correctness: false, feedback: false, rightAnswers: false };
  const review = { ...DEFAULT_RULES.review, open: NONE };
  const lines = [line('ann', { q1: [graded(3)] })];
  const seenAt = (now: string, rules: Partial<QuizRules>, rows = [attempt('q1', 1)]) =>
    myGrades([own(quiz('q1'), { review, ...rules })], lines, rows, new Map(), now).items[0];
  const minutes = (n: number) => `2026-03-01T10:${String(n).padStart(2, '0')}:00.000Z`;

  test('is neither in the attempt nor in the grade', () => {
    expect(seenAt(minutes(1), {})).toMatchObject({ grade: { score: 3 }, attempts: [{ score: 3 }] });
    expect(seenAt(minutes(2), {})).toMatchObject({ grade: null, attempts: [{ score: null }] });
  });
  test('comes when the quiz closes', () => {
    const closesAt = minutes(30);
    expect(seenAt(minutes(29), { closesAt })).toMatchObject({ grade: null, attempts: [{ score: null }] });
    expect(seenAt(minutes(30), { closesAt })).toMatchObject({ grade: { score: 3 }, attempts: [{ score: 3 }] });
  });
  test('a grade that comes of several attempts waits for all of them', () => {
    const two = [line('ann', { q1: [graded(3, 'a1'), graded(1, 'a2')] })];
    const rows = [attempt('q1', 1), { ...attempt('q1', 2), submittedAt: minutes(9) }];
    const seen = myGrades([own(quiz('q1'), { review })], two, rows, new Map(), minutes(10)).items[0];
    expect(seen).toMatchObject({ grade: null, attempts: [{ score: null }, { score: 3 }] });
  });
});
