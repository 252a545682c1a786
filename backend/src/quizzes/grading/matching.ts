import { NO_MISFITS, unknownIds, type Grading } from './by-type.ts';

/** Pairs: each stem with its own option is worth an equal share; options that belong to no stem are distractors. */
export const matching: Grading<'matching'> = {
  members: ['pairs'],
  misfits: ({ stems, options }, { pairs }) =>
    pairs === undefined
      ? NO_MISFITS
      : [...unknownIds(Object.keys(pairs), stems, 'pairs'), ...unknownIds(Object.values(pairs), options, 'pairs')],
  answered: ({ pairs }) => pairs !== undefined && Object.keys(pairs).length > 0,
  judge: ({ stems }, { pairs = {} }) => {
    const given = stems.filter(({ id }) => Object.hasOwn(pairs, id));
    const right = given.filter(({ id, option }) => pairs[id] === option).length;
    return { fraction: right / stems.length, feedback: [], response: given.map(({ id }) => `${id}:${pairs[id]}`) };
  },
};
