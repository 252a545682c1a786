import {
  collisionsOf,
  handSlotAt,
  holdIsOver,
  instant,
  MINUTE,
  reasonsAgainst,
  type BookingChanged,
  type Calendar,
  type CalendarEvent,
  type Id,
  type Instant,
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
import { refusalOf } from './placing.ts';
import { findBooking } from './pointer.ts';

/** One of the two moves a session to another time, which is taken and the former freed in one step. */
export class RescheduleBooking extends Command<Written<BookingChanged>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly bookingId: Id,
    readonly start: Instant,
    readonly length: number | undefined,
  ) {
    super();
  }
}

/** Which booking is moved where, and by whom; minutes. */
export interface Moving {
  readonly instructorId: Id;
  readonly bookingId: Id;
  readonly by: Party;
  readonly start: Instant;
  readonly length: number | undefined;
}

/** A student may move what was paid for only as long as cancelling it would cost nothing: else moving would be the way around the policy. */
const isTooLate = ({ price, start, cancellation }: StandingBooking, by: Party, now: Instant): boolean =>
  by === 'student' && price !== null && Date.parse(start) - Date.parse(now) < cancellation.freeUntil * MINUTE;

export function decide(calendar: Calendar, { instructorId, bookingId, by, ...to }: Moving, now: Instant): Decision<CalendarEvent> {
  const booking = calendar.bookings[bookingId];
  if (!booking) return gone(calendar, bookingId);
  const { phase, studentId } = booking;
  if (holdIsOver(booking, now)) return refuse('hold-expired');
  if (phase === 'completed' || phase === 'no-show') return refuse('booking-over');
  if (phase !== 'held' && booking.start <= now) return refuse('session-begun');
  if (isTooLate(booking, by, now)) return refuse('too-late-to-move');
  const start = instant(Date.parse(to.start));
  const length = to.length ?? booking.length;
  if (start === booking.start && length === booking.length) return nothing();
  // What it costs was settled with its length.
  if (booking.price !== null && length !== booking.length) return refuse('length-not-offered');
  const asked = { start, length, studentId, moving: bookingId };
  // The instructor's own hours do not bind the instructor.
  const reasons = by === 'student' ? reasonsAgainst(calendar, asked, now) : collisionsOf(calendar, asked, now);
  if (reasons.length > 0) return refusalOf(reasons);
  const slot = handSlotAt(calendar, asked);
  const { bufferBefore = 0, bufferAfter = 0, approval = false } = calendar.availability ?? {};
  const of = { instructorId, bookingId, studentId };
  const moved: CalendarEvent = {
    type: 'consultations.BookingRescheduled.v1',
    data: {
      ...of,
      start,
      length,
      before: slot?.before ?? bufferBefore,
      after: slot?.after ?? bufferAfter,
      slotId: slot?.slotId ?? null,
      by,
      former: { start: booking.start, length: booking.length },
    },
  };
  const asksAgain = approval && by === 'student' && phase === 'confirmed';
  return asksAgain ? accept<CalendarEvent>(moved, { type: 'consultations.BookingRequested.v1', data: of }) : accept(moved);
}

@CommandHandler(RescheduleBooking)
export class RescheduleBookingHandler implements ICommandHandler<RescheduleBooking> {
  constructor(
    private readonly streams: Streams,
    private readonly calendars: Calendars,
  ) {}

  async execute({ context, who, bookingId, start, length }: RescheduleBooking): Promise<Written<BookingChanged>> {
    const { pointer, party } = await findBooking(this.streams, who, bookingId);
    const { instructorId } = pointer;
    const moving = { instructorId, bookingId, by: party, start, length };
    const outcome = await this.calendars.decide(context, instructorId, (calendar, { now }) => decide(calendar, moving, now));
    return changed(outcome, bookingId);
  }
}
