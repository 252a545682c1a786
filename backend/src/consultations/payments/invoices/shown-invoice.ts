import type { Id, Invoice } from '@lyceum/contracts';
import type { BookingRow, InvoiceRow, ReadModels } from '@lyceum/projections';

/** Invoices with names, sessions, and what credit notes belong to. */
export async function shownInvoices(models: ReadModels, rows: readonly InvoiceRow[]): Promise<Invoice[]> {
  const bookingIds = [...new Set(rows.map(({ bookingId }) => bookingId))];
  const [names, related, sessions] = await Promise.all([
    models.people.names(rows.flatMap(({ people }) => people)),
    models.invoices.ofBookings(bookingIds),
    Promise.all(bookingIds.map((bookingId) => models.bookings.find(bookingId))),
  ]);
  const byBooking = new Map(sessions.flatMap((row): [Id, BookingRow][] => (row ? [[row.bookingId, row]] : [])));
  const named = (personId: Id) => ({ personId, name: names.get(personId) ?? null });
  return rows.map(({ invoiceId, number, kind, bookingId, studentId, instructorId, amount, payment, at }) => {
    const invoice = related.find((one) => one.kind === 'invoice' && one.bookingId === bookingId && one.payment === payment);
    const of = kind === 'credit-note' ? (invoice?.number ?? null) : null;
    const booking = byBooking.get(bookingId);
    const session = booking ? { start: booking.start, length: booking.length } : null;
    return { invoiceId, number, kind, bookingId, student: named(studentId), instructor: named(instructorId), amount, of, at, session };
  });
}
