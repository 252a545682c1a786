import { standing, type Calendar, type CalendarEvent, type Id, type Instant } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Calendars } from '../bookings/calendars.ts';

/** Takes a slot that was opened by hand away again; one that somebody has booked stays. */
export class CloseSlot extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly instructorId: Id,
    readonly slotId: Id,
  ) {
    super();
  }
}

export function decide(calendar: Calendar, instructorId: Id, slotId: Id, now: Instant): Decision<CalendarEvent> {
  if (!calendar.slots[slotId]) return refuse('slot-not-found');
  if (standing(calendar, now).some((booking) => booking.slotId === slotId)) return refuse('slot-taken');
  return accept({ type: 'consultations.SlotClosed.v1', data: { instructorId, slotId } });
}

@CommandHandler(CloseSlot)
export class CloseSlotHandler implements ICommandHandler<CloseSlot> {
  constructor(private readonly calendars: Calendars) {}

  async execute({ context, instructorId, slotId }: CloseSlot): Promise<Written<undefined>> {
    const closed = await this.calendars.decide(context, instructorId, (calendar, { now }) => decide(calendar, instructorId, slotId, now));
    return answer(closed, undefined);
  }
}
