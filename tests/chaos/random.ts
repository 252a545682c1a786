/** A number from 0 to below 1, then the next one. */
export type Random = () => number;

export const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)]!;

export const between = (random: Random, least: number, most: number): number => least + random() * (most - least);
