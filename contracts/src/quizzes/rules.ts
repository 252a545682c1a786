import { z } from 'zod';
import { Instant } from '../values.ts';

/** Seconds; null is without limit. */
export const TimeLimit = z
  .int()
  .min(10)
  .max(60 * 60 * 24 * 30)
  .nullable();
export const AttemptsAllowed = z.int().min(1).max(1_000_000).nullable();

/**
 * How questions are answered: `deferred` is graded at submission; `interactive` may be checked and tried again at the price of a penalty;
 * `certainty` asks how sure one is, and weighs the mark by it.
 */
export const Behaviour = z.enum(['deferred', 'interactive', 'certainty']).meta({ id: 'Behaviour' });
export type Behaviour = z.infer<typeof Behaviour>;

/** Which of a student's attempts counts. */
export const Counting = z.enum(['highest', 'average', 'first', 'last']).meta({ id: 'Counting' });
export type Counting = z.infer<typeof Counting>;

/** What a student may see of an attempt besides what they answered. */
export const ReviewOptions = z
  .strictObject({ marks: z.boolean(), correctness: z.boolean(), feedback: z.boolean(), rightAnswers: z.boolean() })
  .meta({ id: 'ReviewOptions' });
export type ReviewOptions = z.infer<typeof ReviewOptions>;

/** `after` is the first two minutes after submission, `open` until the quiz closes, `closed` from then on. */
export const REVIEW_PHASES = ['during', 'after', 'open', 'closed'] as const;
export type ReviewPhase = (typeof REVIEW_PHASES)[number];
export const ReviewRules = z
  .strictObject({ during: ReviewOptions, after: ReviewOptions, open: ReviewOptions, closed: ReviewOptions })
  .meta({ id: 'ReviewRules' });
export type ReviewRules = z.infer<typeof ReviewRules>;

const ALL: ReviewOptions = { marks: true, correctness: true, feedback: true, rightAnswers: true };
const NONE: ReviewOptions = { marks: false, correctness: false, feedback: false, rightAnswers: false };

/** The rules of a quiz by name, as a request gives them. */
export const RULES = {
  timeLimitSeconds: TimeLimit,
  attemptsAllowed: AttemptsAllowed,
  /** No attempt begins before. */
  opensAt: Instant.nullable(),
  /** What is handed in later is late: it counts, less what the gradebook takes off. */
  dueAt: Instant.nullable(),
  /** No attempt begins after, and those under way end. */
  closesAt: Instant.nullable(),
  /**
   * What becomes of an attempt whose time is over: `submit` hands in what was saved; `grace` leaves the student `graceSeconds` to hand it in
   * themselves, without further answers, and what is not handed in then does not count.
   */
  overdue: z.enum(['submit', 'grace']),
  graceSeconds: z
    .int()
    .min(0)
    .max(60 * 60 * 24),
  counts: Counting,
  shuffleQuestions: z.boolean(),
  /** Null is all on one page. */
  questionsPerPage: z.int().min(1).max(100).nullable(),
  /** `forward`: no way back to an earlier page. */
  navigation: z.enum(['free', 'forward']),
  /** The time from the end of one attempt to the start of the next, in seconds. */
  delaySeconds: z
    .int()
    .min(0)
    .max(60 * 60 * 24 * 30),
  behaviour: Behaviour,
  review: ReviewRules,
} as const;

export const QuizRules = z.strictObject(RULES).meta({ id: 'QuizRules' });
/** How a quiz is taken. */
export type QuizRules = z.infer<typeof QuizRules>;

/** What holds where nothing is said. */
export const DEFAULT_RULES: QuizRules = {
  timeLimitSeconds: null,
  attemptsAllowed: null,
  opensAt: null,
  dueAt: null,
  closesAt: null,
  overdue: 'submit',
  graceSeconds: 60,
  counts: 'highest',
  shuffleQuestions: false,
  questionsPerPage: 1,
  navigation: 'free',
  delaySeconds: 0,
  behaviour: 'deferred',
  review: { during: NONE, after: ALL, open: ALL, closed: ALL },
};

/** What an attempt under way goes by, whatever the quiz's rules become: they were settled when it began. */
export type AttemptTerms = Pick<QuizRules, 'behaviour' | 'overdue' | 'graceSeconds' | 'navigation' | 'dueAt'>;

export const termsOf = ({ behaviour, overdue, graceSeconds, navigation, dueAt }: QuizRules): AttemptTerms => ({
  behaviour,
  overdue,
  graceSeconds,
  navigation,
  dueAt,
});

/** Other rules for one person or a group. A member that is absent is as for everybody. */
export const ExceptionRules = z
  .strictObject({
    timeLimitSeconds: TimeLimit.optional(),
    attemptsAllowed: AttemptsAllowed.optional(),
    opensAt: Instant.nullable().optional(),
    dueAt: Instant.nullable().optional(),
    closesAt: Instant.nullable().optional(),
  })
  .meta({ id: 'ExceptionRules' });
export type ExceptionRules = z.infer<typeof ExceptionRules>;
