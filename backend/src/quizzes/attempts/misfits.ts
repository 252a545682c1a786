import type { Answer, Answers, FieldError, Paper, Refusal } from '@lyceum/contracts';
import { misfits } from '../grading/grade.ts';

const NO_SLOT = 'the paper has no question with this number';

/** Why an answer to a slot does not fit; the paths begin with `path`. */
function misfit(paper: Paper, slot: number, answer: Answer, path: string): FieldError[] {
  const question = paper.slots[slot - 1]?.question;
  if (!question) return [{ path, rule: 'unknown', message: NO_SLOT }];
  return misfits(question, answer).map((error) => ({ ...error, path: `${path}.${error.path}` }));
}

/** The refusal of answers that do not fit their questions, or null where all do. */
export function answersMisfit(paper: Paper, answers: Answers): Omit<Refusal, 'code'> | null {
  const errors = Object.entries(answers).flatMap(([slot, answer]) => misfit(paper, Number(slot), answer, `answers.${slot}`));
  return errors.length === 0 ? null : { errors };
}

/** The refusal of one answer that does not fit its question, or null where it does. */
export function answerMisfit(paper: Paper, slot: number, answer: Answer): Omit<Refusal, 'code'> | null {
  const errors = misfit(paper, slot, answer, 'answer');
  return errors.length === 0 ? null : { errors };
}
