import type { Id, Instant, Money } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** An invoice or credit note. `payment` is the number of the try to pay that it is for. */
export interface InvoiceRow {
  readonly invoiceId: Id;
  readonly number: string;
  readonly kind: 'invoice' | 'credit-note';
  readonly bookingId: Id;
  readonly studentId: Id;
  readonly instructorId: Id;
  readonly people: readonly Id[];
  readonly amount: Money;
  readonly payment: number;
  readonly at: Instant;
}

export const invoices = projection<InvoiceRow, 'consultations.InvoiceIssued.v1'>({
  name: 'invoices',
  version: 1,
  from: ['consultations.InvoiceIssued.v1'],
  first: ['consultations.InvoiceIssued.v1'],
  key: ({ data }) => data.invoiceId,
  fold: (_, { data, metadata }) => ({ ...data, people: [data.studentId, data.instructorId], at: metadata.at }),
  indexes: [{ people: 1, number: 1, _id: 1 }, { bookingId: 1 }, { people: 1, position: 1 }],
  rooms: { person: 'people' },
  views: (row) => row.people.map((personId) => ({ room: `person:${personId}`, audience: 'member' as const, row })),
});
