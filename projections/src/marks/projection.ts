import type { EventOf, Id, Instant, Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { tenth } from '../overview/counted.ts';

/** A grade as it stands, with the place of the fact that gave it. */
export interface MarkRow {
  readonly courseId: Id;
  /** The quiz, or the column of work that was graded elsewhere. */
  readonly quizId: Id;
  readonly work: boolean;
  readonly attemptId: Id | null;
  readonly personId: Id;
  readonly score: number;
  readonly maxScore: number;
  /** The tenth of the full score, from 0. */
  readonly tenth: number;
  /** When it was given, and by which fact. */
  readonly at: Instant;
  readonly factId: Id;
}

type From = 'quizzes.AttemptGraded.v2' | 'quizzes.WorkGraded.v1';

function markOf(fact: Recorded<EventOf<From>>): MarkRow | null {
  const { courseId, studentId: personId } = fact.data;
  const given = { courseId, personId, at: fact.metadata.at, factId: fact.id };
  if (fact.type === 'quizzes.WorkGraded.v1') {
    const { columnId: quizId, score, maxScore } = fact.data;
    return score === null ? null : { ...given, quizId, work: true, attemptId: null, score, maxScore, tenth: tenth(score, maxScore) };
  }
  const { quizId, attemptId, score } = fact.data;
  return {
    ...given,
    quizId,
    work: false,
    attemptId,
    score: score.score,
    maxScore: score.maxScore,
    tenth: tenth(score.score, score.maxScore),
  };
}

export const marks = projection<MarkRow, From>({
  name: 'marks',
  version: 1,
  from: ['quizzes.AttemptGraded.v2', 'quizzes.WorkGraded.v1'],
  key: ({ type, data }) => (type === 'quizzes.WorkGraded.v1' ? `${data.columnId}:${data.studentId}` : data.attemptId),
  fold: (row, fact) => markOf(fact) ?? (row ? null : undefined),
  blind: true,
  indexes: [
    { at: 1, _id: 1 },
    { tenth: 1, at: 1, _id: 1 },
    { courseId: 1, at: 1, _id: 1 },
    { courseId: 1, tenth: 1, at: 1, _id: 1 },
    { quizId: 1, at: 1, _id: 1 },
  ],
});
