import type { Calendar, Id, ReviewEvent, ReviewRequest } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written as Answer } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { findBooking, type Pointer } from '../bookings/pointer.ts';
import { calendars } from '../calendar/calendar.ts';
import { reviews, type Written } from './review.ts';

/** A student says how a session was. */
export class WriteReview extends Command<Answer<{ bookingId: Id; hidden: boolean }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly bookingId: Id,
    readonly review: ReviewRequest,
  ) {
    super();
  }
}

/** Only of a session that took place, by who was there to learn. What the instructor did not come to did not take place. */
export function decide(
  review: Written | null,
  calendar: Calendar,
  { bookingId, instructorId, studentId }: Pointer,
  { who, review: said }: Pick<WriteReview, 'who' | 'review'>,
): Decision<ReviewEvent> {
  if (who.personId !== studentId) return refuse('not-allowed');
  if (review) return refuse('already-reviewed');
  if (calendar.bookings[bookingId]?.phase !== 'completed') return refuse('session-not-held');
  return accept({ type: 'consultations.ReviewWritten.v1', data: { bookingId, instructorId, studentId, ...said } });
}

@CommandHandler(WriteReview)
export class WriteReviewHandler implements ICommandHandler<WriteReview> {
  constructor(private readonly streams: Streams) {}

  async execute(command: WriteReview): Promise<Answer<{ bookingId: Id; hidden: boolean }>> {
    const { context, who, bookingId } = command;
    const { pointer } = await findBooking(this.streams, who, bookingId);
    const outcome = await this.streams.decide(
      reviews,
      bookingId,
      context,
      (review, calendar: Calendar) => decide(review, calendar, pointer, command),
      { creating: true, seeing: (see) => see(calendars, pointer.instructorId) },
    );
    return answer(outcome, { bookingId, hidden: false });
  }
}
