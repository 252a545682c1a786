import {
  collisionsOf,
  handSlotAt,
  type Calendar,
  type CalendarEvent,
  type Id,
  type Instant,
  type OpenSlotRequest,
} from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Calendars } from '../bookings/calendars.ts';
import { mustOffer } from '../profiles/offers.ts';

/** Opens a single slot by hand, for one student or several. */
export class OpenSlot extends Command<Written<{ slotId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly instructorId: Id,
    readonly slot: OpenSlotRequest,
  ) {
    super();
  }
}

export function decide(calendar: Calendar, instructorId: Id, slotId: Id, slot: OpenSlotRequest, now: Instant): Decision<CalendarEvent> {
  const [inTheWay] = collisionsOf(calendar, slot, now);
  if (inTheWay?.code === 'in-the-past') return refuse('in-the-past');
  if (inTheWay) return refuse('slot-overlaps', { detail: inTheWay.text });
  if (handSlotAt(calendar, slot)) return refuse('slot-overlaps', { detail: 'There is a slot at this time already.' });
  const { bufferBefore: before = 0, bufferAfter: after = 0 } = calendar.availability ?? {};
  return accept({ type: 'consultations.SlotOpened.v1', data: { instructorId, slotId, ...slot, before, after } });
}

@CommandHandler(OpenSlot)
export class OpenSlotHandler implements ICommandHandler<OpenSlot> {
  constructor(private readonly calendars: Calendars) {}

  async execute({ context, instructorId, slot }: OpenSlot): Promise<Written<{ slotId: Id }>> {
    const slotId = createdId(context, 'slot');
    const opened = await this.calendars.decide(
      context,
      instructorId,
      (calendar, { now }) => decide(calendar, instructorId, slotId, slot, now),
      (see) => mustOffer(see, instructorId),
    );
    return answer(opened, { slotId });
  }
}
