import { NO_MISFITS, unknownIds, type Grading, type QuestionOf } from './by-type.ts';

/** How many of the items count as rightly placed, and out of how many. */
function placed({ items, scoring }: QuestionOf<'ordering'>, order: readonly string[]): { right: number; of: number } {
  const ids = items.map(({ id }) => id);
  const inPlace = ids.filter((id, place) => order[place] === id).length;
  switch (scoring) {
    case 'whole':
      return { right: inPlace === ids.length && order.length === ids.length ? 1 : 0, of: 1 };
    case 'places':
      return { right: inPlace, of: ids.length };
    case 'neighbours':
      return { right: ids.slice(1).filter((id, before) => order[order.indexOf(id) - 1] === ids[before]).length, of: ids.length - 1 };
  }
}

/** Items in an order: worth what the author counts of it. */
export const ordering: Grading<'ordering'> = {
  members: ['order'],
  misfits: ({ items }, { order }) => {
    if (order === undefined) return NO_MISFITS;
    const twice = new Set(order).size < order.length;
    return [...unknownIds(order, items, 'order'), ...(twice ? [{ path: 'order', rule: 'unique', message: 'an item is there twice' }] : [])];
  },
  answered: ({ order }) => order !== undefined && order.length > 0,
  judge: (question, { order = [] }) => {
    const { right, of } = placed(question, order);
    return { fraction: right / of, feedback: [], response: order.map((id, place) => `${id}:${place + 1}`) };
  },
};
