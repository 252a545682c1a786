import type { AttemptRow, GradebookRow, QuizRow } from '@lyceum/projections';
import { DEFAULT_GRADING, DEFAULT_RULES, lineOf, type GradingSettings, type QuizRules } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { columnsOf } from './columns-of.ts';
import { gradebookOf } from './get-gradebook.ts';
import { myGrades, type OwnQuiz } from './get-my-grades.ts';

const at = '2026-03-01T10:00:00.000Z';
const quiz = (quizId: string, phase: QuizRow['phase'] = 'published'): QuizRow => ({
  quizId,
  courseId: 'c1',
  title: `Quiz ${quizId}`,
  phase,
  ...DEFAULT_RULES,
  attemptsAllowed: 2,
  password: false,
  marks: [],
  exceptions: [],
  corrections: {},
  maxScore: 4,
});
const graded = (score: number, attemptId = 'a1') => ({ attemptId, score, maxScore: 4, lateSeconds: 0, pending: false, at });
const grade = (score: number) => ({
  score,
  maxScore: 4,
  attemptId: 'a1',
  attempts: 1,
  at,
  pending: false,
  lateOff: 0,
  lateSeconds: 0,
  override: null,
});
const line = (personId: string, attempts: GradebookRow['attempts'], phase: GradebookRow['phase'] = 'active'): GradebookRow => ({
  courseId: 'c1',
  personId,
  phase,
  since: at,
  until: null,
  attempts,
  overrides: {},
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

const gradingOf = (settings: Partial<GradingSettings> = {}) => ({
  courseId: 'c1',
  settings: { ...DEFAULT_GRADING, ...settings },
  columns: [{ columnId: 'h1', title: 'Talk', maxScore: 10 }],
  ever: ['h1'],
});
const bookOf = (quizzes: readonly QuizRow[], rows: readonly GradebookRow[], names: ReadonlyMap<string, string | null>) =>
  gradebookOf(columnsOf(quizzes, [], { settings: DEFAULT_GRADING, columns: [] }), DEFAULT_GRADING, rows, () => ({}), names, at);
const seen = (
  quizzes: readonly OwnQuiz[],
  lines: readonly GradebookRow[],
  attempts: readonly AttemptRow[],
  now: string,
  settings: Partial<GradingSettings> = {},
) => {
  const gradings = new Map([
    ['c1', gradingOf(settings)],
    ['c2', { ...gradingOf(), courseId: 'c2' }],
  ]);
  return myGrades({ quizzes, lines, attempts, titles: new Map([['c1', 'Bars']]), gradings, webinars: [], present: [] }, now);
};

test('the gradebook has a column for each published quiz and a row for each student, by name', () => {
  const names = new Map([
    ['p1', 'Zoe'],
    ['p2', 'Émile'],
  ]);
  const book = bookOf(
    [quiz('q1'), quiz('q2', 'draft'), quiz('q3')],
    [line('p1', { q1: [graded(0.1)], q3: [graded(0.2)] }), line('p2', {})],
    names,
  );
  expect(book.columns.map(({ id }) => id)).toEqual(['q1', 'q3']);
  expect(book.rows).toEqual([
    { personId: 'p2', name: 'Émile', grades: { q1: null, q3: null }, attended: {}, total: 0, percent: null, letter: null },
    { personId: 'p1', name: 'Zoe', grades: { q1: grade(0.1), q3: grade(0.2) }, attended: {}, total: 0.3, percent: 3.75, letter: null },
  ]);
});

test('who has left stays while they have grades', () => {
  const rows = [line('p1', { q1: [graded(1)] }, 'left'), line('p2', {}, 'left')];
  expect(bookOf([quiz('q1')], rows, new Map()).rows.map(({ personId }) => personId)).toEqual(['p1']);
});

test('a student sees the published quizzes of their courses, and any that they have attempted', () => {
  const quizzes = [quiz('q1'), quiz('q2', 'draft'), { ...quiz('q3'), courseId: 'c2' }, { ...quiz('q4'), courseId: 'c2' }].map((row) =>
    own(row),
  );
  const lines = [line('ann', { q1: [graded(3)] }), { ...line('ann', {}, 'left'), courseId: 'c2' }];
  const { items } = seen(quizzes, lines, [attempt('q1', 1), attempt('q3', 1)], at);
  expect(items.map(({ quizId, courseTitle, grade: one, attempts }) => [quizId, courseTitle, one?.score, attempts.length])).toEqual([
    ['q1', 'Bars', 3, 1],
    ['q3', '', undefined, 1],
  ]);
});

test('the gradebook counts by the rule that the quiz has now', () => {
  const rows = [line('p1', { q1: [graded(2, 'a1'), graded(4, 'a2'), graded(0, 'a3')] })];
  const by = (counts: QuizRules['counts']) => bookOf([{ ...quiz('q1'), counts }], rows, new Map()).rows[0]?.grades['q1']?.score;
  expect((['highest', 'average', 'first', 'last'] as const).map(by)).toEqual([4, 2, 2, 0]);
});

describe('what is not shown now', () => {
  const NONE = { marks: false, correctness: false, feedback: false, rightAnswers: false };
  const review = { ...DEFAULT_RULES.review, open: NONE };
  const lines = [line('ann', { q1: [graded(3)] })];
  const seenAt = (now: string, rules: Partial<QuizRules>, rows = [attempt('q1', 1)]) =>
    seen([own(quiz('q1'), { review, ...rules })], lines, rows, now).items[0];
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
    const [item] = seen([own(quiz('q1'), { review })], two, rows, minutes(10)).items;
    expect(item).toMatchObject({ grade: null, attempts: [{ score: null }, { score: 3 }] });
  });
});

describe('what a person has set', () => {
  const override = { score: 2.5, reason: 'Read by hand', by: 'inge', at };
  const overridden = { ...line('ann', { q1: [graded(1)] }), overrides: { q1: override, h1: { ...override, score: 9 } } };

  test('counts instead of what the attempts came to, and says so', () => {
    const book = bookOf([quiz('q1')], [overridden], new Map());
    expect(book.rows[0]?.grades['q1']).toEqual({ ...grade(2.5), override });
    expect(book.rows[0]).toMatchObject({ total: 2.5, percent: 62.5 });
  });
  test('is in the student’s own course, with the columns that were added by hand', () => {
    const { items, courses } = seen([own(quiz('q1'))], [overridden], [attempt('q1', 1)], at);
    expect(items[0]).toMatchObject({ hidden: false, grade: { score: 2.5 } });
    expect(courses).toMatchObject([{ title: 'Bars', total: 11.5, maxScore: 14, columns: [{ title: 'Talk', grade: { score: 9 } }] }]);
  });
  test('a hidden column is hidden altogether until it is released', () => {
    const columns = { q1: { categoryId: null, weight: 1, hidden: true }, h1: { categoryId: null, weight: 1, hidden: true } };
    const { items, courses } = seen([own(quiz('q1'))], [overridden], [attempt('q1', 1)], at, { columns });
    expect(items[0]).toMatchObject({ hidden: true, grade: null, attempts: [{ score: null }] });
    expect(courses).toMatchObject([{ total: 0, percent: null, columns: [] }]);
  });
});

test('work that was graded elsewhere counts in its column until a person sets another grade; what is late costs what the course says', () => {
  const work = { score: 80, maxScore: 100, lateSeconds: 86_400, at };
  const settings = DEFAULT_GRADING;
  const columns = columnsOf([], [], { settings, columns: [{ columnId: 'h1', title: 'Talk', maxScore: 100 }] });
  const parts = { attempts: {}, overrides: {}, attended: {}, works: { h1: work } };
  expect(lineOf(columns, parts, settings, at).grades['h1']).toMatchObject({ score: 80, maxScore: 100, attempts: 0, override: null });
  const late = { ...settings, late: { perDay: 10, most: 50 } };
  expect(lineOf(columns, parts, late, at).grades['h1']).toMatchObject({ score: 72, lateOff: 8 });
  const override = { score: 90, reason: 'Read again', by: 'inge', at };
  expect(lineOf(columns, { ...parts, overrides: { h1: override } }, late, at).grades['h1']).toMatchObject({ score: 90, override });
});
