import { type BookingChanged, type Calendar, type CalendarEvent, type Id, type Instant } from '@lyceum/contracts';
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

/** What the instructor says to a request: yes, or no with a reason. */
export type RequestAnswer = { readonly approved: true } | { readonly approved: false; readonly reason: string };

/** The instructor answers a booking that waits for their yes. */
export class AnswerRequest extends Command<Written<BookingChanged>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly bookingId: Id,
    readonly answer: RequestAnswer,
  ) {
    super();
  }
}

export function decide(calendar: Calendar, instructorId: Id, bookingId: Id, answer: RequestAnswer, now: Instant): Decision<CalendarEvent> {
  const booking = calendar.bookings[bookingId];
  if (!booking) {
    const refused = calendar.ended.some((one) => one.bookingId === bookingId && one.phase === 'refused');
    return refused && !answer.approved ? nothing() : gone(calendar, bookingId);
  }
  if (booking.phase === 'confirmed' && answer.approved) return nothing();
  if (booking.phase !== 'requested') return refuse('not-requested');
  if (booking.start <= now) return refuse('session-begun');
  const of = { instructorId, bookingId, studentId: booking.studentId };
  if (answer.approved) return accept({ type: 'consultations.BookingConfirmed.v1', data: of });
  return accept({ type: 'consultations.BookingRefused.v1', data: { ...of, reason: answer.reason } });
}

@CommandHandler(AnswerRequest)
export class AnswerRequestHandler implements ICommandHandler<AnswerRequest> {
  constructor(
    private readonly streams: Streams,
    private readonly calendars: Calendars,
  ) {}

  async execute({ context, who, bookingId, answer }: AnswerRequest): Promise<Written<BookingChanged>> {
    const { pointer, party } = await findBooking(this.streams, who, bookingId);
    if (party === 'student') throw new Refused({ code: 'not-allowed' });
    const outcome = await this.calendars.decide(context, pointer.instructorId, (calendar, { now }) =>
      decide(calendar, pointer.instructorId, bookingId, answer, now),
    );
    return changed(outcome, bookingId);
  }
}
