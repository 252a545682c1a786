import type { Answer, Question } from '@lyceum/contracts';
import { countedBack } from './countback.ts';
import { answered, judge } from './grade.ts';
import { share } from './points.ts';

/** The answers to one question that were checked on the way, the first one first. */
export interface Tried {
  readonly answers: readonly Answer[];
  /** The sequence of the last of them. */
  readonly sequence: number;
  /** The question takes no further answer. */
  readonly over: boolean;
}

/** By slot number. */
export type Tries = Readonly<Record<number, Tried>>;

const PENALTY = 1 / 3;

/** How often an answer may be checked: once more than there are hints; what a person marks cannot be. */
export const triesOf = (question: Question): number => (question.type === 'essay' ? 0 : (question.hints?.length ?? 0) + 1);

/** Whether every part has an answer, as a check needs it. */
export function isComplete(question: Question, answer: Answer): boolean {
  switch (question.type) {
    case 'matching':
      return question.stems.every(({ id }) => answer.pairs?.[id] !== undefined);
    case 'ordering':
      return answer.order?.length === question.items.length;
    case 'gaps':
      return question.gaps.every(({ id }) => answered(question, { gaps: { [id]: answer.gaps?.[id] ?? {} } }));
    default:
      return answered(question, answer);
  }
}

/** The answers that count as tries: up to the first that is right; else the last answer is one too, unless the tries were used before it. */
function counted(question: Question, tried: Tried | undefined, last: Answer | undefined): readonly Answer[] {
  const { answers, over } = tried ?? { answers: [], over: false };
  const right = answers.findIndex((answer) => judge(question, answer).fraction === 1);
  if (right >= 0) return answers.slice(0, right + 1);
  return over ? answers : [...answers, last ?? {}];
}

/** The share of the mark that a question is worth after its tries: each wrong one costs the question's penalty. */
export function worthAfter(question: Question, tried: Tried | undefined, last: Answer | undefined): number {
  const tries = counted(question, tried, last);
  const final = tries.at(-1);
  if (!answered(question, final)) return 0;
  const penalty = question.penalty ?? PENALTY;
  if (question.type === 'matching' || question.type === 'gaps') return share(countedBack(question, tries, penalty));
  return Math.max(0, judge(question, final).fraction - (tries.length - 1) * penalty);
}
