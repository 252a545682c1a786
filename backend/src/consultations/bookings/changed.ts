import type { BookingChanged, Calendar, Id } from '@lyceum/contracts';
import { answer, type Written } from '../../api/written.ts';
import { refuse, type Decision } from '../../deciding/decision.ts';
import type { Outcome } from '../../deciding/streams.ts';

/** What a booking has come to, as the API answers a change of it. */
export function changed(outcome: Outcome<Calendar>, bookingId: Id): Written<BookingChanged> {
  const ended = outcome.state.ended.findLast((one) => one.bookingId === bookingId);
  const phase = outcome.state.bookings[bookingId]?.phase ?? ended?.phase ?? 'expired';
  return answer(outcome, { bookingId, phase, refund: ended?.refund ?? null });
}

/** Why nothing can be done with a booking that takes no time (any more). */
export function gone(calendar: Calendar, bookingId: Id): Decision<never> {
  const ended = calendar.ended.findLast((one) => one.bookingId === bookingId);
  if (ended?.phase === 'expired') return refuse('hold-expired');
  // What is in neither list was asked for and never made, or ended very long ago.
  return refuse(ended ? 'booking-over' : 'booking-not-found');
}
