import type { Fact } from '../fact.ts';
import type { Id, Instant } from '../values.ts';
import type { Answer, Answers } from './answer.ts';
import type { GradingSettings } from './grading-settings.ts';
import type { Paper } from './paper.ts';
import type { Question } from './question.ts';
import type { Score } from './score.ts';
import type { AttemptTerms, ExceptionRules, QuizRules } from './rules.ts';

interface OfCourse {
  readonly courseId: Id;
}

interface OfQuiz extends OfCourse {
  readonly quizId: Id;
}

/** Which version of which question of the bank a quiz took over. */
export interface Origin {
  readonly questionId: Id;
  readonly version: number;
}

/** A place of a quiz that each attempt fills with a question of the bank: one of the category that has all the tags. */
export interface Draw {
  readonly categoryId: Id;
  /** Whether the categories below count too. */
  readonly below: boolean;
  readonly tags: readonly string[];
  readonly mark: number;
}

/** Whom an exception is for. */
export type ExceptionFor = { readonly personId: Id } | { readonly groupId: Id };

/** Facts of a quiz: stream `quiz-ID`. `access` is the digest of the password, or null where none is asked for. */
export type QuizEvent =
  | Fact<'quizzes.QuizCreated.v2', OfQuiz & { title: string; rules: QuizRules; access: string | null }>
  | Fact<'quizzes.QuizEdited.v2', OfQuiz & { title?: string; rules?: QuizRules; access?: string | null }>
  | Fact<'quizzes.QuestionAdded.v1', OfQuiz & { questionId: Id; question: Question; origin?: Origin }>
  | Fact<'quizzes.QuestionEdited.v1', OfQuiz & { questionId: Id; question: Question; origin?: Origin }>
  | Fact<'quizzes.DrawAdded.v1', OfQuiz & { questionId: Id; draw: Draw }>
  | Fact<'quizzes.DrawEdited.v1', OfQuiz & { questionId: Id; draw: Draw }>
  /** `to` is its new place among the others, from 0. */
  | Fact<'quizzes.QuestionMoved.v1', OfQuiz & { questionId: Id; to: number }>
  | Fact<'quizzes.QuestionRemoved.v1', OfQuiz & { questionId: Id }>
  | Fact<'quizzes.QuizPublished.v1', OfQuiz>
  | Fact<'quizzes.ExceptionGranted.v1', OfQuiz & { exceptionId: Id; of: ExceptionFor; rules: ExceptionRules }>
  | Fact<'quizzes.ExceptionWithdrawn.v1', OfQuiz & { exceptionId: Id }>
  /** From here on attempts that were asked this question are graded by `question`, until the correction is taken back. */
  | Fact<'quizzes.QuestionCorrected.v1', OfQuiz & { questionId: Id; regradeId: Id; question: Question }>
  | Fact<'quizzes.CorrectionReversed.v1', OfQuiz & { questionId: Id; regradeId: Id }>;

/** Who each fact of an attempt concerns, so that read models need nothing else. */
interface OfAttempt extends OfQuiz {
  readonly attemptId: Id;
  readonly studentId: Id;
}

/** Why a grade is what it is. */
export type GradeCause =
  | { readonly kind: 'submission' }
  /** A person gave the mark of one slot, or (null) took theirs back. */
  | {
      readonly kind: 'marked';
      readonly slot: number;
      readonly mark: number | null;
      readonly comment: string | null;
      readonly reason: string | null;
    }
  | { readonly kind: 'regrade' | 'reversal'; readonly regradeId: Id };

/** Facts of an attempt: stream `attempt-ID`. */
export type AttemptEvent =
  | Fact<'quizzes.AttemptStarted.v2', OfAttempt & { number: number; paper: Paper; deadline: Instant | null; terms: AttemptTerms }>
  | Fact<'quizzes.AnswerSaved.v1', OfAttempt & { slot: number; answer: Answer; sequence: number }>
  /** A try: `fraction` is what the answer is worth before penalties; `over` tells that the slot takes no further answer. */
  | Fact<
      'quizzes.AnswerChecked.v1',
      OfAttempt & { slot: number; answer: Answer; sequence: number; try: number; fraction: number; over: boolean }
    >
  | Fact<'quizzes.AttemptSubmitted.v1', OfAttempt & { by: 'student' | 'timer'; answers: Answers }>
  /** An exception that was granted while it was under way gives it more time, or another due date. */
  | Fact<'quizzes.DeadlineMoved.v1', OfAttempt & { deadline: Instant | null; dueAt: Instant | null }>
  /** Its time was over and nobody handed it in within the grace: it does not count. */
  | Fact<'quizzes.AttemptAbandoned.v1', OfAttempt>
  /** `former` is what the attempt was worth before, null at first. `lateSeconds` is how long after the due date it was handed in. */
  | Fact<'quizzes.AttemptGraded.v2', OfAttempt & { score: Score; former: Score | null; cause: GradeCause; lateSeconds: number }>;

/** Facts of a regrade: stream `regrade-ID`. */
export type RegradeEvent =
  /** `changes` is how many attempts would have had another score at that moment. */
  | Fact<'quizzes.RegradeDrafted.v1', OfQuiz & { regradeId: Id; questionId: Id; question: Question; changes: number }>
  | Fact<'quizzes.RegradePublished.v1', OfQuiz & { regradeId: Id }>
  | Fact<'quizzes.RegradeReversed.v1', OfQuiz & { regradeId: Id }>
  /** Every attempt has been seen to, once for the publication and once for a reversal. */
  | Fact<'quizzes.RegradeApplied.v1', OfQuiz & { regradeId: Id; of: 'publication' | 'reversal'; attempts: number; changed: number }>;

/** Facts of a course's gradebook: stream `gradebook-COURSEID`. */
export type GradebookEvent = Fact<'quizzes.GradingSet.v1', OfCourse & { settings: GradingSettings }>;

/** Facts of a column that is no quiz but was added by hand: stream `column-ID`. */
export type ColumnEvent =
  | Fact<'quizzes.ColumnAdded.v1', OfCourse & { columnId: Id; title: string; maxScore: number }>
  | Fact<'quizzes.ColumnEdited.v1', OfCourse & { columnId: Id; title: string; maxScore: number }>
  | Fact<'quizzes.ColumnRemoved.v1', OfCourse & { columnId: Id }>;

/** Facts of one student's line in a gradebook: stream `line-ID`. A score of null takes the override back. */
export type LineEvent = Fact<
  'quizzes.GradeOverridden.v1',
  OfCourse & { columnId: Id; studentId: Id; score: number | null; reason: string }
>;

/**
 * Facts of work that was handed in and marked elsewhere, for one column of a gradebook: stream `works-COLUMNID`. `score` is null where it was
 * handed in and never marked, `former` what it was worth before; `carriedOver` tells that the result was earned in another course.
 */
export type WorkEvent = Fact<
  'quizzes.WorkGraded.v1',
  OfCourse & {
    columnId: Id;
    studentId: Id;
    score: number | null;
    maxScore: number;
    former: number | null;
    lateSeconds: number;
    carriedOver: boolean;
  }
>;

/** Facts of a course's question bank, without the questions themselves: stream `bank-COURSEID`. */
export type BankEvent =
  | Fact<'quizzes.CategoryAdded.v1', OfCourse & { categoryId: Id; parentId: Id | null; title: string }>
  | Fact<'quizzes.CategoryEdited.v1', OfCourse & { categoryId: Id; parentId: Id | null; title: string }>
  | Fact<'quizzes.CategoryRemoved.v1', OfCourse & { categoryId: Id }>
  /** Where a question lies from now on. */
  | Fact<'quizzes.QuestionFiled.v1', OfCourse & { questionId: Id; categoryId: Id | null; tags: readonly string[] }>
  | Fact<'quizzes.QuestionRetired.v1', OfCourse & { questionId: Id }>
  | Fact<'quizzes.QuestionRestored.v1', OfCourse & { questionId: Id }>;

/** Facts of one question of the bank: stream `question-ID`. Versions count from 1. */
export type BankQuestionEvent = Fact<'quizzes.QuestionWritten.v1', OfCourse & { questionId: Id; version: number; question: Question }>;
