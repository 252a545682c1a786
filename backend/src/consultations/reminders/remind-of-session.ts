import type { Id, Instant } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { calendars } from '../calendar/calendar.ts';
import { remind, reminders } from './reminder.ts';

/** A session, and how long before its start its two are to be reminded of it; minutes. */
export interface Near {
  readonly instructorId: Id;
  readonly bookingId: Id;
  readonly start: Instant;
  readonly minutes: number;
}

/** The clock has come near a session. */
export class RemindOfSession extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly near: Near,
  ) {
    super();
  }
}

/** Only where it is still to take place then: what was moved or cancelled a moment ago is no longer due as soon as the read model knows. */
@CommandHandler(RemindOfSession)
export class RemindOfSessionHandler implements ICommandHandler<RemindOfSession> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, near }: RemindOfSession): Promise<void> {
    const { state: calendar } = await this.streams.look(calendars, near.instructorId);
    const booking = calendar.bookings[near.bookingId];
    if (booking?.phase !== 'confirmed' || booking.start !== near.start) return;
    const fact = { type: 'consultations.SessionNeared.v1', data: { ...near, studentId: booking.studentId } } as const;
    await this.streams.decide(reminders, near.bookingId, context, (reminded) => remind(reminded, fact), { creating: true });
  }
}
