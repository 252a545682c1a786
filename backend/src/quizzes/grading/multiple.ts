import { NO_MISFITS, said, unknownIds, type Grading } from './by-type.ts';
import { share } from './points.ts';

/** Several choices: worth the sum of their fractions. A choice named twice counts once. */
export const multiple: Grading<'multiple'> = {
  members: ['choices'],
  misfits: (question, { choices }) => (choices === undefined ? NO_MISFITS : unknownIds(choices, question.choices, 'choices')),
  answered: ({ choices }) => choices !== undefined && choices.length > 0,
  judge: (question, { choices }) => {
    const chosen = question.choices.filter(({ id }) => choices?.includes(id));
    const sum = chosen.reduce((total, { fraction }) => total + fraction, 0);
    return { fraction: share(sum), feedback: said(...chosen.map(({ feedback }) => feedback)), response: chosen.map(({ id }) => id) };
  },
};
