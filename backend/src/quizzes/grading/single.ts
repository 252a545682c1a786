import { NO_MISFITS, said, unknownIds, type Grading } from './by-type.ts';
import { share } from './points.ts';

/** One choice: worth its fraction. */
export const single: Grading<'single'> = {
  members: ['choice'],
  misfits: ({ choices }, { choice }) => (choice === undefined ? NO_MISFITS : unknownIds([choice], choices, 'choice')),
  answered: ({ choice }) => choice !== undefined,
  judge: ({ choices }, { choice }) => {
    const chosen = choices.find(({ id }) => id === choice);
    return { fraction: share(chosen?.fraction ?? 0), feedback: said(chosen?.feedback), response: chosen ? [chosen.id] : [] };
  },
};
