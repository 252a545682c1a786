import {
  points,
  type Answer,
  type Answers,
  type FieldError,
  type Paper,
  type PaperSlot,
  type Question,
  type Score,
} from '@lyceum/contracts';
import type { Grading, Verdict } from './by-type.ts';
import { essay } from './essay.ts';
import { gaps } from './gaps.ts';
import { matching } from './matching.ts';
import { multiple } from './multiple.ts';
import { numerical } from './numerical.ts';
import { ordering } from './ordering.ts';
import { share } from './points.ts';
import { scoreOf } from './score-of.ts';
import { shortAnswer } from './short-answer.ts';
import { single } from './single.ts';
import { trueFalse } from './true-false.ts';

const GRADING: { readonly [Type in Question['type']]: Grading<Type> } = {
  single,
  multiple,
  trueFalse,
  shortAnswer,
  numerical,
  matching,
  ordering,
  gaps,
  essay,
};

// The table gives each type its own grading; TypeScript cannot follow that through an index.
const gradingOf = (question: Question) => GRADING[question.type] as Grading<Question['type']>;

const UNANSWERED: Verdict = { fraction: 0, feedback: [], response: [] };

/** Whether there is anything in the answer. An empty one takes back what was answered before. */
export const answered = (question: Question, answer: Answer | undefined): answer is Answer =>
  answer !== undefined && gradingOf(question).answered(answer);

/** What an answer to a question is worth and what the author says to it; none is worth nothing. */
export function judge(question: Question, answer: Answer | undefined): Verdict {
  if (!answered(question, answer)) return UNANSWERED;
  const verdict = gradingOf(question).judge(question, answer);
  return { ...verdict, fraction: share(verdict.fraction) };
}

/** Why an answer does not fit its question; empty when it does. */
export function misfits(question: Question, answer: Answer): readonly FieldError[] {
  const { members, misfits: within } = gradingOf(question);
  const foreign = (Object.keys(answer) as (keyof Answer)[]).filter(
    (member) => answer[member] !== undefined && member !== 'certainty' && !members.includes(member),
  );
  return [
    ...foreign.map((path) => ({ path, rule: 'type', message: `a ${question.type} question is answered by ${members.join(', ')}` })),
    ...within(question, answer),
  ];
}

/** What an answer counts for, as a share of its slot's mark. */
export type Weigh = (slot: PaperSlot, verdict: Verdict, answer: Answer | undefined) => number;

const asJudged: Weigh = (_, { fraction }) => fraction;

/** The score of the answers to a paper. Answers to no question of it count for nothing. */
export function grade(paper: Paper, answers: Answers, weigh: Weigh = asJudged): Score {
  return scoreOf(
    paper.slots.map((asked) => {
      const { slot, questionId, placeId, mark, question } = asked;
      const verdict = judge(question, answers[slot]);
      const { response, pending = false } = verdict;
      const worth = points(weigh(asked, verdict, answers[slot]) * mark);
      return { slot, questionId, ...(placeId && { placeId }), mark: worth, maxMark: mark, pending, response };
    }),
  );
}
