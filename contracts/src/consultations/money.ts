import { z } from 'zod';

/** An amount in minor units (cents) with its ISO 4217 currency. */
export const Money = z
  .strictObject({ amount: z.int().min(0).max(100_000_000), currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code, such as EUR') })
  .meta({ id: 'Money' });
export type Money = z.infer<typeof Money>;

/** The share of an hour's price that a session of `minutes` costs, rounded to the minor unit; null where that is nothing. */
export function priceOf(hour: Money | null, minutes: number): Money | null {
  const amount = Math.round(((hour?.amount ?? 0) * minutes) / 60);
  return hour === null || amount === 0 ? null : { amount, currency: hour.currency };
}
