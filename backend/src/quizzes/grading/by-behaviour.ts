import { CERTAINTIES, type Answers, type Behaviour, type Paper, type Score } from '@lyceum/contracts';
import { answered, grade, type Weigh } from './grade.ts';
import { worthAfter, type Tries } from './tries.ts';

/** All that was answered, and by which rule it counts. */
export interface Given {
  readonly behaviour: Behaviour;
  readonly answers: Answers;
  readonly tries: Tries;
}

/** Below this an answer is wrong, not partly right. */
const WRONG = 5e-8;

const asSure: Weigh = ({ question }, { fraction, pending }, answer) => {
  if (pending || !answered(question, answer)) return 0;
  const { right, wrong } = CERTAINTIES[(answer.certainty ?? 1) - 1] ?? CERTAINTIES[0];
  return fraction <= WRONG ? wrong : right * fraction;
};

const afterTries =
  (tries: Tries): Weigh =>
  ({ slot, question }, _, answer) =>
    worthAfter(question, tries[slot], answer);

/** The score of a paper by the rule that its attempt was begun under. */
export function gradeAs(paper: Paper, { behaviour, answers, tries }: Given): Score {
  switch (behaviour) {
    case 'deferred':
      return grade(paper, answers);
    case 'interactive':
      return grade(paper, answers, afterTries(tries));
    case 'certainty':
      return grade(paper, answers, asSure);
  }
}
