import { isDeepStrictEqual } from 'node:util';
import type { Paper, PaperSlot, Question, KeyHistories, KeyHistory } from '@lyceum/contracts';
import { arrangedAs, unarranged } from './arranged-as.ts';

/**
 * What a question counts as that was handed out: the last correction made since, unless it was taken back. One that carries a correction
 * which was taken back counts as what stood before that. A later version by its author does not touch papers handed out.
 */
function effective(own: Question, { original, versions }: KeyHistory): Question {
  const plain = unarranged(own);
  const at = versions.findLastIndex(({ question }) => isDeepStrictEqual(unarranged(question), plain));
  const last = versions.findLastIndex(({ regradeId, reversed }) => regradeId !== null && !reversed);
  if (last > at) return versions[last]?.question ?? own;
  if (!versions[at]?.reversed) return own;
  return versions.slice(0, at).findLast(({ reversed }) => !reversed)?.question ?? original ?? own;
}

function effectiveSlot(slot: PaperSlot, history: KeyHistory | undefined): PaperSlot {
  if (!history) return slot;
  const question = effective(slot.question, history);
  if (question === slot.question) return slot;
  // What a drawn question is worth is a matter of its place.
  const mark = slot.placeId === undefined ? question.mark : slot.mark;
  return { ...slot, mark, question: arrangedAs(question, slot.question) };
}

/** The paper as it is graded and reviewed now, with the corrections of its quiz. */
export const effectivePaper = (paper: Paper, histories: KeyHistories): Paper => ({
  ...paper,
  slots: paper.slots.map((slot) => effectiveSlot(slot, histories[slot.questionId])),
});
