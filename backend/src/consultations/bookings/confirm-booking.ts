import { holdIsOver, type BookingChanged, type Calendar, type CalendarEvent, type Id, type Instant } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { Calendars } from './calendars.ts';
import { changed, gone } from './changed.ts';
import { findBooking } from './pointer.ts';

/** The student makes a booking of a time that is kept for them. */
export class ConfirmBooking extends Command<Written<BookingChanged>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly bookingId: Id,
  ) {
    super();
  }
}

/** `paid` tells whether what the session costs has come in. */
export function decide(calendar: Calendar, instructorId: Id, bookingId: Id, now: Instant, paid: boolean): Decision<CalendarEvent> {
  const booking = calendar.bookings[bookingId];
  if (!booking) return gone(calendar, bookingId);
  if (booking.phase !== 'held') return nothing();
  const of = { instructorId, bookingId, studentId: booking.studentId };
  if (holdIsOver(booking, now)) return refuse('hold-expired');
  if (booking.price !== null && !paid) return refuse('payment-needed', { more: { price: booking.price } });
  const approval = calendar.availability?.approval ?? false;
  return accept({ type: approval ? 'consultations.BookingRequested.v1' : 'consultations.BookingConfirmed.v1', data: of });
}

@CommandHandler(ConfirmBooking)
export class ConfirmBookingHandler implements ICommandHandler<ConfirmBooking> {
  constructor(
    private readonly streams: Streams,
    private readonly calendars: Calendars,
  ) {}

  async execute({ context, who, bookingId }: ConfirmBooking): Promise<Written<BookingChanged>> {
    const { pointer, party } = await findBooking(this.streams, who, bookingId);
    if (party !== 'student') throw new Refused({ code: 'not-allowed' });
    const outcome = await this.calendars.decide(context, pointer.instructorId, (calendar, { now }) =>
      decide(calendar, pointer.instructorId, bookingId, now, false),
    );
    return changed(outcome, bookingId);
  }
}
