import { NO_MISFITS, type Grading } from './by-type.ts';

/** A text: a person gives the mark, and until then it is worth nothing. */
export const essay: Grading<'essay'> = {
  members: ['text'],
  misfits: () => NO_MISFITS,
  answered: ({ text }) => Boolean(text?.trim()),
  judge: () => ({ fraction: 0, feedback: [], response: [], pending: true }),
};
