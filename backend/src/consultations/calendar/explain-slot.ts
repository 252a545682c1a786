import { instant, reasonsAgainst, type Calendar, type Id, type Instant, type SlotExplanation } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { calendarShown } from './shown-calendar.ts';

/** Why a time cannot be booked, or that it can: the answer is folded from the facts of the calendar. */
export class ExplainSlot extends Query<SlotExplanation> {
  constructor(
    readonly instructorId: Id,
    readonly studentId: Id | null,
    readonly start: Instant,
    readonly length: number | undefined,
  ) {
    super();
  }
}

/** How long a session would be that begins then, in minutes: as long as a slot opened by hand, or the shortest that is offered. */
function lengthAt({ slots, availability }: Calendar, start: Instant): number {
  const slot = Object.values(slots).find((one) => Date.parse(one.start) === Date.parse(start));
  return slot?.length ?? Math.min(...(availability?.lengths ?? [60]));
}

@QueryHandler(ExplainSlot)
export class ExplainSlotHandler implements IQueryHandler<ExplainSlot> {
  constructor(
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ instructorId, studentId, start, length }: ExplainSlot): Promise<SlotExplanation> {
    const calendar = await calendarShown(this.models, instructorId);
    const asked = { start: instant(Date.parse(start)), length: length ?? lengthAt(calendar, start), studentId };
    const reasons = reasonsAgainst(calendar, asked, instant(this.clock.time()));
    return { free: reasons.length === 0, reasons };
  }
}
