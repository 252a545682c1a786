import type { EventOf, Id, Instant, Recorded, SlotMark } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** An answer that a person marks, or has marked. What was answered is in the attempt's own stream. */
export interface AnswerRow {
  readonly kind: 'answer';
  readonly courseId: Id;
  readonly quizId: Id;
  readonly questionId: Id;
  readonly attemptId: Id;
  readonly slot: number;
  readonly studentId: Id;
  readonly submittedAt: Instant;
  readonly pending: boolean;
  readonly mark: number;
  readonly maxMark: number;
  /** What pages of answers are sorted by: when the attempt was handed in, and which it is. */
  readonly sort: string;
}

/** How many answers to a question of a quiz wait for a person, and how many have been marked. */
export interface QueueRow {
  readonly kind: 'queue';
  readonly courseId: Id;
  readonly quizId: Id;
  readonly questionId: Id;
  readonly waiting: number;
  readonly marked: number;
}

export type MarkingRow = AnswerRow | QueueRow;

type Graded = Recorded<EventOf<'quizzes.AttemptGraded.v2'>>;

const answerKey = (attemptId: Id, slot: number): string => `${attemptId}:${slot}`;
const queueKey = (quizId: Id, questionId: Id): string => `queue:${quizId}:${questionId}`;

/** The marks that concern people: those that wait, have waited until now, or were given by somebody just now. */
function marksOf({ score, former, cause }: Graded['data']): readonly SlotMark[] {
  const waited = new Set(former?.marks.filter(({ pending }) => pending).map(({ slot }) => slot));
  return score.marks.filter(({ slot, pending }) => pending || waited.has(slot) || (cause.kind === 'marked' && cause.slot === slot));
}

function answerOf(row: AnswerRow | undefined, fact: Graded, key: string): AnswerRow | undefined {
  const { courseId, quizId, attemptId, studentId } = fact.data;
  const given = marksOf(fact.data).find(({ slot }) => answerKey(attemptId, slot) === key);
  // A mark of a person over one of the key is no matter of the queue.
  if (!given || (!row && !given.pending)) return undefined;
  const { slot, questionId, pending, mark, maxMark } = given;
  const submittedAt = row?.submittedAt ?? fact.metadata.at;
  const sort = `${submittedAt} ${attemptId}`;
  return { kind: 'answer', courseId, quizId, questionId, attemptId, slot, studentId, submittedAt, pending, mark, maxMark, sort };
}

function queueOf(row: QueueRow | undefined, { data }: Graded, key: string): QueueRow | undefined {
  const { courseId, quizId, score, former } = data;
  let [waiting, marked] = [row?.waiting ?? 0, row?.marked ?? 0];
  for (const { slot, questionId, pending } of score.marks) {
    if (queueKey(quizId, questionId) !== key) continue;
    const waited = former?.marks.find((one) => one.slot === slot)?.pending ?? false;
    if (pending && !waited) [waiting, marked] = [waiting + 1, former ? marked - 1 : marked];
    if (!pending && waited) [waiting, marked] = [waiting - 1, marked + 1];
  }
  if (waiting === (row?.waiting ?? 0) && marked === (row?.marked ?? 0)) return undefined;
  const [, , questionId = ''] = key.split(':');
  return { kind: 'queue', courseId, quizId, questionId, waiting, marked };
}

export const marking = projection<MarkingRow, 'quizzes.AttemptGraded.v2'>({
  name: 'marking',
  version: 1,
  from: ['quizzes.AttemptGraded.v2'],
  key: ({ data }) => [
    ...new Set(marksOf(data).flatMap(({ slot, questionId }) => [answerKey(data.attemptId, slot), queueKey(data.quizId, questionId)])),
  ],
  fold: (row, fact, key) =>
    key.startsWith('queue:')
      ? queueOf(row?.kind === 'queue' ? row : undefined, fact, key)
      : answerOf(row?.kind === 'answer' ? row : undefined, fact, key),
  indexes: [
    { quizId: 1, questionId: 1, kind: 1, sort: 1 },
    { courseId: 1, kind: 1, position: 1 },
    { quizId: 1, position: 1 },
  ],
  rooms: { course: 'courseId', quiz: 'quizId' },
  views: (row) =>
    row.kind === 'queue'
      ? [
          { room: `course:${row.courseId}`, audience: 'staff', row },
          { room: `quiz:${row.quizId}`, audience: 'staff', row },
        ]
      : [],
});
