import { instant, MINUTE, type Booking, type Id, type Party } from '@lyceum/contracts';
import type { BookingRow } from '@lyceum/projections';

/** A booking as one of its two sees it. */
export function bookingOf(row: BookingRow, as: Party, names: ReadonlyMap<Id, string | null>): Booking {
  const { bookingId, instructorId, studentId, phase, start, end, length, expires, price, cancellation } = row;
  const { note, seriesId, slotId, reason, by, refund, missing } = row;
  const named = (personId: Id) => ({ personId, name: names.get(personId) ?? null });
  return {
    bookingId,
    as,
    instructor: named(instructorId),
    student: named(studentId),
    phase,
    start,
    end,
    length,
    expires: phase === 'held' ? expires : null,
    price,
    note,
    seriesId,
    slotId,
    reason,
    by,
    refund,
    missing,
    freeUntil: instant(Date.parse(start) - cancellation.freeUntil * MINUTE),
    lateRefund: cancellation.lateRefund,
  };
}
