import type { Entry } from '../harness/ledger.ts';

const cents = (entries: readonly Entry[]): number => entries.reduce((sum, { data }) => sum + (data.amount as { amount: number }).amount, 0);

/** What the log says of each booking: what it costs, how it was paid, confirmed and given back. */
export function accounts(ledger: readonly Entry[]) {
  const byBooking = Map.groupBy(
    ledger.filter(({ type }) => type.startsWith('consultations.')),
    ({ data }) => data.bookingId,
  );
  const held = ledger.filter(({ type }) => type === 'consultations.BookingHeld.v1');
  return held.map(({ data: { bookingId, price } }) => {
    const of = (type: string) => byBooking.get(bookingId)!.filter((entry) => entry.type === `consultations.${type}.v1`);
    const numbers = (type: string) => new Set(of(type).map(({ data }) => data.number));
    return {
      bookingId: String(bookingId),
      price: (price as { amount: number } | null)?.amount ?? 0,
      // Money may come of a try that was believed to be declined.
      open: numbers('PaymentBegun').difference(numbers('PaymentCaptured')).difference(numbers('PaymentDeclined')).size,
      // No try comes to the same end twice.
      twice:
        of('PaymentCaptured').length - numbers('PaymentCaptured').size + of('PaymentDeclined').length - numbers('PaymentDeclined').size,
      confirmed: of('BookingConfirmed').length,
      kept: cents(of('PaymentCaptured')) - cents(of('RefundDone')),
      paid: of('PaymentCaptured').length,
      invoices: of('InvoiceIssued').filter(({ data }) => data.kind === 'invoice').length,
    };
  });
}
