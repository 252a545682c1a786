/** So near the whole that only rounding is between: three times 33.3333 percent. */
const WHOLE = 1 - 1e-6;

/** A share of the mark: penalties take away from what the same question gives, never more. */
export const share = (fraction: number): number => (fraction >= WHOLE ? 1 : Math.max(0, fraction));
