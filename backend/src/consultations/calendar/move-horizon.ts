import { instant, type Calendar, type CalendarEvent, type Id, type Instant } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';
import { Calendars } from '../bookings/calendars.ts';

/** Time has gone on: the directory has to look further ahead for free times. */
export class MoveHorizon extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly instructorId: Id,
  ) {
    super();
  }
}

const AHEAD = 90 * 24 * 60 * 60 * 1000;

export function decide(calendar: Calendar, instructorId: Id, now: Instant): Decision<CalendarEvent> {
  if (!calendar.availability) return nothing();
  return accept({ type: 'consultations.HorizonMoved.v1', data: { instructorId, until: instant(Date.parse(now) + AHEAD) } });
}

@CommandHandler(MoveHorizon)
export class MoveHorizonHandler implements ICommandHandler<MoveHorizon> {
  constructor(private readonly calendars: Calendars) {}

  async execute({ context, instructorId }: MoveHorizon): Promise<void> {
    await this.calendars.decide(context, instructorId, (calendar, { now }) => decide(calendar, instructorId, now));
  }
}
