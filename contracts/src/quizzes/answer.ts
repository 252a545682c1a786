import { z } from 'zod';

const PartId = z.string().max(40);

/** What a student gives to one gap of a text. */
export const GapAnswer = z
  .strictObject({
    choice: PartId.optional(),
    choices: z.array(PartId).max(50).optional(),
    text: z.string().max(1000).optional(),
    number: z.number().optional(),
  })
  .meta({ id: 'GapAnswer' });
export type GapAnswer = z.infer<typeof GapAnswer>;

/** What a student answers; which members are there depends on the question's type. */
export const Answer = z
  .strictObject({
    choice: PartId.optional(),
    choices: z.array(PartId).max(50).optional(),
    value: z.boolean().optional(),
    text: z.string().max(50_000).optional(),
    number: z.number().optional(),
    unit: z.string().max(40).optional(),
    pairs: z.record(PartId, PartId).optional(),
    order: z.array(PartId).max(50).optional(),
    gaps: z.record(PartId, GapAnswer).optional(),
    /** How sure one is, 1 to 3: asked where a quiz weighs marks by it, and goes beside any answer. */
    certainty: z.int().min(1).max(3).optional(),
  })
  .meta({ id: 'Answer' });
export type Answer = z.infer<typeof Answer>;

const isGiven = (value: unknown): boolean => {
  if (typeof value === 'string') return value.trim() !== '';
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isGiven);
  return value !== undefined && value !== null;
};

/** Whether there is anything in it: a cleared field is no answer, nor is a unit or a certainty alone. */
export const isAnswered = ({ unit: _, certainty: __, ...answer }: Answer = {}): boolean => isGiven(answer);

/** Answers by slot number. */
export const Answers = z.record(z.string().regex(/^[1-9]\d{0,3}$/, 'a slot number'), Answer).meta({ id: 'Answers' });
export type Answers = z.infer<typeof Answers>;
