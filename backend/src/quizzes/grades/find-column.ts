import type { GradebookColumn, Id } from '@lyceum/contracts';
import { Refused } from '../../deciding/refused.ts';
import type { Streams } from '../../deciding/streams.ts';
import { webinars } from '../../webinars/planning/webinar.ts';
import { quizzes } from '../quiz.ts';
import { columns } from './column.ts';

/** A column of a gradebook: of which course, and how much it is worth. */
export interface FoundColumn {
  readonly kind: GradebookColumn['kind'];
  readonly columnId: Id;
  readonly courseId: Id;
  readonly maxScore: number;
}

/**
 * A column by its id: one that was added by hand, a webinar that counts, or a published quiz.
 * @throws Refused where there is none.
 */
export async function findColumn(streams: Streams, columnId: Id): Promise<FoundColumn> {
  const [{ state: column }, { state: quiz }, { state: webinar }] = await Promise.all([
    streams.look(columns, columnId, 1000),
    streams.look(quizzes, columnId),
    streams.look(webinars, columnId, 1000),
  ]);
  if (column && !column.removed) return { kind: 'hand', columnId, courseId: column.courseId, maxScore: column.maxScore };
  if (webinar.phase === 'scheduled' && webinar.plan.courseId !== null && webinar.grading !== null)
    return { kind: 'webinar', columnId, courseId: webinar.plan.courseId, maxScore: webinar.grading.maxScore };
  if (quiz.phase !== 'published') throw new Refused({ code: 'column-not-found' });
  const marks = [...quiz.questions.map(({ question }) => question.mark), ...Object.values(quiz.draws).map(({ mark }) => mark)];
  return { kind: 'quiz', columnId, courseId: quiz.courseId, maxScore: marks.reduce((sum, mark) => sum + mark, 0) };
}
