import { isPending, type EventOf, type Id, type Recorded, type Score, type SlotMark } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { tenth } from '../overview/counted.ts';
import { plus, unitsOf, type Sum } from './exact.ts';
import { NO_MOMENTS, sampled, type Moments } from './moments.ts';

/** The scores of a quiz: sums in ten-millionths of a point, and attempts by tenths of the full score. */
export interface QuizScoresRow {
  readonly kind: 'quiz';
  readonly quizId: Id;
  readonly courseId: Id;
  readonly attempts: number;
  /** Attempts that a person has still to mark something of; they count once that is done. */
  readonly waiting: number;
  readonly scores: Sum;
  readonly squares: Sum;
  readonly histogram: readonly number[];
}

/** The marks of one place of a quiz, or of one question that was drawn for a place. */
export interface ItemRow {
  readonly kind: 'place' | 'drawn';
  readonly quizId: Id;
  readonly courseId: Id;
  /** The question that the quiz asks everybody, or the place that it draws for. */
  readonly placeId: Id;
  readonly questionId: Id | null;
  readonly moments: Moments;
  /** How often each thing was answered; by `none` where nothing was. */
  readonly responses: Readonly<Record<string, number>>;
}

export type StatisticsRow = QuizScoresRow | ItemRow;

/** The key of what was not answered. */
export const NO_RESPONSE = 'none';

const placeOf = ({ placeId, questionId }: SlotMark): Id => placeId ?? questionId;
const placeKey = (quizId: Id, mark: SlotMark): string => `${quizId}:${placeOf(mark)}`;
const drawnKey = (quizId: Id, mark: SlotMark): string => `${placeKey(quizId, mark)}:${mark.questionId}`;

/** The rows that a mark goes into. */
const keysOf = (quizId: Id, mark: SlotMark): readonly string[] =>
  mark.placeId === undefined ? [placeKey(quizId, mark)] : [placeKey(quizId, mark), drawnKey(quizId, mark)];

/** The sum of the marks, in ten-millionths of a point: the score itself is rounded. Each row of an attempt asks for it. */
function totalOf(score: Score): number {
  const known = totals.get(score) ?? score.marks.reduce((sum, { mark }) => sum + unitsOf(mark), 0);
  totals.set(score, known);
  return known;
}
const totals = new WeakMap<Score, number>();

function withScore(row: QuizScoresRow, score: Score, by: 1 | -1): QuizScoresRow {
  if (isPending(score)) return { ...row, waiting: row.waiting + by };
  const units = BigInt(totalOf(score));
  const bin = tenth(score.score, score.maxScore);
  return {
    ...row,
    attempts: row.attempts + by,
    scores: plus(row.scores, BigInt(by) * units),
    squares: plus(row.squares, BigInt(by) * units * units),
    histogram: row.histogram.map((count, at) => (at === bin ? count + by : count)),
  };
}

function withResponses(responses: ItemRow['responses'], given: readonly string[], by: 1 | -1): ItemRow['responses'] {
  const next = { ...responses };
  for (const response of given.length > 0 ? given : [NO_RESPONSE]) {
    const count = (next[response] ?? 0) + by;
    if (count === 0) delete next[response];
    else next[response] = count;
  }
  return next;
}

/** The mark that goes into the row: that of its place, and where it is about a drawn question, of that one. */
const markOf = ({ marks }: Score, { placeId, questionId }: ItemRow): SlotMark | undefined =>
  marks.find((mark) => placeOf(mark) === placeId && (questionId === null || mark.questionId === questionId));

function withMark(row: ItemRow, score: Score, by: 1 | -1): ItemRow {
  const mark = markOf(score, row);
  if (!mark) return row;
  return {
    ...row,
    moments: sampled(row.moments, { mark: mark.mark, maxMark: mark.maxMark, total: totalOf(score) }, by),
    responses: withResponses(row.responses, mark.response, by),
  };
}

function emptyItem({ data }: Graded, key: string): ItemRow {
  const { quizId, courseId } = data;
  const [, placeId = '', questionId] = key.split(':');
  const kind = questionId === undefined ? 'place' : 'drawn';
  return { kind, quizId, courseId, placeId, questionId: questionId ?? null, moments: NO_MOMENTS, responses: {} };
}

const emptyQuiz = ({ data: { quizId, courseId } }: Graded): QuizScoresRow => ({
  kind: 'quiz',
  quizId,
  courseId,
  attempts: 0,
  waiting: 0,
  scores: '0',
  squares: '0',
  histogram: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
});

type Graded = Recorded<EventOf<'quizzes.AttemptGraded.v2'>>;

/** Scores that count: those that wait for a person count for no question yet. */
const counting = (score: Score | null): score is Score => score !== null && !isPending(score);

export const statistics = projection<StatisticsRow, 'quizzes.AttemptGraded.v2'>({
  name: 'statistics',
  version: 1,
  from: ['quizzes.AttemptGraded.v2'],
  key: ({ data: { quizId, score, former } }) => {
    const marks = [score, former].filter(counting).flatMap((one) => one.marks);
    return [...new Set([quizId, ...marks.flatMap((mark) => keysOf(quizId, mark))])];
  },
  fold: (row, fact, key) => {
    const { score, former, quizId } = fact.data;
    if (key === quizId) {
      const scores = row?.kind === 'quiz' ? row : emptyQuiz(fact);
      return withScore(former ? withScore(scores, former, -1) : scores, score, 1);
    }
    const item = row && row.kind !== 'quiz' ? row : emptyItem(fact, key);
    const before = counting(former) ? withMark(item, former, -1) : item;
    return counting(score) ? withMark(before, score, 1) : before;
  },
  indexes: [{ quizId: 1, position: 1 }],
  rooms: { quiz: 'quizId' },
  // Figures are worked out by the API: those who watch are told that there are new ones.
  views: ({ kind, quizId }) => [{ room: `quiz:${quizId}`, audience: 'staff', row: { kind, quizId } }],
});
