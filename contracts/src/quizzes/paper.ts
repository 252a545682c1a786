import { z } from 'zod';
import type { Id } from '../values.ts';
import type { Question } from './question.ts';
import { Behaviour } from './rules.ts';

/** One question as it was handed out: with its key, which stays on the server. */
export interface PaperSlot {
  readonly slot: number;
  readonly questionId: Id;
  readonly mark: number;
  readonly question: Question;
  /** The version of a question that was drawn from the bank. */
  readonly version?: number;
  /** The place of the quiz that it was drawn for; absent where the quiz asks everybody this question. */
  readonly placeId?: Id;
}

/** What one attempt was asked, whole: later edits of the quiz never change it. */
export interface Paper {
  readonly title: string;
  readonly slots: readonly PaperSlot[];
  /** Slot numbers by page; absent, each question is a page. */
  readonly pages?: readonly (readonly number[])[];
}

const part = z.object({ id: z.string(), text: z.string() });

/** A gap as the student sees it: what to choose from, or that something is to be written. */
const PaperGap = z.object({
  id: z.string(),
  type: z.enum(['single', 'multiple', 'shortAnswer', 'numerical']),
  choices: z.array(part).optional(),
  /** How choices are shown. */
  display: z.enum(['menu', 'column', 'row']).optional(),
});

/** One question as the student sees it: no key. */
export const PaperQuestion = z
  .object({
    slot: z.int(),
    type: z.enum(['single', 'multiple', 'trueFalse', 'shortAnswer', 'numerical', 'matching', 'ordering', 'gaps', 'essay']),
    /** In a text with gaps each stands as `{{ID}}`. */
    text: z.string(),
    mark: z.number(),
    choices: z.array(part).optional(),
    units: z.array(z.string()).optional(),
    stems: z.array(part).optional(),
    options: z.array(part).optional(),
    items: z.array(part).optional(),
    gaps: z.array(PaperGap).optional(),
    /** The most words that an essay is asked to have. */
    wordLimit: z.int().optional(),
    /** How often it may be tried, where answers can be checked on the way. */
    tries: z.int().optional(),
  })
  .meta({ id: 'PaperQuestion' });
export type PaperQuestion = z.infer<typeof PaperQuestion>;

/** The paper as the student sees it. */
export const PublicPaper = z
  .object({
    title: z.string(),
    questions: z.array(PaperQuestion),
    pages: z.array(z.array(z.int())),
    navigation: z.enum(['free', 'forward']),
    behaviour: Behaviour,
  })
  .meta({ id: 'Paper' });
export type PublicPaper = z.infer<typeof PublicPaper>;
