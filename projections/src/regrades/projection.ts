import type { EventOf, Id, Instant, Question, Recorded, RegradePhase } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** A regrade: the corrected question, where it stands, and how many attempts have another score by now. */
export interface RegradeRow {
  readonly kind: 'regrade';
  readonly regradeId: Id;
  readonly quizId: Id;
  readonly courseId: Id;
  readonly questionId: Id;
  readonly question: Question;
  readonly phase: RegradePhase;
  /** How many attempts change by the publication or reversal that is under way or was last, as far as is known. */
  readonly total: number;
  readonly done: number;
  readonly draftedAt: Instant;
  readonly publishedAt: Instant | null;
  readonly reversedAt: Instant | null;
}

/** What a published regrade made of one attempt, in points. */
export interface DifferenceRow {
  readonly kind: 'difference';
  readonly regradeId: Id;
  readonly quizId: Id;
  readonly attemptId: Id;
  readonly studentId: Id;
  readonly before: number;
  readonly after: number;
  readonly maxScore: number;
}

export type RegradesRow = RegradeRow | DifferenceRow;

type OfRegrade = 'quizzes.RegradeDrafted.v1' | 'quizzes.RegradePublished.v1' | 'quizzes.RegradeReversed.v1' | 'quizzes.RegradeApplied.v1';
type Graded = Recorded<EventOf<'quizzes.AttemptGraded.v2'>>;

const differenceKey = (regradeId: Id, attemptId: Id): string => `${regradeId}:${attemptId}`;

function keysOf({ cause, attemptId }: Graded['data']): readonly string[] {
  if (cause.kind === 'regrade') return [cause.regradeId, differenceKey(cause.regradeId, attemptId)];
  return cause.kind === 'reversal' ? [cause.regradeId] : [];
}

function differenceOf({ data }: Graded, regradeId: Id): DifferenceRow {
  const { quizId, attemptId, studentId, former, score } = data;
  return {
    kind: 'difference',
    regradeId,
    quizId,
    attemptId,
    studentId,
    before: former?.score ?? 0,
    after: score.score,
    maxScore: score.maxScore,
  };
}

function stepped(row: RegradeRow, fact: Recorded<EventOf<OfRegrade>>): RegradeRow {
  const { at } = fact.metadata;
  switch (fact.type) {
    case 'quizzes.RegradeDrafted.v1':
      return row;
    case 'quizzes.RegradePublished.v1':
      return { ...row, phase: 'publishing', publishedAt: at };
    case 'quizzes.RegradeReversed.v1':
      return { ...row, phase: 'reversing', reversedAt: at, total: row.done, done: 0 };
    case 'quizzes.RegradeApplied.v1': {
      const { of, changed } = fact.data;
      return { ...row, phase: of === 'publication' ? 'published' : 'reversed', total: changed, done: changed };
    }
  }
}

export const regrades = projection<RegradesRow, OfRegrade | 'quizzes.AttemptGraded.v2'>({
  name: 'regrades',
  version: 1,
  from: [
    'quizzes.RegradeDrafted.v1',
    'quizzes.RegradePublished.v1',
    'quizzes.RegradeReversed.v1',
    'quizzes.RegradeApplied.v1',
    'quizzes.AttemptGraded.v2',
  ],
  first: ['quizzes.RegradeDrafted.v1'],
  key: ({ type, data }) => (type === 'quizzes.AttemptGraded.v2' ? keysOf(data) : data.regradeId),
  fold: (row, fact, key) => {
    if (fact.type === 'quizzes.RegradeDrafted.v1') {
      const { regradeId, quizId, courseId, questionId, question, changes } = fact.data;
      const begun = { phase: 'draft', total: changes, done: 0, draftedAt: fact.metadata.at, publishedAt: null, reversedAt: null } as const;
      return { kind: 'regrade', regradeId, quizId, courseId, questionId, question, ...begun };
    }
    if (fact.type === 'quizzes.AttemptGraded.v2') {
      const [regradeId = '', attemptId] = key.split(':');
      if (attemptId !== undefined) return differenceOf(fact, regradeId);
      if (row?.kind !== 'regrade') throw new Error('a grade by a regrade that was never drafted');
      // A publication may be undone while it goes on: what it still does is no progress of the reversal.
      const counts = (fact.data.cause.kind === 'regrade') === (row.phase === 'publishing');
      return counts ? { ...row, done: row.done + 1 } : undefined;
    }
    if (row?.kind !== 'regrade') throw new Error('a fact of a regrade that was never drafted');
    return stepped(row, fact);
  },
  indexes: [
    { quizId: 1, position: 1 },
    { regradeId: 1, kind: 1 },
  ],
  rooms: { quiz: 'quizId' },
  views: (row) => (row.kind === 'difference' ? [] : [{ room: `quiz:${row.quizId}`, audience: 'staff', row }]),
});
