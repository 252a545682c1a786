import { holdIsOver, MINUTE, type Calendar, type CalendarEvent, type Id, type Instant } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';
import { Calendars } from './calendars.ts';

/** The clock sees to a booking whose time has come: a hold expires, a request that nobody answered is refused, a session is over. */
export class AttendBooking extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly instructorId: Id,
    readonly bookingId: Id,
  ) {
    super();
  }
}

const NOBODY_ANSWERED = 'The request was not answered before the session would have begun.';

export function decide(calendar: Calendar, instructorId: Id, bookingId: Id, now: Instant): Decision<CalendarEvent> {
  const booking = calendar.bookings[bookingId];
  if (!booking) return nothing();
  const of = { instructorId, bookingId, studentId: booking.studentId };
  if (holdIsOver(booking, now)) return accept({ type: 'consultations.HoldExpired.v1', data: of });
  if (booking.phase === 'requested' && booking.start <= now) {
    return accept({ type: 'consultations.BookingRefused.v1', data: { ...of, reason: NOBODY_ANSWERED } });
  }
  const isOver = Date.parse(booking.start) + booking.length * MINUTE <= Date.parse(now);
  if (booking.phase === 'confirmed' && isOver) return accept({ type: 'consultations.SessionHeld.v1', data: of });
  return nothing();
}

@CommandHandler(AttendBooking)
export class AttendBookingHandler implements ICommandHandler<AttendBooking> {
  constructor(private readonly calendars: Calendars) {}

  async execute({ context, instructorId, bookingId }: AttendBooking): Promise<void> {
    await this.calendars.decide(context, instructorId, (calendar, { now }) => decide(calendar, instructorId, bookingId, now));
  }
}
