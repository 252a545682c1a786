import type { Availability, Calendar, CalendarEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isDeepStrictEqual } from 'node:util';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';
import { Calendars } from '../bookings/calendars.ts';
import { mustOffer } from '../profiles/offers.ts';

/** Says when an instructor can be booked. What is booked already stays. */
export class SetAvailability extends Command<Written<Availability>> {
  constructor(
    readonly context: CommandContext,
    readonly instructorId: Id,
    readonly availability: Availability,
    readonly expected: number | undefined,
  ) {
    super();
  }
}

export function decide(calendar: Calendar, instructorId: Id, availability: Availability): Decision<CalendarEvent> {
  if (isDeepStrictEqual(calendar.availability, availability)) return nothing();
  return accept({ type: 'consultations.AvailabilitySet.v1', data: { instructorId, availability } });
}

@CommandHandler(SetAvailability)
export class SetAvailabilityHandler implements ICommandHandler<SetAvailability> {
  constructor(private readonly calendars: Calendars) {}

  async execute({ context, instructorId, availability, expected }: SetAvailability): Promise<Written<Availability>> {
    const set = await this.calendars.decide(
      context,
      instructorId,
      (calendar) => decide(calendar, instructorId, availability),
      (see) => mustOffer(see, instructorId),
      expected,
    );
    return answer(set, availability);
  }
}
