const LEVELS = 8;

/** The class of a cell of a heat map: nothing, or one of eight steps up to the most. Of classes: a page takes no styles from attributes. */
export const heatClass = (count: number, most: number): string =>
  `heat heat-${most > 0 ? Math.min(LEVELS, Math.ceil((count / most) * LEVELS)) : 0}`;
