import type { Id } from '../values.ts';

/** The mark of one question of an attempt, in points. */
export interface SlotMark {
  readonly slot: number;
  readonly questionId: Id;
  /** The place of the quiz that the question was drawn for; absent where the quiz asks everybody this question. */
  readonly placeId?: Id;
  readonly mark: number;
  readonly maxMark: number;
  /** A person has still to give the mark; until then it is 0. */
  readonly pending: boolean;
  /** What was answered, as item statistics count it: ids of choices, `true`, `a2` for the second of the author's answers; no free text. */
  readonly response: readonly string[];
}

/** What an attempt is worth, in points. */
export interface Score {
  readonly score: number;
  readonly maxScore: number;
  readonly marks: readonly SlotMark[];
}

/** Whether a person has still to give a mark. */
export const isPending = ({ marks }: Score): boolean => marks.some(({ pending }) => pending);

const DECIMALS = 1e7;

/** Points at seven decimals, so that three thirds are one whole to the eye and to a comparison. */
export const points = (value: number): number => Math.round((value + Number.EPSILON) * DECIMALS) / DECIMALS;
