import { z } from 'zod';
import { Id } from '../values.ts';
import { ClozeError, readCloze } from './cloze.ts';

/** Markdown with the HTML that a sanitiser lets through; never trusted. */
const Text = z.string().trim().min(1).max(60_000);
const Feedback = z.string().max(60_000).optional();
/** The share of the mark that an answer is worth: 1 full, 0 none, below 0 a penalty. */
const Fraction = z.number().min(-1).max(1);

/** Whether each attempt is given the choices in an order of its own; otherwise as authored. */
const Shuffle = z.boolean().default(false);

const common = {
  text: Text,
  mark: z.number().positive().max(1000).default(1),
  feedback: Feedback,
  /** What its authors call it, in the bank and in exports. */
  title: z.string().trim().max(200).optional(),
  /** Said after a wrong try, one after the other, where answers can be checked on the way: one try more than hints. */
  hints: z.array(Text).max(10).optional(),
  /** The share of the mark that each wrong try costs there; absent, a third. */
  penalty: z.number().min(0).max(1).optional(),
};
const choice = z.strictObject({ text: Text, fraction: Fraction, feedback: Feedback });
const numericalAnswer = z.strictObject({
  number: z.number(),
  tolerance: z.number().min(0).default(0),
  fraction: Fraction,
  feedback: Feedback,
});
const textAnswer = z.strictObject({ text: z.string().trim().min(1).max(1000), fraction: Fraction, feedback: Feedback });
/** A unit and by how much a number in it is multiplied to be in the unit of the author's answers. */
const unit = z.strictObject({ unit: z.string().trim().min(1).max(40), multiplier: z.number().positive() });

const hasFull = (answers: readonly { fraction: number }[]) => answers.some(({ fraction }) => fraction === 1);
const FULL = 'one answer must be worth the full mark (fraction 1)';
const hasWorth = (choices: readonly { fraction: number }[]) => choices.some(({ fraction }) => fraction > 0);
const WORTH = 'one choice must be worth something';

const choices = z.array(choice).min(2).max(50);
const textAnswers = z.array(textAnswer).min(1).max(100).refine(hasFull, FULL);
const numericalAnswers = z.array(numericalAnswer).min(1).max(100).refine(hasFull, FULL);

/** A question as an author writes it. */
export const QuestionDraft = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('single'), ...common, shuffle: Shuffle, choices: choices.refine(hasFull, FULL) }),
    z.strictObject({ type: z.literal('multiple'), ...common, shuffle: Shuffle, choices: choices.refine(hasWorth, WORTH) }),
    z.strictObject({
      type: z.literal('trueFalse'),
      ...common,
      correct: z.boolean(),
      /** Said to those who answered true, or false. */
      feedbackTrue: Feedback,
      feedbackFalse: Feedback,
    }),
    z.strictObject({ type: z.literal('shortAnswer'), ...common, answers: textAnswers, caseSensitive: z.boolean().default(false) }),
    z.strictObject({
      type: z.literal('numerical'),
      ...common,
      answers: numericalAnswers,
      /** Units that may be given with the number; the answers are in that whose multiplier is 1. */
      units: z.array(unit).max(30).optional(),
      /** The share of the mark that a missing or unknown unit costs; absent, a unit is not asked for. */
      unitPenalty: z.number().min(0).max(1).optional(),
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
    z.strictObject({
      type: z.literal('ordering'),
      ...common,
      /** In the right order. */
      items: z
        .array(Text)
        .min(2)
        .max(50)
        .refine((items) => new Set(items).size === items.length, 'no two items may be the same'),
      /** What counts: the whole order, each item in its own place, or each item right after its own predecessor. */
      scoring: z.enum(['whole', 'places', 'neighbours']).default('places'),
    }),
    z.strictObject({
      type: z.literal('gaps'),
      ...common,
      /** Cloze text: `{1:SHORTANSWER:=Kyiv~%50%Kiev#Formerly}`, as Moodle writes it. */
      text: Text.superRefine((text, context) => {
        try {
          readCloze(text);
        } catch (error) {
          if (!(error instanceof ClozeError)) throw error;
          context.addIssue({ code: 'custom', message: error.message });
        }
      }),
    }),
    z.strictObject({
      type: z.literal('essay'),
      ...common,
      /** For whoever marks it; not shown to students. */
      guidance: Feedback,
      /** The most words that are asked for; more are marked by a person as they see fit. */
      wordLimit: z.int().min(1).max(20_000).optional(),
    }),
  ])
  .meta({ id: 'QuestionDraft' });
export type QuestionDraft = z.infer<typeof QuestionDraft>;

/** A part of a question with an id of its own within it, so that an answer can name it. */
export type Named<T> = T & { readonly id: string };
type DraftOf<Type extends QuestionDraft['type']> = Extract<QuestionDraft, { type: Type }>;
type Choice = z.infer<typeof choice>;

/** A gap of a text: a small question of its own. `weight` is its share of the question's mark beside the other gaps. */
export type Gap = Named<{ readonly weight: number }> &
  (
    | {
        readonly type: 'single' | 'multiple';
        readonly display: 'menu' | 'column' | 'row';
        readonly shuffle: boolean;
        readonly choices: readonly Named<Choice>[];
      }
    | { readonly type: 'shortAnswer'; readonly caseSensitive: boolean; readonly answers: readonly z.infer<typeof textAnswer>[] }
    | {
        readonly type: 'numerical';
        readonly answers: readonly z.infer<typeof numericalAnswer>[];
        readonly feedbackOther?: string | undefined;
      }
  );

/**
 * A question as the academy keeps it: choices have ids; a matching question has stems, options and which belongs to which; the items of an
 * ordering question are in the right order; in a text with gaps each stands as `{{ID}}`.
 */
export type Question =
  | (Omit<DraftOf<'single'>, 'choices'> & { readonly choices: readonly Named<Choice>[] })
  | (Omit<DraftOf<'multiple'>, 'choices'> & { readonly choices: readonly Named<Choice>[] })
  | DraftOf<'trueFalse'>
  | DraftOf<'shortAnswer'>
  | DraftOf<'numerical'>
  | (Omit<DraftOf<'matching'>, 'pairs'> & {
      readonly stems: readonly Named<{ text: string; option: string }>[];
      readonly options: readonly Named<{ text: string }>[];
    })
  | (Omit<DraftOf<'ordering'>, 'items'> & {
      readonly items: readonly Named<{ text: string }>[];
      /** The ids of the items as an attempt is shown them; absent, as written. */
      readonly shown?: readonly string[];
    })
  | (DraftOf<'gaps'> & { readonly gaps: readonly Gap[] })
  | DraftOf<'essay'>;
export type QuestionType = Question['type'];

export const QuestionAdded = z.object({ questionId: Id }).meta({ id: 'QuestionAdded' });
