import { MINUTE, type BookingChanged, type Calendar, type CalendarEvent, type Id, type Instant, type Party } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { Calendars } from './calendars.ts';
import { changed, gone } from './changed.ts';
import { findBooking } from './pointer.ts';

/** One of the two says that the other did not come. */
export class RecordNoShow extends Command<Written<BookingChanged>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly bookingId: Id,
    readonly missing: 'student' | 'instructor',
  ) {
    super();
  }
}

/** For how long after its start a session can be said not to have taken place. */
const SAYABLE = 7 * 24 * 60 * MINUTE;

export function decide(
  calendar: Calendar,
  instructorId: Id,
  bookingId: Id,
  { missing, by }: { readonly missing: 'student' | 'instructor'; readonly by: Party },
  now: Instant,
): Decision<CalendarEvent> {
  const booking = calendar.bookings[bookingId];
  if (!booking) return gone(calendar, bookingId);
  if (missing === by) return refuse('not-allowed');
  if (booking.phase === 'no-show') {
    const detail = `It has been said already that the ${booking.missing} did not come.`;
    return booking.missing === missing ? nothing() : refuse('booking-over', { detail });
  }
  if (booking.phase !== 'confirmed' && booking.phase !== 'completed') return refuse('session-not-over');
  if (booking.start > now) return refuse('session-not-over');
  if (Date.parse(now) - Date.parse(booking.start) > SAYABLE) return refuse('booking-over');
  const data = { instructorId, bookingId, studentId: booking.studentId, who: missing };
  return accept({ type: 'consultations.NoShowRecorded.v1', data });
}

@CommandHandler(RecordNoShow)
export class RecordNoShowHandler implements ICommandHandler<RecordNoShow> {
  constructor(
    private readonly streams: Streams,
    private readonly calendars: Calendars,
  ) {}

  async execute({ context, who, bookingId, missing }: RecordNoShow): Promise<Written<BookingChanged>> {
    const { pointer, party } = await findBooking(this.streams, who, bookingId);
    const outcome = await this.calendars.decide(context, pointer.instructorId, (calendar, { now }) =>
      decide(calendar, pointer.instructorId, bookingId, { missing, by: party }, now),
    );
    return changed(outcome, bookingId);
  }
}
