import { NO_MISFITS, said, unknownIds, type Grading } from './by-type.ts';

/** One choice: worth its fraction, which may be below 0. */
export const single: Grading<'single'> = {
  members: ['choice'],
  misfits: ({ choices }, { choice }) => (choice === undefined ? NO_MISFITS : unknownIds([choice], choices, 'choice')),
  answered: ({ choice }) => choice !== undefined,
  judge: ({ choices }, { choice }) => {
    const chosen = choices.find(({ id }) => id === choice);
    return { fraction: chosen?.fraction ?? 0, feedback: said(chosen?.feedback), response: chosen ? [chosen.id] : [] };
  },
};
