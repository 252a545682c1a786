import type { Fact } from '../fact.ts';
import type { Id, Instant } from '../values.ts';
import type { Answer, Answers } from './answer.ts';
import type { Paper } from './paper.ts';
import type { Question } from './question.ts';

/** How a quiz is taken: `null` is without limit. */
export interface QuizRules {
  readonly timeLimitSeconds: number | null;
  readonly attemptsAllowed: number | null;
}

/** Facts of a quiz: stream `quiz-ID`. */
export type QuizEvent =
  | Fact<'quizzes.QuizCreated.v1', { quizId: Id; courseId: Id; title: string; rules: QuizRules }>
  | Fact<'quizzes.QuizEdited.v1', { quizId: Id; courseId: Id; title?: string; rules?: QuizRules }>
  | Fact<'quizzes.QuestionAdded.v1', { quizId: Id; courseId: Id; questionId: Id; question: Question }>
  | Fact<'quizzes.QuestionEdited.v1', { quizId: Id; courseId: Id; questionId: Id; question: Question }>
  | Fact<'quizzes.QuestionRemoved.v1', { quizId: Id; courseId: Id; questionId: Id }>
  | Fact<'quizzes.QuizPublished.v1', { quizId: Id; courseId: Id }>;

/** The mark of one question of an attempt, in points. */
export interface SlotMark {
  readonly slot: number;
  readonly questionId: Id;
  readonly mark: number;
  readonly maxMark: number;
}

/** What an attempt is worth, in points. */
export interface Score {
  readonly score: number;
  readonly maxScore: number;
  readonly marks: readonly SlotMark[];
}

/** Who each fact of an attempt concerns, so that read models need nothing else. */
interface OfAttempt {
  readonly attemptId: Id;
  readonly quizId: Id;
  readonly courseId: Id;
  readonly studentId: Id;
}

/** Facts of an attempt: stream `attempt-ID`. */
export type AttemptEvent =
  | Fact<'quizzes.AttemptStarted.v1', OfAttempt & { number: number; paper: Paper; deadline: Instant | null }>
  | Fact<'quizzes.AnswerSaved.v1', OfAttempt & { slot: number; answer: Answer; sequence: number }>
  | Fact<'quizzes.AttemptSubmitted.v1', OfAttempt & { by: 'student' | 'timer'; answers: Answers }>
  | Fact<'quizzes.AttemptGraded.v1', OfAttempt & { score: Score }>;
