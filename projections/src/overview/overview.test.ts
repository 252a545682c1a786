import { expect, test } from 'vitest';
import { courseCreated, enrolled, graded, left, registered, regraded, rolesChanged, started, submitted } from '../testing/facts.ts';
import { history, id, recorded, rowsOf } from '../testing/history.ts';
import { overview, TOTAL } from './projection.ts';

const [course, ann, bob] = [id(1), id(2), id(3)];
const of = (number: number) => ({ attemptId: id(number), quizId: id(5), courseId: course, studentId: ann });

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
  expect(rows.get(TOTAL)).toMatchObject({ people: { student: 1, instructor: 1, admin: 1, operator: 0 } });
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
  expect(rows.get(TOTAL)).toMatchObject({ courses: 1, enrolments: { active: 1, left: 1 } });
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
])('%d of %d points fall into tenth %d', (score, maxScore, bin) => {
  const total = rowsOf(overview, history(graded(of(11), score, maxScore))).get(TOTAL);
  expect(total?.span === 'total' && total.grades.histogram.indexOf(1)).toBe(bin);
});

test('a grade that changes moves from its tenth to another', () => {
  const rows = rowsOf(overview, history(graded(of(11), 1, 10), graded(of(12), 1, 10), regraded(of(11), 1, 8, 10)));
  expect(rows.get(TOTAL)).toMatchObject({ grades: { histogram: [0, 1, 0, 0, 0, 0, 0, 0, 1, 0] } });
});

test('days and minutes go by when it happened, not by when it was recorded', () => {
  const facts = [
    recorded(started(of(11)), 0, '2025-12-31T23:59:59.000Z'),
    recorded(submitted(of(11)), 1, '2026-01-01T00:00:01.000Z'),
    recorded(graded(of(11), 1), 2, '2026-01-01T00:00:01.000Z'),
  ];
  const rows = rowsOf(overview, facts);
  expect([...rows.keys()].toSorted()).toEqual([
    'day:2025-12-31',
    'day:2026-01-01',
    'minute:2025-12-31T23:59',
    'minute:2026-01-01T00:00',
    TOTAL,
  ]);
  expect(rows.get('day:2026-01-01')).toEqual({
    span: 'day',
    start: '2026-01-01T00:00:00.000Z',
    registered: 0,
    enrolled: 0,
    left: 0,
    started: 0,
    submitted: 1,
    graded: 1,
  });
  expect(rows.get('minute:2025-12-31T23:59')).toMatchObject({ start: '2025-12-31T23:59:00.000Z', started: 1, submitted: 0 });
  expect(rows.get(TOTAL)).toMatchObject({ attempts: { started: 1, submitted: 1 } });
});
