import {
  keysAfter,
  standingQuestion,
  type Draw,
  type ExceptionFor,
  type ExceptionRules,
  type Id,
  type KeyHistories,
  type Origin,
  type Question,
  type QuizEvent,
  type QuizRules,
} from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** A quiz with its questions, keys included: never to be shown as it is to anyone but the staff of its course. */
export interface QuizRow extends QuizRules {
  readonly quizId: Id;
  readonly courseId: Id;
  readonly title: string;
  readonly phase: 'draft' | 'published';
  /** Whether a password is asked for. */
  readonly password: boolean;
  readonly questions: readonly { readonly questionId: Id; readonly question: Question; readonly origin?: Origin }[];
  /** Random places by their ids. */
  readonly draws: Readonly<Record<Id, Draw>>;
  /** The ids of questions and random places as they follow one another. */
  readonly order: readonly Id[];
  /** Other rules for single persons and groups: nobody else's business. */
  readonly exceptions: readonly { readonly exceptionId: Id; readonly of: ExceptionFor; readonly rules: ExceptionRules }[];
  /** What corrections have made of questions. */
  readonly keys: KeyHistories;
  /** The sum of the questions' marks, in points. */
  readonly maxScore: number;
}

/** A quiz without its questions: what those who may see the course may know of it. */
export interface QuizSummary extends QuizRules {
  readonly quizId: Id;
  readonly courseId: Id;
  readonly title: string;
  readonly phase: QuizRow['phase'];
  readonly password: boolean;
  readonly questions: number;
  readonly maxScore: number;
}

/** The quiz without its questions and their keys, and without its exceptions. */
export const summaryOf = ({ questions: _, draws: __, exceptions: ___, keys: ____, order, ...quiz }: QuizRow): QuizSummary => ({
  ...quiz,
  questions: order.length,
});

/** The quiz with its questions as they are now: what it is worth is the sum of all its marks. */
function asking(row: QuizRow, change: Partial<Pick<QuizRow, 'questions' | 'draws' | 'order'>>): QuizRow {
  const next = { ...row, ...change };
  const marks = [...next.questions.map(({ question }) => question.mark), ...Object.values(next.draws).map(({ mark }) => mark)];
  return { ...next, maxScore: marks.reduce((sum, mark) => sum + mark, 0) };
}

const questionOf = ({ questionId, question, origin }: QuizRow['questions'][number]) => ({
  questionId,
  question,
  ...(origin && { origin }),
});

function moved(row: QuizRow, questionId: Id, to: number): QuizRow {
  const order = row.order.filter((id) => id !== questionId).toSpliced(to, 0, questionId);
  const place = new Map(order.map((id, at) => [id, at]));
  return { ...row, order, questions: row.questions.toSorted((a, b) => (place.get(a.questionId) ?? 0) - (place.get(b.questionId) ?? 0)) };
}

function without(row: QuizRow, questionId: Id): QuizRow {
  const { [questionId]: _, ...draws } = row.draws;
  const questions = row.questions.filter((one) => one.questionId !== questionId);
  return asking(row, { questions, draws, order: row.order.filter((id) => id !== questionId) });
}

/** The row with what the fact says of the key of a question: a correction, one that is taken back, or an edit after one. */
function withKeys(row: QuizRow, fact: QuizEvent): QuizRow {
  const keys = keysAfter(row.keys, fact, (questionId) => row.questions.find((one) => one.questionId === questionId)?.question);
  return keys === row.keys ? row : { ...row, keys };
}

function corrected(row: QuizRow, questionId: Id): QuizRow {
  const history = row.keys[questionId];
  const question = history && standingQuestion(history);
  if (!question) return row;
  return asking(row, { questions: row.questions.map((one) => (one.questionId === questionId ? { ...one, question } : one)) });
}

type From =
  | 'quizzes.QuizCreated.v2'
  | 'quizzes.QuizEdited.v2'
  | 'quizzes.QuestionAdded.v1'
  | 'quizzes.QuestionEdited.v1'
  | 'quizzes.QuestionRemoved.v1'
  | 'quizzes.QuestionMoved.v1'
  | 'quizzes.DrawAdded.v1'
  | 'quizzes.DrawEdited.v1'
  | 'quizzes.QuestionCorrected.v1'
  | 'quizzes.CorrectionReversed.v1'
  | 'quizzes.QuizPublished.v1'
  | 'quizzes.ExceptionGranted.v1'
  | 'quizzes.ExceptionWithdrawn.v1';

export const quizzes = projection<QuizRow, From>({
  name: 'quizzes',
  version: 4,
  from: [
    'quizzes.QuizCreated.v2',
    'quizzes.QuizEdited.v2',
    'quizzes.QuestionAdded.v1',
    'quizzes.QuestionEdited.v1',
    'quizzes.QuestionRemoved.v1',
    'quizzes.QuestionMoved.v1',
    'quizzes.DrawAdded.v1',
    'quizzes.DrawEdited.v1',
    'quizzes.QuestionCorrected.v1',
    'quizzes.CorrectionReversed.v1',
    'quizzes.QuizPublished.v1',
    'quizzes.ExceptionGranted.v1',
    'quizzes.ExceptionWithdrawn.v1',
  ],
  first: ['quizzes.QuizCreated.v2'],
  key: ({ data }) => data.quizId,
  fold: (before, fact) => {
    if (fact.type === 'quizzes.QuizCreated.v2') {
      const { quizId, courseId, title, rules, access } = fact.data;
      const asked = { questions: [], draws: {}, order: [], exceptions: [], keys: {}, maxScore: 0 };
      return { quizId, courseId, title, phase: 'draft', ...rules, password: access !== null, ...asked };
    }
    if (!before) throw new Error('a fact of a quiz that was never created');
    const row = withKeys(before, fact);
    switch (fact.type) {
      case 'quizzes.QuizEdited.v2': {
        const { title = row.title, rules, access } = fact.data;
        return { ...row, title, ...rules, ...(access !== undefined && { password: access !== null }) };
      }
      case 'quizzes.QuestionAdded.v1':
        return asking(row, { questions: [...row.questions, questionOf(fact.data)], order: [...row.order, fact.data.questionId] });
      case 'quizzes.QuestionEdited.v1': {
        const edited = questionOf(fact.data);
        return asking(row, { questions: row.questions.map((one) => (one.questionId === edited.questionId ? edited : one)) });
      }
      case 'quizzes.DrawAdded.v1':
      case 'quizzes.DrawEdited.v1': {
        const { questionId, draw } = fact.data;
        const order = row.draws[questionId] ? row.order : [...row.order, questionId];
        return asking(row, { draws: { ...row.draws, [questionId]: draw }, order });
      }
      case 'quizzes.QuestionMoved.v1':
        return moved(row, fact.data.questionId, fact.data.to);
      case 'quizzes.QuestionRemoved.v1':
        return without(row, fact.data.questionId);
      case 'quizzes.QuestionCorrected.v1':
      case 'quizzes.CorrectionReversed.v1':
        return corrected(row, fact.data.questionId);
      case 'quizzes.QuizPublished.v1':
        return { ...row, phase: 'published' };
      case 'quizzes.ExceptionGranted.v1': {
        const { exceptionId, of, rules } = fact.data;
        return { ...row, exceptions: [...row.exceptions, { exceptionId, of, rules }] };
      }
      case 'quizzes.ExceptionWithdrawn.v1':
        return { ...row, exceptions: row.exceptions.filter(({ exceptionId }) => exceptionId !== fact.data.exceptionId) };
    }
  },
  indexes: [{ courseId: 1, position: 1 }],
  rooms: { course: 'courseId', quiz: '_id' },
  views: (row) => [
    { room: `quiz:${row.quizId}`, audience: 'staff', row },
    { room: `course:${row.courseId}`, audience: row.phase === 'draft' ? 'staff' : 'member', row: summaryOf(row) },
  ],
});
