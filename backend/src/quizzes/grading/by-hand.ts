import type { Id, Score, SlotMark } from '@lyceum/contracts';
import { scoreOf } from './score-of.ts';

/** What a person gave to a slot, in points. */
export interface HandMark {
  readonly mark: number;
  readonly comment: string | null;
}

/** Marks given by people, by slot number. */
export type HandMarks = Readonly<Record<number, HandMark>>;

const underHand = (mark: SlotMark, hand: HandMark | undefined): SlotMark =>
  hand ? { ...mark, mark: Math.min(hand.mark, mark.maxMark), pending: false } : mark;

/** What a person gave goes over what the key gives. */
export const withHandMarks = ({ marks }: Score, hands: HandMarks): Score => scoreOf(marks.map((mark) => underHand(mark, hands[mark.slot])));

const sameMark = (a: SlotMark, b: SlotMark): boolean => a.mark === b.mark && a.maxMark === b.maxMark && a.pending === b.pending;

/** `former` with the marks of one question as `fresh` has them; the same score where none of them differs. */
export function withQuestion(former: Score, fresh: Score, questionId: Id): Score {
  const marks = former.marks.map((mark) => {
    const next = mark.questionId === questionId ? fresh.marks.find(({ slot }) => slot === mark.slot) : undefined;
    return next && !sameMark(next, mark) ? next : mark;
  });
  return marks.every((mark, index) => mark === former.marks[index]) ? former : scoreOf(marks);
}
