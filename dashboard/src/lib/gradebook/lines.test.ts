import { DEFAULT_GRADING, type Gradebook } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { shownLines, withLine } from './lines.ts';

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
  columns: [{ id: 'q1', kind: 'quiz', title: 'First', maxScore: 4, counts: 'highest', due: null, hidden: false }],
  settings: DEFAULT_GRADING,
  rows: [
    { personId: 'p2', name: 'Zoe Ann', grades: { q1: null }, total: 0, percent: null, letter: null },
    { personId: 'p1', name: 'Ann Lee', grades: { q1: grade(1) }, total: 1, percent: 25, letter: null },
  ],
};
const line = { courseId: 'c', personId: 'p2', phase: 'active' as const, attempts: { q1: [graded(3)] }, overrides: {} };

test('a new grade comes into its cell, the other lines stay as they are', () => {
  const next = withLine(book, line, at);
  expect(next?.rows[0]).toEqual({ personId: 'p2', name: 'Zoe Ann', grades: { q1: grade(3) }, total: 3, percent: 75, letter: null });
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
