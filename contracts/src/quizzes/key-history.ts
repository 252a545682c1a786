import type { Id } from '../values.ts';
import type { QuizEvent } from './events.ts';
import type { Question } from './question.ts';

/** What a question has been since it was first corrected: as a correction made it, or as its author wrote it anew. */
interface KeyVersion<Key> {
  readonly question: Key;
  /** The regrade that corrected it, or null where its author wrote it. */
  readonly regradeId: Id | null;
  /** Whether the correction has been taken back. */
  readonly reversed: boolean;
}

/**
 * A question's versions from its first correction on; `original` is what it was before, null where the quiz did not have it. `Key` is what is
 * kept of each: the question itself, or a part of it.
 */
export interface KeyHistory<Key = Question> {
  readonly original: Key | null;
  readonly versions: readonly KeyVersion<Key>[];
}

/** Histories of the questions that have been corrected, by question. */
export type KeyHistories<Key = Question> = Readonly<Record<Id, KeyHistory<Key>>>;

/** The histories after a fact of the quiz; `current` is what its question is before it, `keyOf` what is kept of one. */
export function keysAfter<Key>(
  histories: KeyHistories<Key>,
  { type, data }: QuizEvent,
  current: (questionId: Id) => Key | undefined,
  keyOf: (question: Question) => Key,
): KeyHistories<Key> {
  if (type !== 'quizzes.QuestionCorrected.v1' && type !== 'quizzes.CorrectionReversed.v1' && type !== 'quizzes.QuestionEdited.v1')
    return histories;
  const { questionId } = data;
  const history = histories[questionId];
  if (type === 'quizzes.QuestionCorrected.v1') {
    const { original, versions } = history ?? { original: current(questionId) ?? null, versions: [] };
    const { regradeId } = data;
    const question = keyOf(data.question);
    return { ...histories, [questionId]: { original, versions: [...versions, { question, regradeId, reversed: false }] } };
  }
  if (!history) return histories;
  const versions =
    type === 'quizzes.QuestionEdited.v1'
      ? [...history.versions, { question: keyOf(data.question), regradeId: null, reversed: false }]
      : history.versions.map((one) => (one.regradeId === data.regradeId ? { ...one, reversed: true } : one));
  return { ...histories, [questionId]: { ...history, versions } };
}

/** What the question is now for new papers: its last version that has not been taken back. */
export const standingQuestion = <Key>({ original, versions }: KeyHistory<Key>): Key | null =>
  versions.findLast(({ reversed }) => !reversed)?.question ?? original;

/** Whether the regrade's correction is in force. */
export const isInForce = (history: KeyHistory | undefined, regradeId: Id): boolean =>
  history?.versions.some((one) => one.regradeId === regradeId && !one.reversed) ?? false;

/** Whether the regrade has ever corrected the question. */
export const hasCorrected = (history: KeyHistory | undefined, regradeId: Id): boolean =>
  history?.versions.some((one) => one.regradeId === regradeId) ?? false;
