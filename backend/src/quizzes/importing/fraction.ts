/** Denominators whose shares have no end in decimals: a file rounds them, and so much rounding is forgiven. */
const ENDLESS = [3, 6, 7, 9, 11, 12];
const ROUNDING = 0.0007;

/** Whole percentages and eighths are meant as they stand. */
const exact = (percent: number): boolean => Number.isInteger(percent) || Number.isInteger((percent * 8) / 10);

/** The fraction of a percentage; 33.333 is a third, so that three of them are one whole. */
export function fractionOf(percent: number): number {
  const fraction = percent / 100;
  if (exact(percent)) return fraction;
  const parts = ENDLESS.find((count) => Math.abs(Math.round(fraction * count) / count - fraction) < ROUNDING);
  return parts === undefined ? fraction : Math.round(fraction * parts) / parts;
}
