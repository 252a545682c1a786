import type { Id, Instant } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** That something became of a payment, and when: pages that show it ask for it anew. What it is lies in the payment's own stream. */
export interface PaymentRow {
  readonly bookingId: Id;
  readonly people: readonly Id[];
  readonly since: Instant;
  readonly changes: number;
}

type From =
  | 'consultations.PaymentBegun.v1'
  | 'consultations.PaymentDeclined.v1'
  | 'consultations.PaymentCaptured.v1'
  | 'consultations.RefundBegun.v1'
  | 'consultations.RefundDone.v1';

export const payments = projection<PaymentRow, From>({
  name: 'payments',
  version: 1,
  from: [
    'consultations.PaymentBegun.v1',
    'consultations.PaymentDeclined.v1',
    'consultations.PaymentCaptured.v1',
    'consultations.RefundBegun.v1',
    'consultations.RefundDone.v1',
  ],
  key: ({ data }) => data.bookingId,
  fold: (row, { data: { bookingId, studentId, instructorId }, metadata }) => ({
    bookingId,
    people: [studentId, instructorId],
    since: metadata.at,
    changes: (row?.changes ?? 0) + 1,
  }),
  indexes: [{ people: 1, position: 1 }],
  rooms: { person: 'people' },
  views: (row) => row.people.map((personId) => ({ room: `person:${personId}`, audience: 'member' as const, row })),
});
