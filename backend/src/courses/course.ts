import { CoursePhase, type CourseEvent, type Id, type Lesson } from '@lyceum/contracts';
import { z } from 'zod';
import type { Decider } from '../deciding/decider.ts';

/** A course as decisions and its own page need it; edits are compared with what is there. */
export interface Existing {
  readonly phase: CoursePhase;
  /** Whether it was ever published: what was a draft to its end stays with its staff. */
  readonly opened: boolean;
  readonly courseId: Id;
  readonly instructorId: Id;
  readonly title: string;
  readonly summary: string;
  readonly seats: number | null;
  readonly lessons: readonly Lesson[];
}

export type Course = { readonly phase: 'none' } | Existing;

function edited(course: Existing, { type, data }: CourseEvent): Existing {
  const { lessons } = course;
  switch (type) {
    case 'courses.CourseCreated.v1':
      return course;
    case 'courses.CourseEdited.v1': {
      const { title = course.title, summary = course.summary, seats = course.seats } = data;
      return { ...course, title, summary, seats };
    }
    case 'courses.LessonAdded.v1':
      return { ...course, lessons: [...lessons, data.lesson] };
    case 'courses.LessonEdited.v1':
      return { ...course, lessons: lessons.map((lesson) => (lesson.lessonId === data.lesson.lessonId ? data.lesson : lesson)) };
    case 'courses.LessonRemoved.v1':
      return { ...course, lessons: lessons.filter(({ lessonId }) => lessonId !== data.lessonId) };
    case 'courses.CoursePublished.v1':
      return { ...course, phase: 'published', opened: true };
    case 'courses.CourseArchived.v1':
      return { ...course, phase: 'archived' };
  }
}

const lesson = z.object({ lessonId: z.string(), title: z.string(), text: z.string(), video: z.string().nullable() });
const form = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('none') }),
  z.object({
    phase: CoursePhase,
    opened: z.boolean(),
    courseId: z.string(),
    instructorId: z.string(),
    title: z.string(),
    summary: z.string(),
    seats: z.number().nullable(),
    lessons: z.array(lesson),
  }),
]);

/** `course-ID`: what a course says and where it stands. */
export const courses: Decider<Course, CourseEvent> = {
  stream: (courseId) => `course-${courseId}`,
  initial: { phase: 'none' },
  evolve: (course, fact) => {
    if (fact.type === 'courses.CourseCreated.v1') return { phase: 'draft', opened: false, ...fact.data, lessons: [] };
    return course.phase === 'none' ? course : edited(course, fact);
  },
  snapshot: { version: 2, every: 200, form },
};
