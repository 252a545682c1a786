import { z } from 'zod';
import { Id, Instant, PageQuery } from '../values.ts';
import { Answer } from './answer.ts';

const AttemptPhase = z.enum(['open', 'submitted', 'abandoned']);
const student = z.object({ personId: Id, name: z.string().nullable() });

export const QuizAttemptsQuery = PageQuery.extend({ phase: AttemptPhase.optional() });
export type QuizAttemptsQuery = z.infer<typeof QuizAttemptsQuery>;

/** Where a student is in an attempt, or how it ended. */
export const QuizAttempt = z
  .object({
    attemptId: Id,
    number: z.int(),
    student,
    phase: AttemptPhase,
    startedAt: Instant,
    deadline: Instant.nullable(),
    endedAt: Instant.nullable(),
    by: z.enum(['student', 'timer']).nullable(),
    /** How many of the questions have an answer. */
    answered: z.int(),
    questions: z.int(),
    /** The question that was answered last, and when. */
    lastSlot: z.int().nullable(),
    lastAt: Instant.nullable(),
    score: z.number().nullable(),
    maxScore: z.number(),
    /** A person has still to give a mark. */
    pending: z.boolean(),
  })
  .meta({ id: 'QuizAttempt' });
export type QuizAttempt = z.infer<typeof QuizAttempt>;
export const QuizAttempts = z
  .object({ items: z.array(QuizAttempt), next: z.string().nullable(), serverTime: Instant })
  .meta({ id: 'QuizAttempts' });
export type QuizAttempts = z.infer<typeof QuizAttempts>;

/** One moment of an attempt. `mark` is what the question would be worth as it was answered then; null is what the quiz does not show. */
export const TimelineItem = z
  .object({
    at: Instant,
    kind: z.enum(['started', 'saved', 'checked', 'deadline', 'submitted', 'abandoned', 'graded']),
    slot: z.int().nullable(),
    answer: Answer.nullable(),
    mark: z.number().nullable(),
    /** Which try a check was. */
    try: z.int().nullable(),
    by: z.enum(['student', 'timer']).nullable(),
    deadline: Instant.nullable(),
    score: z.number().nullable(),
  })
  .meta({ id: 'TimelineItem' });
export type TimelineItem = z.infer<typeof TimelineItem>;
export const Timeline = z
  .object({ attemptId: Id, student, startedAt: Instant, endedAt: Instant.nullable(), items: z.array(TimelineItem) })
  .meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof Timeline>;
