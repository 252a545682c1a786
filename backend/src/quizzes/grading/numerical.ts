import { NO_MISFITS, nth, said, type Grading } from './by-type.ts';
import { share } from './points.ts';

/** 0.3 must be within 0.1 of 0.2, although binary fractions say otherwise. */
const slack = (number: number) => 1e-13 * Math.max(1, Math.abs(number));

/** A number: worth the first of the author's answers whose tolerance it is within. */
export const numerical: Grading<'numerical'> = {
  members: ['number', 'unit'],
  misfits: () => NO_MISFITS,
  answered: ({ number }) => number !== undefined,
  judge: ({ answers, feedbackOther }, { number = Number.NaN }) => {
    const index = answers.findIndex((answer) => Math.abs(number - answer.number) <= answer.tolerance + slack(answer.number));
    const match = answers[index];
    return { fraction: share(match?.fraction ?? 0), feedback: said(match ? match.feedback : feedbackOther), response: [nth(index)] };
  },
};
