import {
  evolveCalendar,
  freeSlots,
  momentOf,
  type Calendar,
  type CalendarEvent,
  type Instant,
  type LocalDate,
  type Slot,
  type Waiting,
} from '@lyceum/contracts';
import type { Deciding } from './calendars.ts';
import { taking } from './placing.ts';

/** Below this there is no time to answer an offer; minutes. */
const SHORTEST_OFFER = 60;

/** What can be booked on a date of the instructor's zone. */
export function freeOn(calendar: Calendar, date: LocalDate, length: number, now: Instant): Slot[] {
  const zone = calendar.availability?.timeZone ?? 'UTC';
  return freeSlots(calendar, { window: { start: momentOf(date, '00:00', zone), end: momentOf(date, '24:00', zone) }, length }, now);
}

/** Offers what has become free to those who wait, the first come first: it is kept for them, and they wait no longer. */
export function offersTo(calendar: Calendar, deciding: Deciding<unknown>): CalendarEvent[] {
  const { now, instructorId, newId } = deciding;
  const earliest = Date.parse(now) + SHORTEST_OFFER * 60_000;
  let after = calendar;
  return calendar.waiting.flatMap(({ studentId, date, length }: Waiting) => {
    const slot = freeOn(after, date, length, now).find(({ start }) => Date.parse(start) >= earliest);
    if (!slot) return [];
    const bookingId = newId(`offer ${studentId} ${date}`);
    const wanted = { bookingId, studentId, start: slot.start, length, note: '', seriesId: null, hold: true, offered: true };
    const facts: CalendarEvent[] = [
      ...taking(after, wanted, deciding),
      { type: 'consultations.WaitingLeft.v1', data: { instructorId, studentId, date } },
    ];
    after = facts.reduce((folded, fact) => evolveCalendar(folded, fact), after);
    return facts;
  });
}
