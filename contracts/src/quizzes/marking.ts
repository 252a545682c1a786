import { z } from 'zod';
import { Id, Instant, PageQuery } from '../values.ts';

/** `mark` is in points, from 0 to the slot's full mark; null takes back what a person gave. A mark over one given by the key says why. */
export const GiveMarkRequest = z
  .strictObject({
    mark: z.number().min(0).nullable(),
    comment: z.string().trim().max(20_000).optional(),
    reason: z.string().trim().max(2000).optional(),
  })
  .meta({ id: 'GiveMarkRequest' });
export type GiveMarkRequest = z.infer<typeof GiveMarkRequest>;

/** What the attempt is worth now. */
export const MarkGiven = z
  .object({ slot: z.int(), mark: z.number(), pending: z.boolean(), score: z.number(), maxScore: z.number() })
  .meta({ id: 'MarkGiven' });
export type MarkGiven = z.infer<typeof MarkGiven>;

/** A question that people mark: how many answers wait and how many are marked. */
export const MarkingItem = z
  .object({ quizId: Id, quizTitle: z.string(), questionId: Id, text: z.string(), waiting: z.int(), marked: z.int() })
  .meta({ id: 'MarkingItem' });
export type MarkingItem = z.infer<typeof MarkingItem>;
export const MarkingQueue = z.object({ items: z.array(MarkingItem) }).meta({ id: 'MarkingQueue' });
export type MarkingQueue = z.infer<typeof MarkingQueue>;

export const MarkingQuery = PageQuery.extend({
  questionId: Id,
  /** Which answers: those that wait, those that are marked, or both. */
  show: z.enum(['waiting', 'marked', 'all']).default('waiting'),
  /** Without names, so that the mark goes by the answer alone. */
  anonymous: z.stringbool().default(false),
});
export type MarkingQuery = z.infer<typeof MarkingQuery>;

/** An answer that a person marks. Who gave it is null where names are hidden. */
export const AnswerToMark = z
  .object({
    attemptId: Id,
    slot: z.int(),
    student: z.object({ personId: Id, name: z.string().nullable() }).nullable(),
    submittedAt: Instant,
    text: z.string(),
    words: z.int(),
    pending: z.boolean(),
    mark: z.number().nullable(),
    maxMark: z.number(),
    comment: z.string().nullable(),
  })
  .meta({ id: 'AnswerToMark' });
export type AnswerToMark = z.infer<typeof AnswerToMark>;

/** Answers to one question of a quiz, in the order of their submission. */
export const AnswersToMark = z
  .object({
    questionId: Id,
    text: z.string(),
    guidance: z.string().nullable(),
    wordLimit: z.int().nullable(),
    maxMark: z.number(),
    waiting: z.int(),
    marked: z.int(),
    items: z.array(AnswerToMark),
    next: z.string().nullable(),
  })
  .meta({ id: 'AnswersToMark' });
export type AnswersToMark = z.infer<typeof AnswersToMark>;
