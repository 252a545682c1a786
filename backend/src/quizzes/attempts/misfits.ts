import type { Answer, Answers, FieldError, Refusal } from '@lyceum/contracts';
import { misfits } from '../grading/grade.ts';
import type { Open } from './attempt.ts';

type Asked = Pick<Open, 'paper' | 'terms'>;

const NO_SLOT = 'the paper has no question with this number';
const NOT_ASKED = 'this quiz does not ask how sure one is of this answer';

/** Why an answer to a slot does not fit; the paths begin with `path`. */
function misfit({ paper, terms }: Asked, slot: number, answer: Answer, path: string): FieldError[] {
  const question = paper.slots[slot - 1]?.question;
  if (!question) return [{ path, rule: 'unknown', message: NO_SLOT }];
  const asked = terms.behaviour === 'certainty' && question.type !== 'essay';
  const uncalled = answer.certainty !== undefined && !asked ? [{ path: 'certainty', rule: 'unknown', message: NOT_ASKED }] : [];
  return [...misfits(question, answer), ...uncalled].map((error) => ({ ...error, path: `${path}.${error.path}` }));
}

/** The refusal of answers that do not fit their questions, or null where all do. */
export function answersMisfit(asked: Asked, answers: Answers): Omit<Refusal, 'code'> | null {
  const errors = Object.entries(answers).flatMap(([slot, answer]) => misfit(asked, Number(slot), answer, `answers.${slot}`));
  return errors.length === 0 ? null : { errors };
}

/** The refusal of one answer that does not fit its question, or null where it does. */
export function answerMisfit(asked: Asked, slot: number, answer: Answer): Omit<Refusal, 'code'> | null {
  const errors = misfit(asked, slot, answer, 'answer');
  return errors.length === 0 ? null : { errors };
}
