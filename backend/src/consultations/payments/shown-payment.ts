import type { Id, Money, Payment } from '@lyceum/contracts';
import { openTry, type Paying } from './payment.ts';

const sum = (amounts: readonly Money[]): Money | null =>
  amounts[0] ? { amount: amounts.reduce((total, { amount }) => total + amount, 0), currency: amounts[0].currency } : null;

/** A payment as the two of the booking see it: what paid for it, and what of that went back. */
export function shownPayment(bookingId: Id, paying: Paying): Payment {
  const number = paying.paidBy;
  const paid = paying.tries[number - 1]?.amount ?? null;
  const back = paying.refunds.filter((refund) => refund.number === number && refund.done).map(({ amount }) => amount);
  const refunded = sum(back);
  const whole = paid !== null && refunded?.amount === paid.amount;
  const last = paying.tries.at(-1);
  const state = paid ? (whole ? 'refunded' : 'paid') : openTry(paying) > 0 ? 'pending' : last ? 'declined' : 'none';
  return { bookingId, state, reason: state === 'declined' ? (last?.reason ?? null) : null, paid, refunded };
}
