import type { Money } from '@lyceum/contracts';
import { LOCALE, t } from '#lib/messages/index.ts';

/** How many digits the minor units of a currency have: two of most, none of the yen. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat(LOCALE, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount as people write it: €40, €12.50. */
export function money({ amount, currency }: Money): string {
  const digits = digitsOf(currency);
  const whole = amount % 10 ** digits === 0;
  const written = new Intl.NumberFormat(LOCALE, { style: 'currency', currency, minimumFractionDigits: whole ? 0 : digits });
  return written.format(amount / 10 ** digits);
}

/** What an hour costs, in words. */
export const priceOfHour = (price: Money | null): string =>
  price === null || price.amount === 0 ? t('instructor.free') : t('instructor.hourly', { price: money(price) });

/** What a price field holds, as money; null where it is empty or nothing. */
export function moneyOf(text: string | number | null, currency: string): Money | null {
  const amount = Math.round(Number(text ?? 0) * 10 ** digitsOf(currency));
  return Number.isFinite(amount) && amount > 0 ? { amount, currency } : null;
}

/** The other way round. */
export const fieldOf = (price: Money | null): string => (price === null ? '' : String(price.amount / 10 ** digitsOf(price.currency)));
