import type { PaymentEvent } from '@lyceum/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { issue, invoiceBooks } from './invoices/invoice-book.ts';
import { begin, beginRefund, conclude, endRefund, openTry, payments, type Charge, type Paying } from './payment.ts';
import { shownPayment } from './shown-payment.ts';

const of = { bookingId: 'booking', instructorId: 'inge', studentId: 'ann' };
const amount = { amount: 2000, currency: 'EUR' };
const euros = (cents: number) => ({ amount: cents, currency: 'EUR' });
const begun = (number = 1): PaymentEvent => ({ type: 'consultations.PaymentBegun.v1', data: { ...of, number, amount } });
const declined = (number = 1): PaymentEvent => ({ type: 'consultations.PaymentDeclined.v1', data: { ...of, number, reason: 'No' } });
const captured = (number = 1): PaymentEvent => ({
  type: 'consultations.PaymentCaptured.v1',
  data: { ...of, number, amount, chargeId: `charge ${number}` },
});
const back = (refund: number, cents: number, cause: 'cancelled' | 'twice' = 'cancelled', number = 1): PaymentEvent => ({
  type: 'consultations.RefundBegun.v1',
  data: { ...of, refund, number, amount: euros(cents), cause },
});
const yes: Charge = { state: 'captured', chargeId: 'charge 1' };
const no: Charge = { state: 'declined', reason: 'No' };

describe('a try to pay', () => {
  test('begins, and again after it was declined', () => {
    given(payments)
      .when((paying) => begin(paying, of, amount))
      .then(begun(1));
    given(payments, begun(), declined())
      .when((paying) => begin(paying, of, amount))
      .then(begun(2));
  });
  test('does not begin while another is under way, nor after it is paid', () => {
    given(payments, begun())
      .when((paying) => begin(paying, of, amount))
      .refused('payment-pending');
    given(payments, begun(), captured())
      .when((paying) => begin(paying, of, amount))
      .nothing();
  });
  test('ends once, however often its end is told', () => {
    given(payments, begun())
      .when((paying) => conclude(paying, of, 1, yes))
      .then(captured());
    given(payments, begun())
      .when((paying) => conclude(paying, of, 1, no))
      .then(declined());
    given(payments, begun())
      .when((paying) => conclude(paying, of, 1, { state: 'pending' }))
      .nothing();
    given(payments, begun(), captured())
      .when((paying) => conclude(paying, of, 1, yes))
      .nothing();
    given(payments, begun(), captured())
      .when((paying) => conclude(paying, of, 1, no))
      .nothing();
    given(payments, begun(), declined())
      .when((paying) => conclude(paying, of, 1, no))
      .nothing();
  });
  test('counts also where the money comes after it was given up', () => {
    given(payments, begun(), declined())
      .when((paying) => conclude(paying, of, 1, yes))
      .then(captured());
  });
  test('is the one that pays where money came of it first, also where money comes of an earlier one after all', () => {
    const after = (...facts: PaymentEvent[]) => facts.reduce(payments.evolve, payments.initial).paidBy;
    const paid = [begun(1), declined(1), begun(2), captured(2)];
    expect([after(begun(1), declined(1)), after(...paid), after(...paid, captured(1))]).toEqual([0, 2, 2]);
  });
});

describe('money goes back', () => {
  const refund =
    (cents: number, cause: 'cancelled' | 'twice' = 'cancelled', number = 1) =>
    (paying: Paying) =>
      beginRefund(paying, of, { number, amount: euros(cents), cause });
  test('as far as it came, for each cause once', () => {
    given(payments, begun(), captured()).when(refund(500)).then(back(1, 500));
    given(payments, begun(), captured()).when(refund(9999)).then(back(1, 2000));
    given(payments, begun(), captured(), back(1, 500)).when(refund(500)).nothing();
    given(payments, begun(), captured(), back(1, 1500))
      .when(refund(2000, 'twice'))
      .then(back(2, 500, 'twice'));
  });
  test('of nothing, where nothing came', () => {
    given(payments, begun()).when(refund(500)).nothing();
    given(payments)
      .when(refund(500, 'cancelled', 0))
      .nothing();
  });
  test('and is done once', () => {
    const returned: PaymentEvent = {
      type: 'consultations.RefundDone.v1',
      data: { ...of, refund: 1, number: 1, amount: euros(500), cause: 'cancelled' },
    };
    given(payments, begun(), captured(), back(1, 500))
      .when((paying) => endRefund(paying, of, 1))
      .then(returned);
    given(payments, begun(), captured(), back(1, 500), returned)
      .when((paying) => endRefund(paying, of, 1))
      .nothing();
  });
});

/** Whatever is asked in whatever order, as by impatient people, a provider that repeats itself and processes that die. */
const step = fc.oneof(
  fc.constant((paying: Paying) => begin(paying, of, amount)),
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(yes, no, { state: 'pending' } as Charge)).map(
    ([number, charge]) =>
      (paying: Paying) =>
        conclude(paying, of, number, charge),
  ),
  fc
    .tuple(
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 5000 }),
      fc.constantFrom('cancelled' as const, 'too-late' as const, 'twice' as const),
    )
    .map(
      ([number, cents, cause]) =>
        (paying: Paying) =>
          beginRefund(paying, of, { number, amount: euros(cents), cause }),
    ),
  fc.integer({ min: 1, max: 4 }).map((refund) => (paying: Paying) => endRefund(paying, of, refund)),
);

test('a booking has at most one try under way, none begins once it is paid, and no more goes back of a try than came', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let paying = payments.initial;
      for (const decide of steps) {
        const decision = decide(paying);
        if (decision.outcome !== 'accept') continue;
        const begins = decision.facts.some(({ type }) => type === 'consultations.PaymentBegun.v1');
        expect(begins && paying.paidBy + openTry(paying) > 0).toBe(false);
        paying = decision.facts.reduce(payments.evolve, paying);
        expect(paying.tries.filter(({ outcome }) => outcome === 'open').length).toBeLessThanOrEqual(1);
        for (const [index, one] of paying.tries.entries()) {
          const gone = paying.refunds.filter(({ number }) => number === index + 1).reduce((sum, refund) => sum + refund.amount.amount, 0);
          expect(gone).toBeLessThanOrEqual(one.outcome === 'captured' ? one.amount.amount : 0);
        }
      }
      const { paid, refunded } = shownPayment('booking', paying);
      expect(refunded?.amount ?? 0).toBeLessThanOrEqual(paid?.amount ?? 0);
    }),
    { numRuns: 2000 },
  );
});

test('invoices of a year are numbered without a gap, each once', () => {
  const invoice = (invoiceId: string) => ({ ...of, invoiceId, kind: 'invoice' as const, amount, payment: 1 });
  let book = invoiceBooks.initial;
  const numbers = ['a', 'b', 'b', 'c', 'a'].flatMap((id) => {
    const decision = issue(book, '2027', invoice(id));
    if (decision.outcome !== 'accept') return [];
    book = decision.facts.reduce(invoiceBooks.evolve, book);
    return decision.facts.map(({ data }) => data.number);
  });
  expect(numbers).toEqual(['2027-00001', '2027-00002', '2027-00003']);
});
