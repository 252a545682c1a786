import type { EventOf } from '@lyceum/contracts';
import type { Tries } from '../grading/tries.ts';

/** The tries with one more. */
export const triedNow = (tries: Tries, { slot, answer, sequence, over }: EventOf<'quizzes.AnswerChecked.v1'>['data']): Tries => ({
  ...tries,
  [slot]: { answers: [...(tries[slot]?.answers ?? []), answer], sequence, over },
});
