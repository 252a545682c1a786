import { DEFAULT_GRADING, type Gradebook, type GradebookColumn } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { changesColumns, settlesNext, shownLines, withLine } from './lines.ts';

const at = '2026-01-01T00:00:00.000Z';
const grade = (score: number) => ({
  score,
  maxScore: 4,
  attemptId: 'a',
  attempts: 1,
  at,
  pending: false,
  lateOff: 0,
  lateSeconds: 0,
  override: null,
});
const graded = (score: number) => ({ score, maxScore: 4, attemptId: 'a', lateSeconds: 0, pending: false, at });
const book: Gradebook = {
  columns: [{ id: 'q1', kind: 'quiz', title: 'First', maxScore: 4, counts: 'highest', due: null, webinar: null, hidden: false }],
  settings: DEFAULT_GRADING,
  rows: [
    { personId: 'p2', name: 'Zoe Ann', grades: { q1: null }, attended: {}, total: 0, percent: null, letter: null },
    { personId: 'p1', name: 'Ann Lee', grades: { q1: grade(1) }, attended: {}, total: 1, percent: 25, letter: null },
  ],
};
const sound: GradebookColumn = {
  id: 'w1',
  kind: 'webinar',
  title: 'Sound',
  maxScore: 10,
  counts: 'last',
  due: null,
  webinar: { settles: at, fullFrom: null },
  hidden: false,
};
const line = { courseId: 'c', personId: 'p2', phase: 'active' as const, attempts: { q1: [graded(3)] }, overrides: {} };

test('a new grade comes into its cell, the other lines stay as they are', () => {
  const next = withLine(book, line, at);
  expect(next?.rows[0]).toEqual({
    personId: 'p2',
    name: 'Zoe Ann',
    grades: { q1: grade(3) },
    attended: {},
    total: 3,
    percent: 75,
    letter: null,
  });
  expect(next?.rows[1]).toBe(book.rows[1]);
});

test('an unknown student or quiz means reading again', () => {
  expect(withLine(book, { ...line, personId: 'p3' }, at)).toBeNull();
  expect(withLine(book, { ...line, attempts: { q9: [graded(1)] } }, at)).toBeNull();
});

test('somebody unknown who came and went changes nothing', () => {
  expect(withLine(book, { ...line, personId: 'p3', phase: 'left', attempts: {} }, at)).toBe(book);
});

test('lines are in the order of names and found by words in any order', () => {
  expect(shownLines(book, '', '?').map(({ personId }) => personId)).toEqual(['p1', 'p2']);
  expect(shownLines(book, 'ann zo', '?').map(({ personId }) => personId)).toEqual(['p2']);
});

test('what counts is what the column says', () => {
  const averaged = { ...book, columns: book.columns.map((column) => ({ ...column, counts: 'average' as const })) };
  const next = withLine(averaged, { ...line, attempts: { q1: [graded(3), graded(1)] } }, at);
  expect(next?.rows[0]).toMatchObject({ grades: { q1: { score: 2, attempts: 2 } }, total: 2 });
});

test('what attendance came to stays when something else of the line changes, and counts again when what was set over it is taken back', () => {
  const rows = book.rows.map((row) => ({ ...row, attended: { w1: { score: 7, at } } }));
  const attended = { ...book, columns: [...book.columns, sound], rows };
  expect(withLine(attended, line, at)?.rows[0]).toMatchObject({ grades: { q1: { score: 3 }, w1: { score: 7, maxScore: 10 } }, total: 10 });
  const override = { score: 9, reason: 'Was there by phone', by: null, at };
  const set = withLine(attended, { ...line, overrides: { w1: override } }, at)!;
  expect(set.rows[0]).toMatchObject({ grades: { w1: { score: 9, override } }, total: 12 });
  expect(withLine(set, line, at)?.rows[0]).toMatchObject({ grades: { w1: { score: 7, override: null } }, total: 10 });
});

test('of a webinar only what its column shows matters: whether it counts, how, and when that stands', () => {
  const [start, end] = ['2025-12-31T23:00:00.000Z', at];
  const row = { webinarId: 'w1', title: 'Sound', start, end, openings: [{ from: start, to: null, ended: false }], cancelled: null };
  const counts = { ...row, grading: { maxScore: 10, fullFrom: null } };
  const shown = { ...book, columns: [...book.columns, sound] };
  expect(changesColumns(book, { ...row, grading: null })).toBe(false);
  expect(changesColumns(book, counts)).toBe(true);
  expect(changesColumns(shown, counts)).toBe(false);
  expect(changesColumns(shown, { ...counts, title: 'Light' })).toBe(true);
  expect(changesColumns(shown, { ...counts, grading: { maxScore: 10, fullFrom: 80 } })).toBe(true);
  expect(changesColumns(shown, { ...counts, openings: [{ from: start, to: '2025-12-31T23:30:00.000Z', ended: true }] })).toBe(true);
  expect(changesColumns(shown, { ...counts, cancelled: 'Ill' })).toBe(true);
  expect(changesColumns(shown, { ...row, grading: null })).toBe(true);
});

test('the page looks again when the next webinar is over', () => {
  const before = Date.parse(at) - 1000;
  expect(settlesNext([...book.columns, sound], before)).toBe(Date.parse(at));
  expect(settlesNext([sound], Date.parse(at))).toBeNull();
});
