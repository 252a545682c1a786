import type { CoursePhase, Id, Lesson } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { sortKey, wordsOf } from '../engine/words.ts';

/** A course with its lessons in order and how many are enrolled. */
export interface CourseRow {
  readonly courseId: Id;
  readonly instructorId: Id;
  readonly title: string;
  readonly summary: string;
  readonly seats: number | null;
  readonly enrolled: number;
  readonly phase: CoursePhase;
  readonly lessons: readonly Lesson[];
  readonly words: readonly string[];
  readonly sort: string;
}

const named = (title: string, summary: string) => ({ title, summary, words: wordsOf(title, summary), sort: sortKey(title) });

const existing = (row: CourseRow | undefined): CourseRow => {
  if (!row) throw new Error('a fact of a course that was never created');
  return row;
};

type From =
  | 'courses.CourseCreated.v1'
  | 'courses.CourseEdited.v1'
  | 'courses.LessonAdded.v1'
  | 'courses.LessonEdited.v1'
  | 'courses.LessonRemoved.v1'
  | 'courses.CoursePublished.v1'
  | 'courses.CourseArchived.v1'
  | 'enrolments.StudentEnrolled.v1'
  | 'enrolments.StudentLeft.v1';

export const courses = projection<CourseRow, From>({
  name: 'courses',
  version: 1,
  from: [
    'courses.CourseCreated.v1',
    'courses.CourseEdited.v1',
    'courses.LessonAdded.v1',
    'courses.LessonEdited.v1',
    'courses.LessonRemoved.v1',
    'courses.CoursePublished.v1',
    'courses.CourseArchived.v1',
    'enrolments.StudentEnrolled.v1',
    'enrolments.StudentLeft.v1',
  ],
  first: ['courses.CourseCreated.v1'],
  key: ({ data }) => data.courseId,
  fold: (row, fact) => {
    if (fact.type === 'courses.CourseCreated.v1') {
      const { courseId, instructorId, title, summary, seats } = fact.data;
      return { courseId, instructorId, seats, enrolled: 0, phase: 'draft', lessons: [], ...named(title, summary) };
    }
    const course = existing(row);
    switch (fact.type) {
      case 'courses.CourseEdited.v1': {
        const { title = course.title, summary = course.summary, seats = course.seats } = fact.data;
        return { ...course, seats, ...named(title, summary) };
      }
      case 'courses.LessonAdded.v1':
        return { ...course, lessons: [...course.lessons, fact.data.lesson] };
      case 'courses.LessonEdited.v1': {
        const { lesson: edited } = fact.data;
        return { ...course, lessons: course.lessons.map((lesson) => (lesson.lessonId === edited.lessonId ? edited : lesson)) };
      }
      case 'courses.LessonRemoved.v1':
        return { ...course, lessons: course.lessons.filter(({ lessonId }) => lessonId !== fact.data.lessonId) };
      case 'courses.CoursePublished.v1':
        return { ...course, phase: 'published' };
      case 'courses.CourseArchived.v1':
        return { ...course, phase: 'archived' };
      case 'enrolments.StudentEnrolled.v1':
        return { ...course, enrolled: course.enrolled + 1 };
      case 'enrolments.StudentLeft.v1':
        return { ...course, enrolled: course.enrolled - 1 };
    }
  },
  indexes: [{ phase: 1, sort: 1, _id: 1 }, { instructorId: 1, sort: 1, _id: 1 }, { sort: 1, _id: 1 }, { words: 1 }],
  rooms: { course: '_id' },
  views: ({ words: _, sort: __, ...row }) => [
    { room: `course:${row.courseId}`, audience: row.phase === 'draft' ? 'staff' : 'member', row },
  ],
});
