import { NO_MISFITS, said, type Grading } from './by-type.ts';

export const trueFalse: Grading<'trueFalse'> = {
  members: ['value'],
  misfits: () => NO_MISFITS,
  answered: ({ value }) => value !== undefined,
  judge: ({ correct, feedbackTrue, feedbackFalse }, { value }) => ({
    fraction: value === correct ? 1 : 0,
    feedback: said(value ? feedbackTrue : feedbackFalse),
    response: [String(value)],
  }),
};
