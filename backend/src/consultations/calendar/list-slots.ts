import { freeSlots, instant, MINUTE, type Id, type Page, type Slot, type SlotsQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { Refused } from '../../deciding/refused.ts';
import { calendarShown } from './shown-calendar.ts';

/** The times of an instructor that can be booked now. */
export class ListSlots extends Query<Page<Slot>> {
  constructor(
    readonly instructorId: Id,
    readonly search: SlotsQuery,
  ) {
    super();
  }
}

const LONGEST = 366 * 24 * 60 * MINUTE;

@QueryHandler(ListSlots)
export class ListSlotsHandler implements IQueryHandler<ListSlots> {
  constructor(
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ instructorId, search: { from, to, length } }: ListSlots): Promise<Page<Slot>> {
    const window = { start: Date.parse(from), end: Date.parse(to) };
    if (window.end - window.start > LONGEST || window.end < window.start) {
      const message = 'This is at most 366 days after `from`, and not before it.';
      throw new Refused({ code: 'invalid-input', errors: [{ path: 'to', rule: 'range', message }] });
    }
    const calendar = await calendarShown(this.models, instructorId);
    return { items: freeSlots(calendar, { window, length }, instant(this.clock.time())), next: null };
  }
}
