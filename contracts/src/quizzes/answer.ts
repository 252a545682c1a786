import { z } from 'zod';

/** What a student answers; which members are there depends on the question's type. */
export const Answer = z
  .strictObject({
    choice: z.string().max(40).optional(),
    choices: z.array(z.string().max(40)).max(50).optional(),
    value: z.boolean().optional(),
    text: z.string().max(50_000).optional(),
    number: z.number().optional(),
    unit: z.string().max(40).optional(),
    pairs: z.record(z.string().max(40), z.string().max(40)).optional(),
  })
  .meta({ id: 'Answer' });
export type Answer = z.infer<typeof Answer>;

/** Answers by slot number. */
export const Answers = z.record(z.string().regex(/^[1-9]\d{0,3}$/, 'a slot number'), Answer).meta({ id: 'Answers' });
export type Answers = z.infer<typeof Answers>;
