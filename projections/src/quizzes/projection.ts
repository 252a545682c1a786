import type { Id, Question, QuizRules } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** A quiz with its questions, keys included: never to be shown as it is to anyone but the staff of its course. */
export interface QuizRow extends QuizRules {
  readonly quizId: Id;
  readonly courseId: Id;
  readonly title: string;
  readonly phase: 'draft' | 'published';
  /** Whether a password is asked for. */
  readonly password: boolean;
  readonly questions: readonly { readonly questionId: Id; readonly question: Question }[];
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

/** The quiz without its questions and their keys. */
export const summaryOf = ({ questions, ...quiz }: QuizRow): QuizSummary => ({ ...quiz, questions: questions.length });

const withQuestions = (row: QuizRow, questions: QuizRow['questions']): QuizRow => ({
  ...row,
  questions,
  maxScore: questions.reduce((sum, { question }) => sum + question.mark, 0),
});

type From =
  | 'quizzes.QuizCreated.v2'
  | 'quizzes.QuizEdited.v2'
  | 'quizzes.QuestionAdded.v1'
  | 'quizzes.QuestionEdited.v1'
  | 'quizzes.QuestionRemoved.v1'
  | 'quizzes.QuizPublished.v1';

export const quizzes = projection<QuizRow, From>({
  name: 'quizzes',
  version: 2,
  from: [
    'quizzes.QuizCreated.v2',
    'quizzes.QuizEdited.v2',
    'quizzes.QuestionAdded.v1',
    'quizzes.QuestionEdited.v1',
    'quizzes.QuestionRemoved.v1',
    'quizzes.QuizPublished.v1',
  ],
  first: ['quizzes.QuizCreated.v2'],
  key: ({ data }) => data.quizId,
  fold: (row, fact) => {
    if (fact.type === 'quizzes.QuizCreated.v2') {
      const { quizId, courseId, title, rules, access } = fact.data;
      return { quizId, courseId, title, phase: 'draft', ...rules, password: access !== null, questions: [], maxScore: 0 };
    }
    if (!row) throw new Error('a fact of a quiz that was never created');
    switch (fact.type) {
      case 'quizzes.QuizEdited.v2': {
        const { title = row.title, rules, access } = fact.data;
        return { ...row, title, ...rules, ...(access !== undefined && { password: access !== null }) };
      }
      case 'quizzes.QuestionAdded.v1': {
        const { questionId, question } = fact.data;
        return withQuestions(row, [...row.questions, { questionId, question }]);
      }
      case 'quizzes.QuestionEdited.v1': {
        const { questionId, question } = fact.data;
        return withQuestions(
          row,
          row.questions.map((slot) => (slot.questionId === questionId ? { questionId, question } : slot)),
        );
      }
      case 'quizzes.QuestionRemoved.v1':
        return withQuestions(
          row,
          row.questions.filter(({ questionId }) => questionId !== fact.data.questionId),
        );
      case 'quizzes.QuizPublished.v1':
        return { ...row, phase: 'published' };
    }
  },
  indexes: [{ courseId: 1, position: 1 }],
  rooms: { course: 'courseId', quiz: '_id' },
  views: (row) => [
    { room: `quiz:${row.quizId}`, audience: 'staff', row },
    { room: `course:${row.courseId}`, audience: row.phase === 'draft' ? 'staff' : 'member', row: summaryOf(row) },
  ],
});
