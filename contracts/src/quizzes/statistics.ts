import { z } from 'zod';
import { Id } from '../values.ts';

/** One of the things that could be answered, and how often it was. */
export const ChoiceCount = z
  .object({
    /** The id of a part of the question, `a2` for the author's second answer, `other` for none of them, `` where nothing was answered. */
    id: z.string(),
    text: z.string(),
    /** What it is worth of the mark; null where that is not a matter of one answer. */
    fraction: z.number().nullable(),
    count: z.int(),
  })
  .meta({ id: 'ChoiceCount' });
export type ChoiceCount = z.infer<typeof ChoiceCount>;

/** Figures that need at least two attempts, or marks that differ, are null without them. */
const Figures = {
  attempts: z.int(),
  /** The mean mark as a share of the full one, 0 to 1. */
  facility: z.number().nullable(),
  /** Of the marks, in points. */
  standardDeviation: z.number().nullable(),
  /** The correlation of the mark with the rest of the score, in percent. */
  discriminationIndex: z.number().nullable(),
  /** The covariance with the rest as a share of the largest that these marks and rests could have, in percent. */
  discriminativeEfficiency: z.number().nullable(),
} as const;

/** A question that was drawn for a place, over the attempts that were asked it. */
export const DrawnStatistics = z
  .object({ questionId: Id, text: z.string().nullable(), ...Figures, choices: z.array(ChoiceCount) })
  .meta({ id: 'DrawnStatistics' });
export type DrawnStatistics = z.infer<typeof DrawnStatistics>;

export const QuestionStatistics = z
  .object({
    /** Its number in the quiz as it is now; null where the quiz does not ask it any more. */
    slot: z.int().nullable(),
    questionId: Id,
    type: z.string().nullable(),
    text: z.string().nullable(),
    maxMark: z.number().nullable(),
    ...Figures,
    /** The share of the score that its mark was meant to have, in percent. */
    intendedWeight: z.number().nullable(),
    /** The share of the differences between scores that it accounts for, in percent; null where it works against the others. */
    effectiveWeight: z.number().nullable(),
    choices: z.array(ChoiceCount),
    drawn: z.array(DrawnStatistics),
  })
  .meta({ id: 'QuestionStatistics' });
export type QuestionStatistics = z.infer<typeof QuestionStatistics>;

/** Item statistics of a quiz, over the submitted attempts that wait for no mark. */
export const QuizStatistics = z
  .object({
    attempts: z.int(),
    /** Attempts that do not count yet, because a person has still to mark something. */
    waiting: z.int(),
    /** Of the scores, in points, and their standard deviation. */
    mean: z.number().nullable(),
    standardDeviation: z.number().nullable(),
    maxScore: z.number(),
    /** Cronbach's alpha, in percent. */
    internalConsistency: z.number().nullable(),
    /** How far a score may be from what the student knows, in points. */
    standardError: z.number().nullable(),
    /** Attempts by tenths of the full score. */
    histogram: z.array(z.int()),
    questions: z.array(QuestionStatistics),
  })
  .meta({ id: 'QuizStatistics' });
export type QuizStatistics = z.infer<typeof QuizStatistics>;
