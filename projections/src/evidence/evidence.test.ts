import { overviewOf } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { courseCreated, enrolled, graded, left, regraded, rolesChanged, started, submitted, workGraded } from '../testing/facts.ts';
import { at, history, id, recorded, rowsOf } from '../testing/history.ts';
import { overview } from '../overview/projection.ts';
import { keyOf } from '../overview/spans.ts';
import { evidence } from './projection.ts';

const [course, ann, bob] = [id(1), id(2), id(3)];
const work = { courseId: course, columnId: id(6), studentId: ann };
const of = { attemptId: id(11), quizId: id(5), courseId: course, studentId: ann };

test('a figure has the facts that made it, oldest first, and whom they concern', () => {
  const rows = rowsOf(evidence, history(enrolled(course, ann), enrolled(course, bob), left(course, ann)));
  const row = rows.get('enrolments');
  expect(row).toMatchObject({ value: 1, facts: 3 });
  expect(row?.newest.map(({ type, personId, values }) => [type, personId, values['change']])).toEqual([
    ['enrolments.StudentEnrolled.v1', ann, 1],
    ['enrolments.StudentEnrolled.v1', bob, 1],
    ['enrolments.StudentLeft.v1', ann, -1],
  ]);
  expect(rows.get('enrolled:2026-03-02')).toMatchObject({ value: 2, facts: 2 });
  expect(rows.get('left:2026-03-02')).toMatchObject({ value: 1, facts: 1 });
});

test('its values are those of the overview', () => {
  const facts = history(
    rolesChanged(ann, ['student', 'admin']),
    rolesChanged(bob, ['student']),
    rolesChanged(ann, ['instructor'], ['student']),
    rolesChanged(bob, ['admin'], ['admin']),
    courseCreated(course, bob),
    courseCreated(id(9), bob),
    { type: 'courses.CourseArchived.v1', data: { courseId: id(9) } },
    enrolled(course, ann),
    enrolled(course, bob),
    left(course, bob),
    started(of),
    submitted(of),
    graded(of, 1),
    regraded(of, 1, 2),
    regraded(of, 2, 1.9),
    workGraded(work, null),
    workGraded(work, 78),
    workGraded(work, 12, 78),
  );
  const rows = rowsOf(evidence, facts);
  const total = overviewOf(rowsOf(overview, facts).get(keyOf('all', 'ever', null))!);
  const value = (figure: string) => rows.get(figure)?.value ?? 0;
  expect(total.people).toEqual({
    student: value('people:student'),
    instructor: value('people:instructor'),
    admin: value('people:admin'),
    operator: value('people:operator'),
  });
  expect([total.courses, total.enrolments.active]).toEqual([value('courses'), value('enrolments')]);
  expect(total.attempts).toEqual({ started: value('started'), submitted: value('submitted') });
  expect(total.grades.histogram).toEqual(total.grades.histogram.map((_, tenth) => value(`grades:${tenth}`)));
});

test('a row keeps the newest by when they happened, however late an older one is recorded, and counts them all', () => {
  const many = Array.from({ length: 20 }, (_, number) => recorded(started({ ...of, attemptId: id(100 + number) }), number));
  const imported = recorded(started(of), 20, at(-1000));
  const between = recorded(started(of), 21, at(18.5));
  const row = rowsOf(evidence, [...many, imported, between]).get('started');
  expect(row).toMatchObject({ value: 22, facts: 22 });
  expect(row?.newest).toHaveLength(12);
  expect(row?.newest.slice(-3).map((fact) => fact.at)).toEqual([at(18), at(18.5), at(19)]);
});
