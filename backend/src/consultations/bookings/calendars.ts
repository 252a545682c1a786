import { evolveCalendar, type Calendar, type CalendarEvent, type Id, type Instant, type Money } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { createdId, furtherStep, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';
import { Streams, type Outcome, type See } from '../../deciding/streams.ts';
import { calendars } from '../calendar/calendar.ts';
import { profiles } from '../profiles/profile.ts';
import { offersTo } from './waiting.ts';
import { bookingPointers } from './pointer.ts';

/** What a decision about a booking looks at beside the calendar: the price of an hour, the present, and ids for what it makes. */
export interface Deciding<Seen = void> {
  readonly instructorId: Id;
  readonly now: Instant;
  readonly hour: Money | null;
  readonly newId: (name: string) => Id;
  readonly seen: Seen;
}

/** Decides in the calendar of an instructor. */
@Injectable()
export class Calendars {
  constructor(private readonly streams: Streams) {}

  /**
   * Decides and records. Time that becomes free goes to those who wait for it, in the same append: nobody can be quicker. Where a booking
   * is made its pointer is written before it, so that no booking is ever without one. `expected` is the revision to decide at (If-Match).
   * @throws Refused
   */
  decide<Seen = void>(
    context: CommandContext,
    instructorId: Id,
    decide: (calendar: Calendar, deciding: Deciding<Seen>) => Decision<CalendarEvent>,
    seeing?: (see: See) => Promise<Seen>,
    expected?: number,
  ): Promise<Outcome<Calendar>> {
    const whole = (calendar: Calendar, deciding: Deciding<Seen>) => withOffers(calendar, decide(calendar, deciding), deciding);
    return this.streams.decide(calendars, instructorId, context, whole, {
      expected,
      seeing: async (see, own) => {
        const deciding: Deciding<Seen> = {
          instructorId,
          now: context.at,
          hour: (await see(profiles, instructorId)).text?.price ?? null,
          newId: (name) => createdId(context, name),
          seen: (await seeing?.(see)) as Seen,
        };
        await this.point(context, whole(own, deciding));
        return deciding;
      },
    });
  }

  private async point(context: CommandContext, decision: Decision<CalendarEvent>): Promise<void> {
    if (decision.outcome !== 'accept') return;
    const made = decision.facts.filter((fact) => fact.type === 'consultations.BookingHeld.v1');
    await Promise.all(
      made.map(({ data: { bookingId, instructorId, studentId } }) =>
        this.streams.decide(
          bookingPointers,
          bookingId,
          furtherStep(context, `booking ${bookingId}`),
          (pointer) =>
            pointer ? nothing() : accept({ type: 'consultations.BookingAsked.v1', data: { bookingId, instructorId, studentId } }),
          { creating: true },
        ),
      ),
    );
  }
}

function withOffers(calendar: Calendar, decision: Decision<CalendarEvent>, deciding: Deciding<unknown>): Decision<CalendarEvent> {
  if (decision.outcome !== 'accept' || calendar.waiting.length === 0) return decision;
  const after = decision.facts.reduce((folded, fact) => evolveCalendar(folded, fact), calendar);
  return accept(...decision.facts, ...offersTo(after, deciding));
}
