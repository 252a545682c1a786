import { expect, test } from 'vitest';
import { enrolled, submitted } from '../testing/facts.ts';
import { id, recorded, rowsOf } from '../testing/history.ts';
import { active, type ActiveRow } from './projection.ts';

const course = id(1);
const did = (person: string, day: string, position = 0) => recorded(enrolled(course, person), position, `${day}T12:00:00.000Z`);
const sum = (counts: readonly number[] = []) => counts.reduce((a, b) => a + b, 0);
const ofSpan = (rows: ReadonlyMap<string, ActiveRow>, beginning: string) =>
  [...rows].filter(([key]) => key.startsWith(beginning)).map(([, row]) => row);
const total = (rows: readonly ActiveRow[], of: 'days' | 'firsts', until: number) =>
  rows.reduce((n, row) => n + sum(row[of].slice(0, until + 1)), 0);

test('people are counted once a day, and once a week and month by the day on which they came first', () => {
  const [ann, ben] = [id(2), id(3)];
  const rows = rowsOf(active, [did(ann, '2026-03-02'), did(ann, '2026-03-02', 1), did(ann, '2026-03-05', 2), did(ben, '2026-03-04', 3)]);
  const week = ofSpan(rows, 'all|week|2026-03-02|');
  expect([0, 1, 2, 3].map((day) => total(week, 'firsts', day))).toEqual([1, 1, 2, 2]);
  expect(total(week, 'days', 6)).toBe(3);
  const month = ofSpan(rows, `course:${course}|month|2026-03-01|`);
  expect([1, 3, 30].map((day) => total(month, 'firsts', day))).toEqual([1, 2, 2]);
});

test('whatever order things are recorded in, the first day is the first', () => {
  const ann = id(2);
  const days = ['2026-03-31', '2026-03-01', '2026-03-15'];
  const folded = (order: readonly string[]) =>
    rowsOf(
      active,
      order.map((day, at) => did(ann, day, at)),
    );
  expect(folded(days)).toEqual(folded(days.toSorted()));
  const [row] = ofSpan(folded(days), 'all|month|2026-03-01');
  expect([row?.firsts[0], sum(row?.firsts), sum(row?.days)]).toEqual([1, 1, 3]);
});

test('what the clock does is nobody’s activity', () => {
  const of = { attemptId: id(9), quizId: id(8), courseId: course, studentId: id(2) };
  expect(rowsOf(active, [recorded(submitted(of, 'timer'), 0)]).size).toBe(0);
});
