import type { Card, Money } from '@lyceum/contracts';
import type { Charge } from '../payment.ts';

/**
 * Whoever takes money for the academy. What is asked under the same key happens once, however often it is asked: that is what makes a
 * payment safe against a process that dies in the middle.
 */
export abstract class PaymentProvider {
  /** Takes money of a card, at once or later; then it tells so at the webhook. */
  abstract charge(key: string, amount: Money, card: Card): Promise<Charge>;
  /** What became of what was asked under the key; null where it was never heard of. */
  abstract find(key: string): Promise<Charge | null>;
  /** Gives back of a charge. */
  abstract refund(key: string, chargeId: string, amount: Money): Promise<void>;
}

/** The key that the provider is asked under for a try. */
export const chargeKey = (bookingId: string, number: number): string => `${bookingId}.${number}`;
export const refundKey = (bookingId: string, refund: number): string => `${bookingId}.refund.${refund}`;

/** The booking that a key of a try is of. */
export const bookingOf = (key: string): string => key.split('.')[0] ?? '';
