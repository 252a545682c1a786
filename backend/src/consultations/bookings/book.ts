import {
  evolveCalendar,
  instant,
  type Booked,
  type BookRequest,
  type Calendar,
  type CalendarEvent,
  type Id,
  type Instant,
} from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { mustOffer } from '../profiles/offers.ts';
import { Calendars, type Deciding } from './calendars.ts';
import { placing, type Wanted } from './placing.ts';
import { startsOf } from './series.ts';

/** A student books a time, or keeps it for a while; a series takes all of its times or none. */
export class Book extends Command<Written<Booked>> {
  constructor(
    readonly context: CommandContext,
    readonly studentId: Id,
    readonly instructorId: Id,
    readonly request: BookRequest,
  ) {
    super();
  }
}

/** Books one time after the other, each in the calendar that the former ones left. */
function placingAll(calendar: Calendar, all: readonly Wanted[], deciding: Deciding<unknown>): Decision<CalendarEvent> {
  const facts: CalendarEvent[] = [];
  let after = calendar;
  for (const wanted of all) {
    const decision = placing(after, wanted, deciding);
    if (decision.outcome === 'refuse') {
      const { code, detail, more } = decision.refusal;
      return refuse(
        code,
        all.length === 1 ? { detail, more } : { detail: `${wanted.start}: ${detail ?? ''}`, more: { ...more, start: wanted.start } },
      );
    }
    if (decision.outcome !== 'accept') continue;
    facts.push(...decision.facts);
    after = decision.facts.reduce((folded, fact) => evolveCalendar(folded, fact), after);
  }
  return accept(...facts);
}

export function decide(
  calendar: Calendar,
  studentId: Id,
  { start, length, hold, note, repeat }: BookRequest,
  deciding: Deciding<unknown>,
): Decision<CalendarEvent> {
  if (studentId === deciding.instructorId) return refuse('own-calendar');
  const first = instant(Date.parse(start));
  const starts: Instant[] = repeat ? startsOf(first, repeat, calendar.availability?.timeZone ?? 'UTC') : [first];
  const seriesId = repeat ? deciding.newId('series') : null;
  const wanted = starts.map((at, i) => {
    return { bookingId: deciding.newId(`booking ${i}`), studentId, start: at, length, note, seriesId, hold, offered: false };
  });
  return placingAll(calendar, wanted, deciding);
}

@CommandHandler(Book)
export class BookHandler implements ICommandHandler<Book> {
  constructor(private readonly calendars: Calendars) {}

  async execute({ context, studentId, instructorId, request }: Book): Promise<Written<Booked>> {
    const outcome = await this.calendars.decide(
      context,
      instructorId,
      (calendar, deciding) => decide(calendar, studentId, request, deciding),
      (see) => mustOffer(see, instructorId),
    );
    const ids = Array.from({ length: request.repeat?.count ?? 1 }, (_, i) => createdId(context, `booking ${i}`));
    return answer(outcome, booked(outcome.state, ids));
  }
}

function booked(calendar: Calendar, ids: readonly Id[]): Booked {
  const [bookingId = ''] = ids;
  const booking = calendar.bookings[bookingId];
  const ended = calendar.ended.find((one) => one.bookingId === bookingId);
  return {
    bookingId,
    phase: booking?.phase ?? ended?.phase ?? 'expired',
    expires: booking?.expires ?? null,
    price: booking?.price ?? null,
    ...(ids.length > 1 && { series: [...ids] }),
  };
}
