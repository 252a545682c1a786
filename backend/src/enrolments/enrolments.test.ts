import type { CourseEvent, EnrolmentEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { courses } from '../courses/course.ts';
import { given } from '../deciding/given.ts';
import { decide as enrol } from './enrol.ts';
import { decide as leave } from './leave.ts';
import { isEnrolled, rosters } from './roster.ts';

const courseId = 'c1';
const student = (name: string) => ({ personId: `person-${name}`, roles: ['student'] as const });
const [ann, bob] = [student('0a'), student('0b')];

const course = (phase: 'draft' | 'published' | 'archived', seats: number | null = null) => {
  const created: CourseEvent = {
    type: 'courses.CourseCreated.v1',
    data: { courseId, instructorId: 'inge', title: 'Bars', summary: '', seats },
  };
  const opened: CourseEvent[] = phase === 'draft' ? [] : [{ type: 'courses.CoursePublished.v1', data: { courseId } }];
  const closed: CourseEvent[] = phase === 'archived' ? [{ type: 'courses.CourseArchived.v1', data: { courseId } }] : [];
  return [created, ...opened, ...closed].reduce(courses.evolve, courses.initial);
};
const enrolled = ({ personId: studentId }: typeof ann, again = false): EnrolmentEvent => ({
  type: 'enrolments.StudentEnrolled.v1',
  data: { courseId, studentId, again },
});
const left = ({ personId: studentId }: typeof ann): EnrolmentEvent => ({
  type: 'enrolments.StudentLeft.v1',
  data: { courseId, studentId },
});

test('the last seat goes to one', () => {
  given(rosters)
    .when((roster) => enrol(roster, course('published', 1), ann))
    .then(enrolled(ann));
  given(rosters, enrolled(ann))
    .when((roster) => enrol(roster, course('published', 1), bob))
    .refused('no-seats-left');
});

test('a seat that is given back is to be had again, and the return is told from a first time', () => {
  given(rosters, enrolled(ann), left(ann))
    .when((roster) => enrol(roster, course('published', 1), bob))
    .then(enrolled(bob));
  given(rosters, enrolled(ann), left(ann))
    .when((roster) => enrol(roster, course('published', 1), ann))
    .then(enrolled(ann, true));
});

test('a seat is taken once', () => {
  given(rosters, enrolled(ann))
    .when((roster) => enrol(roster, course('published', 1), ann))
    .refused('already-enrolled');
});

test('only a published course takes people in, and never its own instructor', () => {
  given(rosters)
    .when((roster) => enrol(roster, course('draft'), ann))
    .refused('course-not-found');
  given(rosters)
    .when((roster) => enrol(roster, course('draft'), { personId: 'root', roles: ['admin'] }))
    .refused('course-not-published');
  given(rosters)
    .when((roster) => enrol(roster, course('archived'), ann))
    .refused('course-archived');
  given(rosters)
    .when((roster) => enrol(roster, course('published'), { personId: 'inge', roles: ['student'] }))
    .refused('own-course');
  given(rosters)
    .when((roster) => enrol(roster, courses.initial, ann))
    .refused('course-not-found');
});

test('leaving twice is leaving once; who was never in cannot leave', () => {
  given(rosters, enrolled(ann))
    .when((roster) => leave(roster, courseId, ann.personId))
    .then(left(ann));
  given(rosters, enrolled(ann), left(ann))
    .when((roster) => leave(roster, courseId, ann.personId))
    .nothing();
  given(rosters)
    .when((roster) => leave(roster, courseId, ann.personId))
    .refused('not-enrolled');
});

test('folding leaves the former roster as it was, and many are folded quickly', () => {
  const before = rosters.evolve(rosters.initial, enrolled(ann));
  rosters.evolve(before, enrolled(bob));
  expect([before.taken, isEnrolled(before, bob.personId)]).toEqual([1, false]);
  const many = Array.from({ length: 30_000 }, (_, i) => enrolled(student(i.toString(16).padStart(8, '0'))));
  expect(many.reduce(rosters.evolve, rosters.initial).taken).toBe(30_000);
});
