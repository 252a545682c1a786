import {
  freeSlots,
  instant,
  MINUTE,
  type Calendar,
  type Id,
  type Instant,
  type Page,
  type Slot,
  type SlotSearch,
  type SlotsQuery,
} from '@lyceum/contracts';
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

const DAY = 24 * 60 * MINUTE;
const LONGEST = 366 * DAY;
/** So many times are told at once: everybody may ask, and a year in steps of five minutes has a hundred thousand. */
const MOST = 10_000;
/** What is looked through in one go. */
const STRETCH = 31 * DAY;

/** The first times of the window, as many as a page has; `next` is where the following page begins. */
export function pageOfSlots(calendar: Calendar, { window, length }: SlotSearch, now: Instant, most = MOST): Page<Slot> {
  const slots: Slot[] = [];
  for (let { start } = window; start < window.end && slots.length <= most; start += STRETCH) {
    const stretch = { start, end: Math.min(start + STRETCH, window.end) };
    slots.push(...freeSlots(calendar, { window: stretch, length }, now));
  }
  return { items: slots.slice(0, most), next: slots[most]?.start ?? null };
}

@QueryHandler(ListSlots)
export class ListSlotsHandler implements IQueryHandler<ListSlots> {
  constructor(
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ instructorId, search: { from, to, length, cursor } }: ListSlots): Promise<Page<Slot>> {
    const window = { start: Date.parse(cursor ?? from), end: Date.parse(to) };
    if (window.end - Date.parse(from) > LONGEST || to < from) {
      const message = 'This is at most 366 days after `from`, and not before it.';
      throw new Refused({ code: 'invalid-input', errors: [{ path: 'to', rule: 'range', message }] });
    }
    const calendar = await calendarShown(this.models, instructorId);
    return pageOfSlots(calendar, { window, length }, instant(this.clock.time()));
  }
}
