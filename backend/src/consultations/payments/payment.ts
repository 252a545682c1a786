import type { Id, Money, PaymentEvent, RefundCause } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';

/** One try to pay. */
export interface Try {
  readonly amount: Money;
  readonly outcome: 'open' | 'declined' | 'captured';
  readonly chargeId: string | null;
  readonly reason: string | null;
}

export interface Refund {
  readonly number: number;
  readonly amount: Money;
  readonly cause: RefundCause;
  readonly done: boolean;
}

/** What was tried, paid and given back for a booking; both lists begin with number 1. */
export interface Paying {
  readonly tries: readonly Try[];
  readonly refunds: readonly Refund[];
  /** The number of the try that money came of first, 0 where none did: it is the one that pays, and what came of others goes back. */
  readonly paidBy: number;
}

export interface Parties {
  readonly bookingId: Id;
  readonly instructorId: Id;
  readonly studentId: Id;
}

const replaced = <T>(list: readonly T[], number: number, change: Partial<T>): readonly T[] =>
  list.map((one, index) => (index === number - 1 ? { ...one, ...change } : one));

/** `payment-BOOKINGID`. */
export const payments: Decider<Paying, PaymentEvent> = {
  stream: (bookingId) => `payment-${bookingId}`,
  initial: { tries: [], refunds: [], paidBy: 0 },
  evolve: (paying, { type, data }) => {
    switch (type) {
      case 'consultations.PaymentBegun.v1':
        return { ...paying, tries: [...paying.tries, { amount: data.amount, outcome: 'open', chargeId: null, reason: null }] };
      case 'consultations.PaymentDeclined.v1':
        return { ...paying, tries: replaced(paying.tries, data.number, { outcome: 'declined', reason: data.reason }) };
      case 'consultations.PaymentCaptured.v1':
        return {
          ...paying,
          paidBy: paying.paidBy || data.number,
          tries: replaced(paying.tries, data.number, { outcome: 'captured', chargeId: data.chargeId }),
        };
      case 'consultations.RefundBegun.v1': {
        const { number, amount, cause } = data;
        return { ...paying, refunds: [...paying.refunds, { number, amount, cause, done: false }] };
      }
      case 'consultations.RefundDone.v1':
        return { ...paying, refunds: replaced(paying.refunds, data.refund, { done: true }) };
    }
  },
};

/** The number of the try whose end is not known, 0 where there is none. */
export const openTry = ({ tries }: Paying): number => tries.findIndex(({ outcome }) => outcome === 'open') + 1;

const TRIES = 20;

/** Begins a try, unless it is paid or another is under way. */
export function begin(paying: Paying, parties: Parties, amount: Money): Decision<PaymentEvent> {
  if (paying.paidBy > 0) return nothing();
  if (openTry(paying) > 0) return refuse('payment-pending');
  if (paying.tries.length >= TRIES) return refuse('too-many-requests');
  return accept({ type: 'consultations.PaymentBegun.v1', data: { ...parties, number: paying.tries.length + 1, amount } });
}

/** What the provider says of a charge. */
export type Charge =
  | { readonly state: 'captured'; readonly chargeId: string }
  | { readonly state: 'declined'; readonly reason: string }
  | { readonly state: 'pending' };

/** Records what became of a try, once. Money that comes after all counts, also where it was believed not to. */
export function conclude(paying: Paying, parties: Parties, number: number, charge: Charge): Decision<PaymentEvent> {
  const one = paying.tries[number - 1];
  if (!one || one.outcome === 'captured' || charge.state === 'pending') return nothing();
  if (charge.state === 'captured') {
    const { chargeId } = charge;
    return accept({ type: 'consultations.PaymentCaptured.v1', data: { ...parties, number, amount: one.amount, chargeId } });
  }
  if (one.outcome === 'declined') return nothing();
  return accept({ type: 'consultations.PaymentDeclined.v1', data: { ...parties, number, reason: charge.reason } });
}

/** Gives back of a try, never more than came of it; for each cause once. */
export function beginRefund(
  paying: Paying,
  parties: Parties,
  { number, amount, cause }: { readonly number: number; readonly amount: Money; readonly cause: RefundCause },
): Decision<PaymentEvent> {
  const one = paying.tries[number - 1];
  if (one?.outcome !== 'captured') return nothing();
  const earlier = paying.refunds.filter((refund) => refund.number === number);
  if (earlier.some((refund) => refund.cause === cause)) return nothing();
  const left = one.amount.amount - earlier.reduce((sum, refund) => sum + refund.amount.amount, 0);
  const back = { amount: Math.min(left, amount.amount), currency: one.amount.currency };
  if (back.amount <= 0) return nothing();
  const refund = paying.refunds.length + 1;
  return accept({ type: 'consultations.RefundBegun.v1', data: { ...parties, refund, number, amount: back, cause } });
}

export function endRefund({ refunds }: Paying, parties: Parties, refund: number): Decision<PaymentEvent> {
  const one = refunds[refund - 1];
  if (!one || one.done) return nothing();
  const { number, amount, cause } = one;
  return accept({ type: 'consultations.RefundDone.v1', data: { ...parties, refund, number, amount, cause } });
}
