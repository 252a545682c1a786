import type { AcademyEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { courseCreated, coursePublished, enrolled, left } from '../testing/facts.ts';
import { history, id, rowsOf } from '../testing/history.ts';
import { courses } from './projection.ts';

const [course, teacher, ann, bob] = [id(1), id(2), id(3), id(4)];
const lesson = (number: number, title: string) => ({ lessonId: id(number), title, text: 'Read this', video: null });
const rowAfter = (...facts: readonly AcademyEvent[]) => rowsOf(courses, history(courseCreated(course, teacher), ...facts)).get(course);

test('a course counts those who are enrolled', () => {
  expect(rowAfter(enrolled(course, ann), enrolled(course, bob), left(course, ann), enrolled(course, ann, true))?.enrolled).toBe(2);
});

test('lessons keep their order when they are edited and removed', () => {
  const row = rowAfter(
    { type: 'courses.LessonAdded.v1', data: { courseId: course, lesson: lesson(11, 'One') } },
    { type: 'courses.LessonAdded.v1', data: { courseId: course, lesson: lesson(12, 'Two') } },
    { type: 'courses.LessonAdded.v1', data: { courseId: course, lesson: lesson(13, 'Three') } },
    { type: 'courses.LessonEdited.v1', data: { courseId: course, lesson: lesson(11, 'First') } },
    { type: 'courses.LessonRemoved.v1', data: { courseId: course, lessonId: id(12) } },
  );
  expect(row?.lessons.map(({ title }) => title)).toEqual(['First', 'Three']);
});

test('what an edit leaves out stays; seats can become unlimited', () => {
  const seats = rowAfter({ type: 'courses.CourseEdited.v1', data: { courseId: course, seats: 20 } });
  expect(seats).toMatchObject({ title: 'Steel bars', summary: 'How they bend', seats: 20 });
  expect(rowAfter({ type: 'courses.CourseEdited.v1', data: { courseId: course, title: 'Iron', seats: null } })).toMatchObject({
    title: 'Iron',
    words: ['iron', 'how', 'they', 'bend'],
    seats: null,
  });
});

test('only staff see a draft', () => {
  const audience = (...facts: readonly AcademyEvent[]) => {
    const row = rowAfter(...facts);
    return row && courses.views(row).map((view) => view.audience);
  };
  expect(audience()).toEqual(['staff']);
  expect(audience(coursePublished(course))).toEqual(['member']);
});
