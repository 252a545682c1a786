import { z } from 'zod';
import { ShownRules } from '../quizzes/entry.ts';
import { Id, Line, pageOf, PageQuery } from '../values.ts';

const Summary = z.string().trim().max(2000);
const Seats = z.int().min(1).max(1_000_000).nullable();

export const CreateCourseRequest = z
  .strictObject({ title: Line, summary: Summary, seats: Seats.default(null) })
  .meta({ id: 'CreateCourseRequest' });
export type CreateCourseRequest = z.infer<typeof CreateCourseRequest>;
export const CourseCreated = z.object({ courseId: Id }).meta({ id: 'CourseCreated' });

export const EditCourseRequest = z
  .strictObject({ title: Line.optional(), summary: Summary.optional(), seats: Seats.optional() })
  .meta({ id: 'EditCourseRequest' });
export type EditCourseRequest = z.infer<typeof EditCourseRequest>;

export const LessonRequest = z
  .strictObject({
    title: Line,
    text: z.string().max(100_000),
    video: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .nullable()
      .default(null),
  })
  .meta({ id: 'LessonRequest' });
export type LessonRequest = z.infer<typeof LessonRequest>;
export const LessonAdded = z.object({ lessonId: Id }).meta({ id: 'LessonAdded' });

/** Where a course stands: `draft` is seen by its staff only; `archived` takes nobody in. */
export const CoursePhase = z.enum(['draft', 'published', 'archived']);
export type CoursePhase = z.infer<typeof CoursePhase>;

/** The mine filter: courses I teach, or those I am enrolled in. */
export const CoursesQuery = PageQuery.extend({
  search: z.string().trim().max(200).optional(),
  mine: z.enum(['teaching', 'learning']).optional(),
});

export const PersonName = z.object({ personId: Id, name: z.string().nullable() }).meta({ id: 'PersonName' });

export const CourseItem = z
  .object({
    courseId: Id,
    title: z.string(),
    summary: z.string(),
    instructor: PersonName,
    seats: z.int().nullable(),
    enrolled: z.int(),
    phase: CoursePhase,
  })
  .meta({ id: 'CourseItem' });
export type CourseItem = z.infer<typeof CourseItem>;
export const CoursesPage = pageOf(CourseItem).meta({ id: 'CoursesPage' });

/** What a course page shows; `quizzes` and `lessons` are those that the reader may see, `you` is the reader's own standing. */
export const CourseDetail = CourseItem.extend({
  lessons: z.array(z.object({ lessonId: Id, title: z.string(), text: z.string(), video: z.string().nullable() })),
  quizzes: z.array(
    z.object({
      quizId: Id,
      title: z.string(),
      phase: z.enum(['draft', 'published']),
      questions: z.int(),
      /** As they hold for the reader. */
      rules: ShownRules,
      password: z.boolean(),
    }),
  ),
  you: z.object({ enrolled: z.boolean(), teaches: z.boolean() }),
}).meta({ id: 'CourseDetail' });
export type CourseDetail = z.infer<typeof CourseDetail>;
