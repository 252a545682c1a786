import type { Calendar, CalendarEvent, Id, Instant, Position } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';
import { Calendars } from '../bookings/calendars.ts';

type Busy = readonly { readonly start: Instant; readonly end: Instant }[];

/** Another calendar says which times are taken: they close slots, and what became free goes to those who wait. */
export class SetBusyTimes extends Command<Position> {
  constructor(
    readonly context: CommandContext,
    readonly instructorId: Id,
    readonly connectionId: Id,
    readonly busy: Busy,
  ) {
    super();
  }
}

const same = (a: Busy, b: Busy): boolean =>
  a.length === b.length && a.every(({ start, end }, i) => start === b[i]?.start && end === b[i]?.end);

/** Only what is new is a fact. */
export function decide(
  calendar: Calendar,
  { instructorId, connectionId, busy }: Pick<SetBusyTimes, 'instructorId' | 'connectionId' | 'busy'>,
): Decision<CalendarEvent> {
  if (same(calendar.busy[connectionId] ?? [], busy)) return nothing();
  return accept({ type: 'consultations.BusyTimesSet.v1', data: { instructorId, connectionId, busy } });
}

@CommandHandler(SetBusyTimes)
export class SetBusyTimesHandler implements ICommandHandler<SetBusyTimes> {
  constructor(private readonly calendars: Calendars) {}

  /** Gives where it came to stand. */
  async execute({ context, ...busy }: SetBusyTimes): Promise<Position> {
    return (await this.calendars.decide(context, busy.instructorId, (calendar) => decide(calendar, busy))).position;
  }
}
