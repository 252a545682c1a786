import type { Fact } from '../fact.ts';
import type { Id } from '../values.ts';

/** A lesson: Markdown text and, where there is one, the address of a video. */
export interface Lesson {
  readonly lessonId: Id;
  readonly title: string;
  readonly text: string;
  readonly video: string | null;
}

/** Facts of a course: stream `course-ID`. `seats` null means without limit. */
export type CourseEvent =
  | Fact<'courses.CourseCreated.v1', { courseId: Id; instructorId: Id; title: string; summary: string; seats: number | null }>
  | Fact<'courses.CourseEdited.v1', { courseId: Id; title?: string; summary?: string; seats?: number | null }>
  | Fact<'courses.LessonAdded.v1', { courseId: Id; lesson: Lesson }>
  | Fact<'courses.LessonEdited.v1', { courseId: Id; lesson: Lesson }>
  | Fact<'courses.LessonRemoved.v1', { courseId: Id; lessonId: Id }>
  | Fact<'courses.CoursePublished.v1', { courseId: Id }>
  | Fact<'courses.CourseArchived.v1', { courseId: Id }>;
