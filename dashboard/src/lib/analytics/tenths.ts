/** The tenths of the full score, from 0. */
export const LEVELS: readonly number[] = Array.from({ length: 10 }, (_, tenth) => tenth);

/** A tenth in words: `40–50 %`. */
export const tenthName = (tenth: number): string => `${tenth * 10}–${tenth * 10 + 10} %`;
