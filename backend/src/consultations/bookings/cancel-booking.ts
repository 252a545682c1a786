import {
  MINUTE,
  type BookingChanged,
  type Calendar,
  type CalendarEvent,
  type Id,
  type Instant,
  type Money,
  type Party,
  type StandingBooking,
} from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { Calendars } from './calendars.ts';
import { changed, gone } from './changed.ts';
import { findBooking } from './pointer.ts';

/** One of the two calls a session off, or, with `series`, all of its series that are still to come. */
export class CancelBooking extends Command<Written<BookingChanged>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly bookingId: Id,
    readonly reason: string,
    readonly series: boolean,
  ) {
    super();
  }
}

/** What is paid back of a session: all where it was not agreed on yet, the instructor calls it off or the student does in time; a share afterwards. */
export function refundOf({ price, phase, start, cancellation }: StandingBooking, by: Party, now: Instant): Money | null {
  if (price === null || phase === 'held') return null;
  const inTime = Date.parse(start) - Date.parse(now) >= cancellation.freeUntil * MINUTE;
  const percent = phase === 'requested' || by !== 'student' || inTime ? 100 : cancellation.lateRefund;
  const amount = Math.round((price.amount * percent) / 100);
  return amount === 0 ? null : { amount, currency: price.currency };
}

const canStillBe = ({ phase, start }: StandingBooking, now: Instant): boolean =>
  phase === 'held' || ((phase === 'requested' || phase === 'confirmed') && start > now);

/** Whose booking is cancelled, by whom and why. */
export interface Cancelling {
  readonly instructorId: Id;
  readonly bookingId: Id;
  readonly by: Party;
  readonly reason: string;
  readonly series: boolean;
}

export function decide(calendar: Calendar, cancelling: Cancelling, now: Instant): Decision<CalendarEvent> {
  const { instructorId, bookingId, by, reason, series } = cancelling;
  const booking = calendar.bookings[bookingId];
  if (!booking) {
    return calendar.ended.some((one) => one.bookingId === bookingId && one.phase === 'cancelled') ? nothing() : gone(calendar, bookingId);
  }
  if (booking.phase === 'completed' || booking.phase === 'no-show') return refuse('booking-over');
  if (!canStillBe(booking, now)) return refuse('session-begun');
  const others = Object.values(calendar.bookings).filter(
    (one) => series && one.seriesId !== null && one.seriesId === booking.seriesId && one !== booking && canStillBe(one, now),
  );
  const facts = [booking, ...others].map((one): CalendarEvent => {
    const of = { instructorId, bookingId: one.bookingId, studentId: one.studentId };
    return { type: 'consultations.BookingCancelled.v1', data: { ...of, by, reason, refund: refundOf(one, by, now) } };
  });
  return accept(...facts);
}

@CommandHandler(CancelBooking)
export class CancelBookingHandler implements ICommandHandler<CancelBooking> {
  constructor(
    private readonly streams: Streams,
    private readonly calendars: Calendars,
  ) {}

  async execute({ context, who, bookingId, reason, series }: CancelBooking): Promise<Written<BookingChanged>> {
    const { pointer, party } = await findBooking(this.streams, who, bookingId);
    const { instructorId } = pointer;
    const cancelling = { instructorId, bookingId, by: party, reason, series };
    const outcome = await this.calendars.decide(context, instructorId, (calendar, { now }) => decide(calendar, cancelling, now));
    return changed(outcome, bookingId);
  }
}
