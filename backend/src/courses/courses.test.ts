import type { CourseEvent } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../deciding/given.ts';
import { decide as addLesson } from './add-lesson.ts';
import { decide as archive } from './archive-course.ts';
import { courses } from './course.ts';
import { decide as edit } from './edit-course.ts';
import { decide as editLesson } from './edit-lesson.ts';
import { decide as publish } from './publish-course.ts';
import { decide as removeLesson } from './remove-lesson.ts';
import { isStaff, mayKnow } from './staff.ts';

const courseId = 'c1';
const inge = { personId: 'inge', roles: ['instructor'] as const };
const other = { personId: 'other', roles: ['instructor'] as const };
const admin = { personId: 'root', roles: ['admin'] as const };
const lesson = { lessonId: 'l1', title: 'One', text: 'text', video: null };

const created: CourseEvent = {
  type: 'courses.CourseCreated.v1',
  data: { courseId, instructorId: 'inge', title: 'Bars', summary: 'of steel', seats: null },
};
const published: CourseEvent = { type: 'courses.CoursePublished.v1', data: { courseId } };
const archived: CourseEvent = { type: 'courses.CourseArchived.v1', data: { courseId } };
const added: CourseEvent = { type: 'courses.LessonAdded.v1', data: { courseId, lesson } };

describe('who may', () => {
  test('its instructor and admins change a course', () => {
    given(courses, created)
      .when((course) => publish(course, inge))
      .then(published);
    given(courses, created)
      .when((course) => publish(course, admin))
      .then(published);
  });
  test('others do not know of a draft, and may not change what is published', () => {
    given(courses, created)
      .when((course) => edit(course, { who: other, edit: { title: 'Mine' } }))
      .refused('course-not-found');
    given(courses, created, published)
      .when((course) => edit(course, { who: other, edit: { title: 'Mine' } }))
      .refused('not-allowed');
    given(courses, created, published)
      .when((course) => archive(course, other))
      .refused('not-allowed');
    given(courses, created, published)
      .when((course) => addLesson(course, other, courseId, lesson))
      .refused('not-allowed');
    given(courses, created, added)
      .when((course) => editLesson(course, other, lesson))
      .refused('course-not-found');
    given(courses, created, added)
      .when((course) => removeLesson(course, other, 'l1'))
      .refused('course-not-found');
  });
  test('nobody signed in knows what is published', () => {
    const course = [created, published].reduce(courses.evolve, courses.initial);
    expect(mayKnow(course, undefined)).toBe(true);
    expect(mayKnow(courses.evolve(courses.initial, created), undefined)).toBe(false);
    expect(isStaff({ instructorId: 'inge' }, undefined)).toBe(false);
  });
  test('a draft that is archived stays with its staff', () => {
    const course = [created, archived].reduce(courses.evolve, courses.initial);
    expect([undefined, other, inge].map((who) => mayKnow(course, who))).toEqual([false, false, true]);
    expect(mayKnow([created, published, archived].reduce(courses.evolve, courses.initial), undefined)).toBe(true);
  });
  test('an instructor who is one no longer has no rights left in their courses', () => {
    const former = { personId: 'inge', roles: ['student'] as const };
    expect(isStaff({ instructorId: 'inge' }, former)).toBe(false);
    given(courses, created, published)
      .when((course) => edit(course, { who: former, edit: { title: 'Still mine' } }))
      .refused('not-allowed');
  });
});

test('an edit records only what is new', () => {
  given(courses, created)
    .when((course) => edit(course, { who: inge, edit: { title: 'Bars', seats: 20 } }))
    .then({ type: 'courses.CourseEdited.v1', data: { courseId, seats: 20 } });
  given(courses, created)
    .when((course) => edit(course, { who: inge, edit: { title: 'Bars' } }))
    .nothing();
});

test('a course is published and archived once, and never opened again', () => {
  given(courses, created, published)
    .when((course) => publish(course, inge))
    .nothing();
  given(courses, created, published)
    .when((course) => archive(course, inge))
    .then(archived);
  given(courses, created, archived)
    .when((course) => publish(course, inge))
    .refused('course-archived');
  given(courses, created, archived)
    .when((course) => archive(course, inge))
    .nothing();
});

test('lessons are added, written anew and taken out', () => {
  const anew = { ...lesson, title: 'First' };
  given(courses, created)
    .when((course) => addLesson(course, inge, courseId, lesson))
    .then(added);
  given(courses, created, added)
    .when((course) => editLesson(course, inge, anew))
    .then({ type: 'courses.LessonEdited.v1', data: { courseId, lesson: anew } });
  given(courses, created, added)
    .when((course) => editLesson(course, inge, { ...lesson }))
    .nothing();
  given(courses, created)
    .when((course) => editLesson(course, inge, lesson))
    .refused('lesson-not-found');
  given(courses, created, added)
    .when((course) => removeLesson(course, inge, 'l1'))
    .then({ type: 'courses.LessonRemoved.v1', data: { courseId, lessonId: 'l1' } });
  given(courses, created)
    .when((course) => removeLesson(course, inge, 'l1'))
    .refused('lesson-not-found');
});
