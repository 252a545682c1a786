import type { AcademyEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { due } from '../due/projection.ts';
import { invoices } from '../invoices/projection.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { payments } from './projection.ts';

const of = { bookingId: id(1), instructorId: id(2), studentId: id(3) };
const amount = { amount: 2000, currency: 'EUR' };
const begun: AcademyEvent = { type: 'consultations.PaymentBegun.v1', data: { ...of, number: 1, amount } };
const captured: AcademyEvent = { type: 'consultations.PaymentCaptured.v1', data: { ...of, number: 1, amount, chargeId: 'one' } };
const declined: AcademyEvent = { type: 'consultations.PaymentDeclined.v1', data: { ...of, number: 1, reason: 'No' } };

test('what becomes of a payment is told to the two of the booking, and to nobody else', () => {
  const row = rowsOf(payments, history(begun, captured)).get(of.bookingId)!;
  expect(row).toEqual({ bookingId: of.bookingId, people: [of.studentId, of.instructorId], since: at(1), changes: 2 });
  expect(payments.views(row).map(({ room }) => room)).toEqual([`person:${of.studentId}`, `person:${of.instructorId}`]);
});

test('the provider is asked about a try whose end is not known for a while', () => {
  const key = `payment ${of.bookingId}`;
  expect(rowsOf(due, history(begun)).get(key)).toMatchObject({
    what: 'settle-payment',
    at: '2026-03-02T09:00:20.000Z',
    bookingId: of.bookingId,
  });
  for (const end of [captured, declined]) expect(rowsOf(due, history(begun, end)).size).toBe(0);
});

test('an invoice is a row of both', () => {
  const issued: AcademyEvent = {
    type: 'consultations.InvoiceIssued.v1',
    data: { ...of, invoiceId: id(9), number: '2026-00001', kind: 'invoice', amount, payment: 1 },
  };
  expect(rowsOf(invoices, history(issued)).get(id(9))).toMatchObject({
    number: '2026-00001',
    people: [of.studentId, of.instructorId],
    at: at(0),
  });
});
