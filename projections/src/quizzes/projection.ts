import {
  keysAfter,
  standingQuestion,
  type ExceptionFor,
  type ExceptionRules,
  type Id,
  type KeyHistories,
  type QuizEvent,
  type QuizRules,
} from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** A quiz without its questions, which are in its stream: of each, and of each random place, what it is worth. */
export interface QuizRow extends QuizRules {
  readonly quizId: Id;
  readonly courseId: Id;
  readonly title: string;
  readonly phase: 'draft' | 'published';
  /** Whether a password is asked for. */
  readonly password: boolean;
  /** What each question and random place is worth, in points. A list: a quiz of thousands is folded question by question. */
  readonly marks: readonly { readonly placeId: Id; readonly mark: number }[];
  /** Other rules for single persons and groups: nobody else's business. */
  readonly exceptions: readonly { readonly exceptionId: Id; readonly of: ExceptionFor; readonly rules: ExceptionRules }[];
  /** What corrections have made of marks. */
  readonly corrections: KeyHistories<number>;
  /** The sum of the marks, in points. */
  readonly maxScore: number;
}

/** What those who may see the course may know of a quiz. */
export interface QuizSummary extends QuizRules {
  readonly quizId: Id;
  readonly courseId: Id;
  readonly title: string;
  readonly phase: QuizRow['phase'];
  readonly password: boolean;
  readonly questions: number;
  readonly maxScore: number;
}

/** The quiz without the marks of single questions, and without its exceptions. */
export const summaryOf = ({ marks, exceptions: _, corrections: __, ...quiz }: QuizRow): QuizSummary => ({
  ...quiz,
  questions: marks.length,
});

/** The quiz with other marks: what it is worth is their sum. */
function worth(row: QuizRow, marks: QuizRow['marks']): QuizRow {
  return { ...row, marks, maxScore: marks.reduce((sum, { mark }) => sum + mark, 0) };
}

const withMark = (row: QuizRow, placeId: Id, mark: number): QuizRow =>
  worth(
    row,
    row.marks.map((one) => (one.placeId === placeId ? { placeId, mark } : one)),
  );

const without = (row: QuizRow, questionId: Id): QuizRow =>
  worth(
    row,
    row.marks.filter(({ placeId }) => placeId !== questionId),
  );

/** The row with what the fact says of the mark of a corrected question: a correction, one that is taken back, or an edit after one. */
function withCorrections(row: QuizRow, fact: QuizEvent): QuizRow {
  const corrections = keysAfter(
    row.corrections,
    fact,
    (questionId) => row.marks.find(({ placeId }) => placeId === questionId)?.mark,
    ({ mark }) => mark,
  );
  return corrections === row.corrections ? row : { ...row, corrections };
}

function corrected(row: QuizRow, questionId: Id): QuizRow {
  const history = row.corrections[questionId];
  const mark = history ? standingQuestion(history) : null;
  return mark === null ? row : withMark(row, questionId, mark);
}

type From =
  | 'quizzes.QuizCreated.v2'
  | 'quizzes.QuizEdited.v2'
  | 'quizzes.QuestionAdded.v1'
  | 'quizzes.QuestionEdited.v1'
  | 'quizzes.QuestionRemoved.v1'
  | 'quizzes.DrawAdded.v1'
  | 'quizzes.DrawEdited.v1'
  | 'quizzes.QuestionCorrected.v1'
  | 'quizzes.CorrectionReversed.v1'
  | 'quizzes.QuizPublished.v1'
  | 'quizzes.ExceptionGranted.v1'
  | 'quizzes.ExceptionWithdrawn.v1';

export const quizzes = projection<QuizRow, From>({
  name: 'quizzes',
  version: 6,
  from: [
    'quizzes.QuizCreated.v2',
    'quizzes.QuizEdited.v2',
    'quizzes.QuestionAdded.v1',
    'quizzes.QuestionEdited.v1',
    'quizzes.QuestionRemoved.v1',
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
      const asked = { marks: [], exceptions: [], corrections: {}, maxScore: 0 };
      return { quizId, courseId, title, phase: 'draft', ...rules, password: access !== null, ...asked };
    }
    if (!before) throw new Error('a fact of a quiz that was never created');
    const row = withCorrections(before, fact);
    switch (fact.type) {
      case 'quizzes.QuizEdited.v2': {
        const { title = row.title, rules, access } = fact.data;
        return { ...row, title, ...rules, ...(access !== undefined && { password: access !== null }) };
      }
      case 'quizzes.QuestionAdded.v1':
        return worth(row, [...row.marks, { placeId: fact.data.questionId, mark: fact.data.question.mark }]);
      case 'quizzes.QuestionEdited.v1':
        return withMark(row, fact.data.questionId, fact.data.question.mark);
      case 'quizzes.DrawAdded.v1':
        return worth(row, [...row.marks, { placeId: fact.data.questionId, mark: fact.data.draw.mark }]);
      case 'quizzes.DrawEdited.v1':
        return withMark(row, fact.data.questionId, fact.data.draw.mark);
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
