import { z } from 'zod';
import { Id, Instant } from '../values.ts';

/** One grade: the attempt that counts (the highest) and how many there were. */
export const Grade = z
  .object({ score: z.number(), maxScore: z.number(), attemptId: Id, attempts: z.int(), at: Instant })
  .meta({ id: 'Grade' });
export type Grade = z.infer<typeof Grade>;

/** Columns are the published quizzes (their ids); `total` is the sum of the grades in points. */
export const Gradebook = z
  .object({
    columns: z.array(z.object({ id: Id, title: z.string(), maxScore: z.number() })),
    rows: z.array(
      z.object({ personId: Id, name: z.string().nullable(), grades: z.record(z.string(), Grade.nullable()), total: z.number() }),
    ),
  })
  .meta({ id: 'Gradebook' });
export type Gradebook = z.infer<typeof Gradebook>;

/** A student's own grades and open attempts. */
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
            phase: z.enum(['open', 'submitted']),
            score: z.number().nullable(),
            maxScore: z.number(),
            startedAt: Instant,
            deadline: Instant.nullable(),
            submittedAt: Instant.nullable(),
          }),
        ),
        attemptsAllowed: z.int().nullable(),
        timeLimitSeconds: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'MyGrades' });
export type MyGrades = z.infer<typeof MyGrades>;
