import { z } from 'zod';
import { Answer } from './answer.ts';

export const CheckAnswerRequest = z
  .strictObject({ answer: Answer, sequence: z.int().min(0).optional() })
  .meta({ id: 'CheckAnswerRequest' });

/** How a question stands that can be checked on the way, after its last check. What the quiz does not show yet is null. */
export const AnswerChecked = z
  .object({
    slot: z.int(),
    /** Which try it was, from 1, and how many there are. */
    try: z.int(),
    tries: z.int(),
    triesLeft: z.int(),
    /** It takes no further answer: it is right, or the tries are used. */
    over: z.boolean(),
    outcome: z.enum(['right', 'partly', 'wrong']),
    /** For the next try. */
    hint: z.string().nullable(),
    feedback: z.array(z.string()),
    /** What it is worth if it stays at that, less what the tries before cost. */
    mark: z.number().nullable(),
    maxMark: z.number(),
    rightAnswer: z.string().nullable(),
    /** That of the answer that was checked. */
    sequence: z.int(),
  })
  .meta({ id: 'AnswerChecked' });
export type AnswerChecked = z.infer<typeof AnswerChecked>;
