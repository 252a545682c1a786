import {
  ExceptionRules,
  keysAfter,
  QuizRules,
  type Draw,
  type Id,
  type Origin,
  type Question,
  type QuizEvent,
  type RefusalCode,
  standingQuestion,
  type KeyHistories,
} from '@lyceum/contracts';
import { z } from 'zod';
import type { Course } from '../courses/course.ts';
import { isStaff, mayKnow, type Asker } from '../courses/staff.ts';
import type { Decider } from '../deciding/decider.ts';
import { Refused } from '../deciding/refused.ts';
import type { See, Streams } from '../deciding/streams.ts';
import type { Exception } from './exceptions/applying.ts';

/** A question of a quiz. */
export interface QuizQuestion {
  readonly questionId: Id;
  readonly question: Question;
  /** Where it was taken from the bank. */
  readonly origin?: Origin;
}

/** A quiz as decisions and papers need it, keys included. */
export interface Existing {
  readonly phase: 'draft' | 'published';
  readonly quizId: Id;
  readonly courseId: Id;
  readonly title: string;
  readonly rules: QuizRules;
  /** The digest of the password, or null where none is asked for. */
  readonly access: string | null;
  readonly questions: readonly QuizQuestion[];
  /** What corrections have made of questions. */
  readonly keys: KeyHistories;
  /** Random places by their ids. */
  readonly draws: Readonly<Record<Id, Draw>>;
  /** The ids of questions and random places as they follow one another. */
  readonly order: readonly Id[];
  readonly exceptions: readonly Exception[];
}

export type Quiz = { readonly phase: 'none' } | Existing;

const itself = (question: Question): Question => question;

const withKeys = (quiz: Existing, fact: QuizEvent): Existing => {
  const keys = keysAfter(quiz.keys, fact, (questionId) => quiz.questions.find((one) => one.questionId === questionId)?.question, itself);
  return keys === quiz.keys ? quiz : { ...quiz, keys };
};
const questionOf = ({ questionId, question, origin }: QuizQuestion): QuizQuestion => ({ questionId, question, ...(origin && { origin }) });

function without(quiz: Existing, questionId: Id): Existing {
  const { [questionId]: _, ...draws } = quiz.draws;
  return {
    ...quiz,
    questions: quiz.questions.filter((one) => one.questionId !== questionId),
    draws,
    order: quiz.order.filter((id) => id !== questionId),
  };
}

/** Whether nothing is asked. */
export const isEmpty = ({ order }: Existing): boolean => order.length === 0;

function edited(quiz: Existing, { type, data }: QuizEvent): Existing {
  const { questions } = quiz;
  switch (type) {
    case 'quizzes.QuizCreated.v2':
      return quiz;
    case 'quizzes.QuizEdited.v2': {
      const { title = quiz.title, rules = quiz.rules, access = quiz.access } = data;
      return { ...quiz, title, rules, access };
    }
    case 'quizzes.QuestionAdded.v1':
      return { ...quiz, questions: [...questions, questionOf(data)], order: [...quiz.order, data.questionId] };
    case 'quizzes.QuestionEdited.v1': {
      return { ...quiz, questions: questions.map((one) => (one.questionId === data.questionId ? questionOf(data) : one)) };
    }
    case 'quizzes.QuestionRemoved.v1':
      return without(quiz, data.questionId);
    case 'quizzes.QuestionCorrected.v1':
    case 'quizzes.CorrectionReversed.v1': {
      const history = quiz.keys[data.questionId];
      const question = history && standingQuestion(history);
      return question
        ? { ...quiz, questions: questions.map((one) => (one.questionId === data.questionId ? { ...one, question } : one)) }
        : quiz;
    }
    case 'quizzes.DrawAdded.v1':
      return { ...quiz, draws: { ...quiz.draws, [data.questionId]: data.draw }, order: [...quiz.order, data.questionId] };
    case 'quizzes.DrawEdited.v1':
      return { ...quiz, draws: { ...quiz.draws, [data.questionId]: data.draw } };
    case 'quizzes.QuestionMoved.v1': {
      const order = quiz.order.filter((id) => id !== data.questionId).toSpliced(data.to, 0, data.questionId);
      const place = new Map(order.map((id, at) => [id, at]));
      return { ...quiz, order, questions: questions.toSorted((a, b) => (place.get(a.questionId) ?? 0) - (place.get(b.questionId) ?? 0)) };
    }
    case 'quizzes.QuizPublished.v1':
      return { ...quiz, phase: 'published' };
    case 'quizzes.ExceptionGranted.v1': {
      const { exceptionId, of, rules } = data;
      return { ...quiz, exceptions: [...quiz.exceptions, { exceptionId, of, rules }] };
    }
    case 'quizzes.ExceptionWithdrawn.v1':
      return { ...quiz, exceptions: quiz.exceptions.filter(({ exceptionId }) => exceptionId !== data.exceptionId) };
    default:
      return quiz;
  }
}

const isQuestion = (value: unknown): boolean => typeof value === 'object' && value !== null && 'type' in value;

/** Questions are kept as their facts have them. */
const asked = z.custom<Question>(isQuestion);
const keyHistory = z.object({
  original: asked.nullable(),
  versions: z.array(z.object({ question: asked, regradeId: z.string().nullable(), reversed: z.boolean() })),
});
const form = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('none') }),
  z.object({
    phase: z.enum(['draft', 'published']),
    quizId: z.string(),
    courseId: z.string(),
    title: z.string(),
    rules: QuizRules,
    access: z.string().nullable(),
    questions: z.array(
      z.object({
        questionId: z.string(),
        question: asked,
        origin: z.object({ questionId: z.string(), version: z.int() }).optional(),
      }),
    ),
    draws: z.record(z.string(), z.object({ categoryId: z.string(), below: z.boolean(), tags: z.array(z.string()), mark: z.number() })),
    order: z.array(z.string()),
    keys: z.record(z.string(), keyHistory),
    exceptions: z.array(
      z.object({
        exceptionId: z.string(),
        of: z.union([z.object({ personId: z.string() }), z.object({ groupId: z.string() })]),
        rules: ExceptionRules,
      }),
    ),
  }),
]);

/** `quiz-ID`: its questions and rules. */
export const quizzes: Decider<Quiz, QuizEvent> = {
  stream: (quizId) => `quiz-${quizId}`,
  initial: { phase: 'none' },
  evolve: (quiz, fact) => {
    if (fact.type === 'quizzes.QuizCreated.v2')
      return { phase: 'draft', ...fact.data, questions: [], draws: {}, order: [], keys: {}, exceptions: [] };
    return quiz.phase === 'none' ? quiz : edited(withKeys(quiz, fact), fact);
  },
  snapshot: { version: 4, every: 200, form },
};

/** Why the asker may not change the quiz, or null where they may. */
export function barredFrom(quiz: Quiz, course: Course, who: Asker): RefusalCode | null {
  if (quiz.phase === 'none' || !mayKnow(course, who)) return 'quiz-not-found';
  if (isStaff(course, who)) return null;
  return quiz.phase === 'published' ? 'not-allowed' : 'quiz-not-found';
}

/**
 * The course of a quiz, which never changes: whatever is kept of the quiz says it.
 * @throws Refused where there is no such quiz.
 */
export async function courseOf(streams: Streams, quizId: Id): Promise<Id> {
  const kept = (await streams.look(quizzes, quizId, Number.POSITIVE_INFINITY)).state;
  const quiz = kept.phase === 'none' ? (await streams.look(quizzes, quizId)).state : kept;
  if (quiz.phase === 'none') throw new Refused({ code: 'quiz-not-found' });
  return quiz.courseId;
}

/** The corrections of the quiz of an attempt, while it is open: what grading it looks at. */
export async function keysFor(see: See, attempt: { readonly phase: string; readonly quizId?: Id }): Promise<KeyHistories> {
  if (attempt.phase !== 'open' || attempt.quizId === undefined) return {};
  const quiz = await see(quizzes, attempt.quizId);
  return quiz.phase === 'none' ? {} : quiz.keys;
}
