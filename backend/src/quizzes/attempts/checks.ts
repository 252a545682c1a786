import { points, type AnswerChecked, type Paper, type PaperSlot, type ReviewOptions } from '@lyceum/contracts';
import { said } from '../grading/by-type.ts';
import { judge } from '../grading/grade.ts';
import { triesOf, worthAfter, type Tried, type Tries } from '../grading/tries.ts';
import { rightAnswer } from '../paper/right-answer.ts';

const outcomeOf = (fraction: number): AnswerChecked['outcome'] => (fraction <= 0 ? 'wrong' : fraction < 1 ? 'partly' : 'right');

/**
 * What a student is told of a check. How it came out, the hint and what the author says to the answer are what checking is for; the mark and
 * the right answer are told where the quiz shows them on the way.
 */
function checkedSlot({ slot, question, mark: maxMark }: PaperSlot, tried: Tried, shown: ReviewOptions): AnswerChecked {
  const { answers, over, sequence } = tried;
  const last = answers.at(-1);
  const { fraction, feedback } = judge(question, last);
  const tries = triesOf(question);
  return {
    slot,
    try: answers.length,
    tries,
    triesLeft: over ? 0 : Math.max(0, tries - answers.length),
    over,
    outcome: outcomeOf(fraction),
    hint: over ? null : (question.hints?.[answers.length - 1] ?? null),
    feedback: [...feedback, ...(over ? said(question.feedback) : [])],
    mark: shown.marks ? points(worthAfter(question, { ...tried, over: true }, last) * maxMark) : null,
    maxMark,
    rightAnswer: over && shown.rightAnswers ? rightAnswer(question) : null,
    sequence,
  };
}

/** How the question of a slot stands after its last check; undefined where there was none. */
export function checkOf(paper: Paper, tries: Tries, slot: number, shown: ReviewOptions): AnswerChecked | undefined {
  const asked = paper.slots.find((one) => one.slot === slot);
  const tried = tries[slot];
  return asked && tried ? checkedSlot(asked, tried, shown) : undefined;
}

/** How all questions stand that were checked. */
export const checksOf = (paper: Paper, tries: Tries, shown: ReviewOptions): AnswerChecked[] =>
  paper.slots.flatMap(({ slot }) => checkOf(paper, tries, slot, shown) ?? []);
