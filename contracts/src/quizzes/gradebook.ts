import { z } from 'zod';
import { Id, Instant } from '../values.ts';
import { ShownRules } from './entry.ts';
import { GradingSettings } from './grading-settings.ts';
import { AttendanceMark } from '../webinars/attendance.ts';
import { Counting } from './rules.ts';

/** A grade that a person has set, with why. */
export const Override = z
  .object({ score: z.number(), reason: z.string().nullable(), by: Id.nullable(), at: Instant })
  .meta({ id: 'Override' });
export type Override = z.infer<typeof Override>;

/**
 * One grade: what counts by the rule of the quiz and the settings of the course, and of how many attempts; of an average the last attempt is
 * named. Where a person has set it `override` says so.
 */
export const Grade = z
  .object({
    score: z.number(),
    maxScore: z.number(),
    attemptId: Id.nullable(),
    attempts: z.int(),
    at: Instant,
    /** A person has still to give a mark of it. */
    pending: z.boolean(),
    /** What was taken off for being late, in points. */
    lateOff: z.number(),
    /** How long after the due date the attempt that counts was handed in; nothing where a person has set the grade. */
    lateSeconds: z.number(),
    override: Override.nullable(),
  })
  .meta({ id: 'Grade' });
export type Grade = z.infer<typeof Grade>;

/**
 * A column: a published quiz, a webinar whose attendance counts, or one that was added by hand. `due` is when what is missing counts as missing;
 * of a webinar, `settles` is when its marks stand (null while that is unknown), and `fullFrom` the share in percent that gives all points.
 */
export const GradebookColumn = z
  .object({
    id: Id,
    kind: z.enum(['quiz', 'webinar', 'hand']),
    title: z.string(),
    maxScore: z.number(),
    counts: Counting,
    due: Instant.nullable(),
    webinar: z.object({ settles: Instant.nullable(), fullFrom: z.number().nullable() }).nullable(),
    hidden: z.boolean(),
  })
  .meta({ id: 'GradebookColumn' });
export type GradebookColumn = z.infer<typeof GradebookColumn>;

const Added = {
  /** In points, or in percent where columns are weighted. */
  total: z.number(),
  /** The share of what counts so far, null while nothing does. */
  percent: z.number().nullable(),
  letter: z.string().nullable(),
};

export const GradebookRow = z
  .object({
    personId: Id,
    name: z.string().nullable(),
    grades: z.record(z.string(), Grade.nullable()),
    /** What attendance came to, by webinar, before a person set a grade. */
    attended: z.record(z.string(), AttendanceMark),
    ...Added,
  })
  .meta({ id: 'GradebookRow' });
export type GradebookRow = z.infer<typeof GradebookRow>;

/** The grades of a course: quizzes in the order of their making, webinars in that of their beginning, then the columns added by hand. */
export const Gradebook = z
  .object({ columns: z.array(GradebookColumn), rows: z.array(GradebookRow), settings: GradingSettings })
  .meta({ id: 'Gradebook' });
export type Gradebook = z.infer<typeof Gradebook>;

/** A student's own grades and attempts, as far as the quizzes show them now, by the rules that hold for this student. */
export const MyGrades = z
  .object({
    items: z.array(
      z.object({
        courseId: Id,
        courseTitle: z.string(),
        quizId: Id,
        quizTitle: z.string(),
        grade: Grade.nullable(),
        attempts: z.array(
          z.object({
            attemptId: Id,
            number: z.int(),
            phase: z.enum(['open', 'submitted', 'abandoned']),
            score: z.number().nullable(),
            maxScore: z.number(),
            startedAt: Instant,
            deadline: Instant.nullable(),
            submittedAt: Instant.nullable(),
          }),
        ),
        /** Its grades are hidden until the course releases them. */
        hidden: z.boolean(),
        rules: ShownRules,
      }),
    ),
    /** What each course comes to, as far as it is shown, with the columns that are no quizzes. */
    courses: z.array(
      z.object({
        courseId: Id,
        title: z.string(),
        ...Added,
        weighted: z.boolean(),
        maxScore: z.number(),
        columns: z.array(z.object({ columnId: Id, title: z.string(), maxScore: z.number(), grade: Grade.nullable() })),
      }),
    ),
  })
  .meta({ id: 'MyGrades' });
export type MyGrades = z.infer<typeof MyGrades>;
