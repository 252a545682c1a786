import { NO_MISFITS, nth, said, type Grading, type QuestionOf } from './by-type.ts';

/** 0.3 must be within 0.1 of 0.2, although binary fractions say otherwise. */
const slack = (number: number) => 1e-13 * Math.max(1, Math.abs(number));

/** The number in the unit of the author's answers, and the share of the mark that its unit costs. */
function inUnit({ units = [], unitPenalty = 0 }: QuestionOf<'numerical'>, number: number, given: string | undefined) {
  const known = units.find(({ unit }) => unit === given?.trim());
  return { value: number * (known?.multiplier ?? 1), cost: known || units.length === 0 ? 0 : unitPenalty };
}

/** A number: worth the first of the author's answers whose tolerance it is within, less what a missing or unknown unit costs. */
export const numerical: Grading<'numerical'> = {
  members: ['number', 'unit'],
  misfits: () => NO_MISFITS,
  answered: ({ number }) => number !== undefined,
  judge: (question, { number = Number.NaN, unit }) => {
    const { answers, feedbackOther } = question;
    const { value, cost } = inUnit(question, number, unit);
    const index = answers.findIndex((answer) => Math.abs(value - answer.number) <= answer.tolerance + slack(answer.number));
    const match = answers[index];
    const worth = match?.fraction ?? 0;
    return {
      fraction: worth > 0 ? Math.max(0, worth - cost) : worth,
      feedback: said(match ? match.feedback : feedbackOther),
      response: [nth(index)],
    };
  },
};
