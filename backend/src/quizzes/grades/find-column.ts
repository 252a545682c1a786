import type { Id } from '@lyceum/contracts';
import { Refused } from '../../deciding/refused.ts';
import type { Streams } from '../../deciding/streams.ts';
import { quizzes } from '../quiz.ts';
import { columns } from './column.ts';

/** A column of a gradebook: of which course, and how much it is worth. */
export interface FoundColumn {
  readonly columnId: Id;
  readonly courseId: Id;
  readonly maxScore: number;
}

/**
 * A column by its id: one that was added by hand, or a published quiz.
 * @throws Refused where there is none.
 */
export async function findColumn(streams: Streams, columnId: Id): Promise<FoundColumn> {
  const [{ state: column }, { state: quiz }] = await Promise.all([streams.look(columns, columnId, 1000), streams.look(quizzes, columnId)]);
  if (column && !column.removed) return { columnId, courseId: column.courseId, maxScore: column.maxScore };
  if (quiz.phase !== 'published') throw new Refused({ code: 'column-not-found' });
  const marks = [...quiz.questions.map(({ question }) => question.mark), ...Object.values(quiz.draws).map(({ mark }) => mark)];
  return { columnId, courseId: quiz.courseId, maxScore: marks.reduce((sum, mark) => sum + mark, 0) };
}
