import { instant, reasonsAgainst, type Id, type Instant, type SlotExplanation } from '@lyceum/contracts';
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

@QueryHandler(ExplainSlot)
export class ExplainSlotHandler implements IQueryHandler<ExplainSlot> {
  constructor(
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ instructorId, studentId, start, length }: ExplainSlot): Promise<SlotExplanation> {
    const calendar = await calendarShown(this.models, instructorId);
    const shortest = Math.min(...(calendar.availability?.lengths ?? [60]));
    const asked = { start: instant(Date.parse(start)), length: length ?? shortest, studentId };
    const reasons = reasonsAgainst(calendar, asked, instant(this.clock.time()));
    return { free: reasons.length === 0, reasons };
  }
}
