import { z } from 'zod';
import { Id } from '../values.ts';

/** Markdown with the HTML that a sanitiser lets through; never trusted. */
const Text = z.string().trim().min(1).max(60_000);
const Feedback = z.string().max(60_000).optional();
/** The share of the mark that an answer is worth: 1 full, 0 none, below 0 a penalty. */
const Fraction = z.number().min(-1).max(1);

/** Whether each attempt is given the choices in an order of its own; otherwise as authored. */
const Shuffle = z.boolean().default(false);

const common = { text: Text, mark: z.number().positive().max(1000).default(1), feedback: Feedback };
const choice = z.strictObject({ text: Text, fraction: Fraction, feedback: Feedback });
const numericalAnswer = z.strictObject({
  number: z.number(),
  tolerance: z.number().min(0).default(0),
  fraction: Fraction,
  feedback: Feedback,
});
const textAnswer = z.strictObject({ text: z.string().trim().min(1).max(1000), fraction: Fraction, feedback: Feedback });

const hasFull = (answers: readonly { fraction: number }[]) => answers.some(({ fraction }) => fraction === 1);
const FULL = 'one answer must be worth the full mark (fraction 1)';

/** A question as an author writes it. */
export const QuestionDraft = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('single'),
      ...common,
      shuffle: Shuffle,
      choices: z.array(choice).min(2).max(50).refine(hasFull, FULL),
    }),
    z.strictObject({
      type: z.literal('multiple'),
      ...common,
      shuffle: Shuffle,
      choices: z
        .array(choice)
        .min(2)
        .max(50)
        .refine((choices) => choices.some(({ fraction }) => fraction > 0), 'one choice must be worth something'),
    }),
    z.strictObject({
      type: z.literal('trueFalse'),
      ...common,
      correct: z.boolean(),
      /** Said to those who answered true, or false. */
      feedbackTrue: Feedback,
      feedbackFalse: Feedback,
    }),
    z.strictObject({
      type: z.literal('shortAnswer'),
      ...common,
      answers: z.array(textAnswer).min(1).max(100).refine(hasFull, FULL),
      caseSensitive: z.boolean().default(false),
    }),
    z.strictObject({
      type: z.literal('numerical'),
      ...common,
      answers: z.array(numericalAnswer).min(1).max(100).refine(hasFull, FULL),
      /** Said to those whose number is none of the answers. */
      feedbackOther: Feedback,
    }),
    z.strictObject({
      type: z.literal('matching'),
      ...common,
      pairs: z
        .array(z.strictObject({ stem: z.string().trim().max(20_000), option: Text }))
        .min(2)
        .max(50)
        .refine((pairs) => pairs.filter(({ stem }) => stem !== '').length >= 2, 'at least two pairs need a stem'),
    }),
  ])
  .meta({ id: 'QuestionDraft' });
export type QuestionDraft = z.infer<typeof QuestionDraft>;

/** A part of a question with an id of its own within it, so that an answer can name it. */
type Named<T> = T & { readonly id: string };
type DraftOf<Type extends QuestionDraft['type']> = Extract<QuestionDraft, { type: Type }>;

/** A question as the academy keeps it: choices have ids; a matching question has stems, options and which belongs to which. */
export type Question =
  | (Omit<DraftOf<'single'>, 'choices'> & { readonly choices: readonly Named<DraftOf<'single'>['choices'][number]>[] })
  | (Omit<DraftOf<'multiple'>, 'choices'> & { readonly choices: readonly Named<DraftOf<'multiple'>['choices'][number]>[] })
  | DraftOf<'trueFalse'>
  | DraftOf<'shortAnswer'>
  | DraftOf<'numerical'>
  | (Omit<DraftOf<'matching'>, 'pairs'> & {
      readonly stems: readonly Named<{ text: string; option: string }>[];
      readonly options: readonly Named<{ text: string }>[];
    });
export type QuestionType = Question['type'];

export const QuestionAdded = z.object({ questionId: Id }).meta({ id: 'QuestionAdded' });
