import { addTally, NO_TALLY, overviewOf, type Tally } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import {
  courseCreated,
  enrolled,
  graded,
  left,
  registered,
  regraded,
  rolesChanged,
  started,
  submitted,
  workGraded,
} from '../testing/facts.ts';
import { history, id, recorded, rowsOf } from '../testing/history.ts';
import { tenth } from './counted.ts';
import { overview, type OverviewRow } from './projection.ts';
import { hourOfWeek, keyOf, startOf } from './spans.ts';

const [course, ann, bob] = [id(1), id(2), id(3)];
const of = (number: number) => ({ attemptId: id(number), quizId: id(5), courseId: course, studentId: ann });
const EVER = keyOf('all', 'ever', null);
const figures = (rows: ReadonlyMap<string, OverviewRow>, key = EVER) => overviewOf(rows.get(key)!);

test('people are counted by role', () => {
  const rows = rowsOf(
    overview,
    history(
      registered(ann),
      rolesChanged(ann, ['student']),
      rolesChanged(bob, ['student', 'admin']),
      rolesChanged(ann, ['instructor'], ['student']),
    ),
  );
  expect(figures(rows).people).toEqual({ student: 1, instructor: 1, admin: 1, operator: 0 });
});

test('left counts those who are gone and have not come back; archived courses are not counted', () => {
  const rows = rowsOf(
    overview,
    history(
      courseCreated(course, bob),
      courseCreated(id(9), bob),
      { type: 'courses.CourseArchived.v1', data: { courseId: id(9) } },
      enrolled(course, ann),
      enrolled(course, bob),
      left(course, ann),
      left(course, bob),
      enrolled(course, ann, true),
    ),
  );
  expect(figures(rows)).toMatchObject({ courses: 1, enrolments: { active: 1, left: 1 } });
  expect(figures(rows, keyOf(`course:${course}`, 'ever', null)).enrolments).toEqual({ active: 1, left: 1 });
});

test.each([
  [0, 10, 0],
  [-1, 10, 0],
  [0.9, 10, 0],
  [1, 10, 1],
  [2.999, 10, 2],
  [0.1 + 0.2, 1, 3],
  [0.7 - 0.1, 1, 6],
  [9.99, 10, 9],
  [10, 10, 9],
  [0, 0, 9],
])('%d of %d points fall into tenth %d', (score, maxScore, bin) => expect(tenth(score, maxScore)).toBe(bin));

test('a grade that changes moves from its tenth to another, and the mean with it', () => {
  const rows = rowsOf(overview, history(graded(of(11), 1, 10), graded(of(12), 1, 10), regraded(of(11), 1, 8, 10)));
  const { grades } = figures(rows, keyOf(`quiz:${id(5)}`, 'ever', null));
  expect(grades).toEqual({ histogram: [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], graded: 2, mean: 45 });
});

test('work that was graded elsewhere counts, what was never marked does not', () => {
  const work = { courseId: course, columnId: id(6), studentId: ann };
  const other = { ...work, columnId: id(7) };
  const rows = rowsOf(overview, history(workGraded(work, 78), workGraded(other, null), workGraded(work, 100, 78)));
  const { grades } = figures(rows, keyOf(`course:${course}`, 'ever', null));
  expect(grades).toMatchObject({ histogram: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1], graded: 1, mean: 100 });
  const taken = rowsOf(overview, history(workGraded(work, 78), workGraded(work, null, 78)));
  expect(figures(taken).grades).toMatchObject({ graded: 0, mean: null });
});

test('spans go by when it happened, not by when it was recorded', () => {
  const facts = [
    recorded(started(of(11)), 0, '2025-12-31T23:59:59.000Z'),
    recorded(submitted(of(11)), 1, '2026-01-01T00:00:01.000Z'),
    recorded(graded(of(11), 1), 2, '2026-01-01T00:00:01.000Z'),
  ];
  const rows = rowsOf(overview, facts);
  const ofAll = [...rows.keys()].filter((key) => key.startsWith('all|')).toSorted();
  expect(ofAll).toEqual([
    'all|day|2025-12-31T00:00:00.000Z',
    'all|day|2026-01-01T00:00:00.000Z',
    'all|ever|',
    'all|minute|2025-12-31T23:59:00.000Z',
    'all|minute|2026-01-01T00:00:00.000Z',
    'all|month|2025-12-01T00:00:00.000Z',
    'all|month|2026-01-01T00:00:00.000Z',
    // Both days lie in the week that began on the Monday before.
    'all|week|2025-12-29T00:00:00.000Z',
  ]);
  expect(rows.get('all|day|2026-01-01T00:00:00.000Z')).toMatchObject({ counts: { submitted: 1, graded: 1 }, hours: { 72: 1 } });
  expect(rows.get('all|minute|2025-12-31T23:59:00.000Z')).toMatchObject({ counts: { started: 1 }, hours: {} });
  expect(rows.get('all|week|2025-12-29T00:00:00.000Z')).toMatchObject({ counts: { started: 1, submitted: 1 }, hours: { 71: 1, 72: 1 } });
});

test('what a session costs is the turnover of the academy and of its instructor', () => {
  const money = { bookingId: id(30), instructorId: bob, studentId: ann, number: 1, amount: { amount: 4500, currency: 'EUR' } };
  const rows = rowsOf(
    overview,
    history(
      { type: 'consultations.PaymentCaptured.v1', data: { ...money, chargeId: 'c1' } },
      { type: 'consultations.RefundDone.v1', data: { ...money, refund: 1, amount: { amount: 500, currency: 'EUR' }, cause: 'cancelled' } },
    ),
  );
  for (const key of [EVER, keyOf(`instructor:${bob}`, 'ever', null)])
    expect(rows.get(key)!.money).toEqual({ EUR: { paid: 4500, refunded: 500 } });
});

test('what adds up comes apart again', () => {
  const a: Tally = {
    counts: { enrolled: 3 },
    roles: { student: 1 },
    tenths: [1, 0, 0, 0, 0, 0, 0, 0, 0, 2],
    hours: { 5: 2 },
    money: { EUR: { paid: 5, refunded: 0 } },
  };
  const b: Tally = { ...NO_TALLY, counts: { enrolled: 1, left: 1 }, money: { USD: { paid: 1, refunded: 1 } } };
  const back = addTally(addTally(a, b), b, -1);
  expect(back).toEqual({ ...a, counts: { enrolled: 3, left: 0 }, money: { ...a.money, USD: { paid: 0, refunded: 0 } } });
});

test('weeks begin on Monday', () => {
  expect(startOf('week', '2026-11-29T23:00:00.000Z')).toBe('2026-11-23T00:00:00.000Z');
  expect(startOf('week', '2026-11-30T00:00:00.000Z')).toBe('2026-11-30T00:00:00.000Z');
  expect([hourOfWeek('2026-11-30T00:59:00.000Z'), hourOfWeek('2026-11-29T23:00:00.000Z')]).toEqual([0, 167]);
});
