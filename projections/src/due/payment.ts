import { instant, type EventOf, type Id, type Instant, type Recorded } from '@lyceum/contracts';
import type { Thing } from './projection.ts';

/** The end of a payment is not known: the provider is to be asked. */
export interface PaymentDue {
  readonly what: 'settle-payment';
  readonly at: Instant;
  readonly bookingId: Id;
}

export type PaymentFact = 'consultations.PaymentBegun.v1' | 'consultations.PaymentDeclined.v1' | 'consultations.PaymentCaptured.v1';
export const PAYMENT_FACTS = [
  'consultations.PaymentBegun.v1',
  'consultations.PaymentDeclined.v1',
  'consultations.PaymentCaptured.v1',
] as const satisfies readonly PaymentFact[];

/** Longer than asking the provider takes whoever began, in milliseconds. */
const PATIENCE = 20_000;

export const paymentKey = (bookingId: Id): string => `payment ${bookingId}`;
export const isPaymentKey = (key: string): boolean => key.startsWith('payment ');

export function foldPayment(row: Thing | undefined, { type, data, metadata }: Recorded<EventOf<PaymentFact>>): Thing | null | undefined {
  if (type !== 'consultations.PaymentBegun.v1') return row && null;
  return { what: 'settle-payment', at: instant(Date.parse(metadata.at) + PATIENCE), bookingId: data.bookingId };
}
