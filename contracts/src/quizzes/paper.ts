import { z } from 'zod';
import type { Id } from '../values.ts';
import type { Question } from './question.ts';

/** One question as it was handed out: with its key, which stays on the server. */
export interface PaperSlot {
  readonly slot: number;
  readonly questionId: Id;
  readonly mark: number;
  readonly question: Question;
}

/** What one attempt was asked, whole: later edits of the quiz never change it. */
export interface Paper {
  readonly title: string;
  readonly slots: readonly PaperSlot[];
}

const part = z.object({ id: z.string(), text: z.string() });

/** One question as the student sees it: no key. */
export const PaperQuestion = z
  .object({
    slot: z.int(),
    type: z.enum(['single', 'multiple', 'trueFalse', 'shortAnswer', 'numerical', 'matching']),
    text: z.string(),
    mark: z.number(),
    choices: z.array(part).optional(),
    stems: z.array(part).optional(),
    options: z.array(part).optional(),
  })
  .meta({ id: 'PaperQuestion' });
export type PaperQuestion = z.infer<typeof PaperQuestion>;

/** The paper as the student sees it. */
export const PublicPaper = z.object({ title: z.string(), questions: z.array(PaperQuestion) }).meta({ id: 'Paper' });
export type PublicPaper = z.infer<typeof PublicPaper>;
