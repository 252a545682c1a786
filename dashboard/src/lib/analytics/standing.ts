import type { Tally } from '@lyceum/contracts';

/** By what share a count differs from the former one; null where there was nothing to compare it with. */
export const changeIn = (now: number, before: number): number | null => (before === 0 ? (now === 0 ? 0 : null) : (now - before) / before);

/** What is earned in each currency after refunds, as the language writes it. */
export const amountsOf = (money: Tally['money'], locale: string) =>
  Object.entries(money)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { paid, refunded }]) => {
      const written = new Intl.NumberFormat(locale, { style: 'currency', currency });
      const units = 10 ** (written.resolvedOptions().maximumFractionDigits ?? 2);
      return { currency, net: written.format((paid - refunded) / units), refunded: written.format(refunded / units) };
    });
