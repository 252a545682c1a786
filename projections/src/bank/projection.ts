import type { Id, Instant } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { sortKey, wordsOf } from '../engine/words.ts';

/** A question of a course's bank as lists show it; `text` is its beginning. */
export interface BankRow {
  readonly questionId: Id;
  readonly courseId: Id;
  readonly version: number;
  readonly type: string;
  readonly title: string;
  readonly text: string;
  readonly mark: number;
  readonly categoryId: Id | null;
  readonly tags: readonly string[];
  readonly retired: boolean;
  readonly writtenAt: Instant;
  readonly words: readonly string[];
  readonly sort: string;
}

type From = 'quizzes.QuestionWritten.v1' | 'quizzes.QuestionFiled.v1' | 'quizzes.QuestionRetired.v1' | 'quizzes.QuestionRestored.v1';

const LONGEST_TEXT = 300;

const searched = (row: Omit<BankRow, 'words' | 'sort'>): BankRow => ({
  ...row,
  words: wordsOf(row.title, row.text, row.tags.join(' ')),
  sort: sortKey(row.title || row.text),
});

export const bank = projection<BankRow, From>({
  name: 'bank',
  version: 1,
  from: ['quizzes.QuestionWritten.v1', 'quizzes.QuestionFiled.v1', 'quizzes.QuestionRetired.v1', 'quizzes.QuestionRestored.v1'],
  key: ({ data }) => data.questionId,
  fold: (row, fact) => {
    if (fact.type === 'quizzes.QuestionWritten.v1') {
      const { courseId, questionId, version, question } = fact.data;
      const { categoryId, tags, retired } = row ?? { categoryId: null, tags: [], retired: false };
      const { type, mark, title = '' } = question;
      const text = question.text.slice(0, LONGEST_TEXT);
      return searched({ questionId, courseId, version, type, title, text, mark, categoryId, tags, retired, writtenAt: fact.metadata.at });
    }
    if (!row) throw new Error('a fact of a question that was never written');
    switch (fact.type) {
      case 'quizzes.QuestionFiled.v1':
        return searched({ ...row, categoryId: fact.data.categoryId, tags: fact.data.tags });
      case 'quizzes.QuestionRetired.v1':
        return { ...row, retired: true };
      case 'quizzes.QuestionRestored.v1':
        return { ...row, retired: false };
    }
  },
  indexes: [
    { courseId: 1, retired: 1, sort: 1, _id: 1 },
    { courseId: 1, retired: 1, categoryId: 1, sort: 1, _id: 1 },
    { courseId: 1, words: 1 },
    { courseId: 1, position: 1 },
  ],
  rooms: { course: 'courseId' },
  views: ({ words: _, sort: __, ...row }) => [{ room: `course:${row.courseId}`, audience: 'staff', row }],
});
