import { z } from 'zod';
import { Id, Instant } from '../values.ts';
import { ShownRules } from './entry.ts';
import { Counting } from './rules.ts';

/**
 * One grade: the attempt that counts by the rule of the quiz, and how many there were. Of an average it is the last. `pending`: a person
 * has still to mark something of it, and the score is not complete.
 */
export const Grade = z
  .object({ score: z.number(), maxScore: z.number(), pending: z.boolean(), attemptId: Id, attempts: z.int(), at: Instant })
  .meta({ id: 'Grade' });
export type Grade = z.infer<typeof Grade>;

/** Columns are the published quizzes (their ids) with which of the attempts counts; `total` is the sum of the grades in points. */
export const Gradebook = z
  .object({
    columns: z.array(z.object({ id: Id, title: z.string(), maxScore: z.number(), counts: Counting })),
    rows: z.array(
      z.object({ personId: Id, name: z.string().nullable(), grades: z.record(z.string(), Grade.nullable()), total: z.number() }),
    ),
  })
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
        rules: ShownRules,
      }),
    ),
  })
  .meta({ id: 'MyGrades' });
export type MyGrades = z.infer<typeof MyGrades>;
