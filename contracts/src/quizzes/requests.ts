import { z } from 'zod';
import { Id, Instant, Line } from '../values.ts';
import { Answer, Answers } from './answer.ts';
import { AnswerChecked } from './checking.ts';
import { PublicPaper } from './paper.ts';
import { REVIEW_PHASES, ReviewOptions, RULES } from './rules.ts';

/** What is asked for before an attempt begins; null asks for none. */
const Password = z.string().trim().min(1).max(200).nullable();

/** Rules that are not given are as in `DEFAULT_RULES`. */
export const CreateQuizRequest = z
  .strictObject({ title: Line, ...z.object(RULES).partial().shape, password: Password.optional() })
  .meta({ id: 'CreateQuizRequest' });
export type CreateQuizRequest = z.infer<typeof CreateQuizRequest>;
export const QuizCreated = z.object({ quizId: Id }).meta({ id: 'QuizCreated' });

export const EditQuizRequest = z
  .strictObject({ title: Line.optional(), ...z.object(RULES).partial().shape, password: Password.optional() })
  .meta({ id: 'EditQuizRequest' });
export type EditQuizRequest = z.infer<typeof EditQuizRequest>;

export const ExportFormat = z.enum(['gift', 'moodle-xml']);
export type ExportFormat = z.infer<typeof ExportFormat>;
export const ExportQuery = z.object({ format: ExportFormat });

export const ImportFormat = z.enum(['gift', 'moodle-xml', 'aiken']);
export type ImportFormat = z.infer<typeof ImportFormat>;
export const ImportQuery = z.object({ format: ImportFormat, preview: z.stringbool().default(false) });
/**
 * What an import came to. `skipped` are questions that did not come in; `notes` tell of those that did with something left out (a
 * sound file, say). `line` is where the question begins in the file, from 1. `questions` are what came in, or would (`preview`), with the
 * category and tags that the file gives them.
 */
export const ImportResult = z
  .object({
    imported: z.int(),
    skipped: z.array(z.object({ line: z.int(), reason: z.string() })),
    notes: z.array(z.object({ line: z.int(), reason: z.string() })),
    questions: z.array(
      z.object({ line: z.int(), type: z.string(), text: z.string(), category: z.string().nullable(), tags: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'ImportResult' });
export type ImportResult = z.infer<typeof ImportResult>;

/** The whole quiz, keys included: for the staff of its course. */
export const QuizDetail = z
  .object({
    quizId: Id,
    courseId: Id,
    title: z.string(),
    phase: z.enum(['draft', 'published']),
    ...RULES,
    /** Whether a password is asked for; what it is nobody is told. */
    password: z.boolean(),
    questions: z.array(
      z.object({
        questionId: Id,
        question: z.looseObject({ type: z.string(), text: z.string(), mark: z.number() }),
        /** Which version of which question of the bank it was taken from, and the newest there is. */
        origin: z.object({ questionId: Id, version: z.int(), newest: z.int() }).optional(),
      }),
    ),
    /** Random places: each attempt gets a question of the bank there. `available` is how many there are to draw from. */
    draws: z.array(
      z.object({
        questionId: Id,
        draw: z.object({ categoryId: Id, below: z.boolean(), tags: z.array(z.string()), mark: z.number() }),
        available: z.int(),
      }),
    ),
    /** The ids of questions and random places in the order of the paper. */
    order: z.array(Id),
  })
  .meta({ id: 'QuizDetail' });
export type QuizDetail = z.infer<typeof QuizDetail>;

/** The password is asked for only where an attempt begins, not where one is gone on with. */
export const StartAttemptRequest = z.strictObject({ password: z.string().max(200).optional() }).meta({ id: 'StartAttemptRequest' });

/** `serverTime` lets the screen's clock follow the server's. */
export const AttemptStarted = z
  .object({ attemptId: Id, number: z.int(), paper: PublicPaper, deadline: Instant.nullable(), serverTime: Instant })
  .meta({ id: 'AttemptStarted' });
export type AttemptStarted = z.infer<typeof AttemptStarted>;

/** `sequence` rises with each edit of a screen: an older one that arrives late does not win. */
export const SaveAnswerRequest = z.strictObject({ answer: Answer, sequence: z.int().min(0).optional() }).meta({ id: 'SaveAnswerRequest' });
export const AnswerSaved = z.object({ savedAt: Instant, sequence: z.int() }).meta({ id: 'AnswerSaved' });

export const SubmitRequest = z.strictObject({ answers: Answers.optional() }).meta({ id: 'SubmitRequest' });
/** `receipt` is signed: it proves what was submitted and when. The score is null where the quiz does not show it now. */
export const Submitted = z.object({ score: z.number().nullable(), maxScore: z.number(), receipt: z.string() }).meta({ id: 'Submitted' });
export type Submitted = z.infer<typeof Submitted>;

/** One question of the review: what was answered, what it is worth and what would have been right. Null is what the quiz does not show now. */
export const ReviewItem = z
  .object({
    slot: z.int(),
    mark: z.number().nullable(),
    maxMark: z.number(),
    correct: z.enum(['right', 'partly', 'wrong', 'unanswered']).nullable(),
    rightAnswer: z.string().nullable(),
    feedback: z.array(z.string()),
    /** A person has still to give the mark. */
    pending: z.boolean(),
    /** What the person who gave the mark wrote. */
    comment: z.string().nullable(),
  })
  .meta({ id: 'ReviewItem' });
export type ReviewItem = z.infer<typeof ReviewItem>;

/** What of a result the reader sees, and when that changes by itself (null: not by itself). */
export const Shown = ReviewOptions.extend({ phase: z.enum(REVIEW_PHASES), until: Instant.nullable() }).meta({ id: 'Shown' });
export type Shown = z.infer<typeof Shown>;

/**
 * An attempt as its student and the staff see it. `review` is there once it is submitted. Where it is `grace`, it takes no answers after
 * the deadline, and can be handed in for `graceSeconds` more.
 */
export const AttemptDetail = z
  .object({
    attemptId: Id,
    quizId: Id,
    courseId: Id,
    studentId: Id,
    number: z.int(),
    phase: z.enum(['open', 'submitted', 'abandoned']),
    paper: PublicPaper,
    answers: Answers,
    /** How the questions stand that were checked on the way. */
    checks: z.array(AnswerChecked),
    startedAt: Instant,
    deadline: Instant.nullable(),
    overdue: RULES.overdue,
    graceSeconds: RULES.graceSeconds,
    serverTime: Instant,
    submittedAt: Instant.nullable(),
    by: z.enum(['student', 'timer']).nullable(),
    score: z.number().nullable(),
    maxScore: z.number(),
    shown: Shown,
    review: z.array(ReviewItem).nullable(),
  })
  .meta({ id: 'AttemptDetail' });
export type AttemptDetail = z.infer<typeof AttemptDetail>;

/** A fact behind a number, for people: who did what, when. `text` is a message of the catalogue with its values. */
export const FactLine = z
  .object({
    id: Id,
    type: z.string(),
    at: Instant,
    recorded: Instant,
    by: z.object({ personId: Id, name: z.string().nullable() }).nullable(),
    stream: z.string(),
    revision: z.int(),
    position: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'FactLine' });
export type FactLine = z.infer<typeof FactLine>;
export const FactChain = z.object({ items: z.array(FactLine) }).meta({ id: 'FactChain' });
export type FactChain = z.infer<typeof FactChain>;
