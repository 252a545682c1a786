import {
  dateAt,
  evolveCalendar,
  freeSlots,
  hoursOn,
  hoursWithin,
  momentOf,
  plusDays,
  type Availability,
  type Calendar,
  type CalendarEvent,
  type Instant,
  type LocalDate,
  type Refusal,
  type Slot,
  type Span,
  type Waiting,
} from '@lyceum/contracts';
import type { Deciding } from './calendars.ts';
import { taking } from './placing.ts';

/** Below this there is no time to answer an offer; minutes. */
const SHORTEST_OFFER = 60;

const dayOf = (date: LocalDate, zone: string): Span => ({ start: momentOf(date, '00:00', zone), end: momentOf(date, '24:00', zone) });

/** What can be booked on a date of the instructor's zone. */
export function freeOn(calendar: Calendar, date: LocalDate, length: number, now: Instant): Slot[] {
  return freeSlots(calendar, { window: dayOf(date, calendar.availability?.timeZone ?? 'UTC'), length }, now);
}

/** Whether the date is over where the instructor is. */
const isOver = ({ availability }: Calendar, date: LocalDate, now: Instant): boolean =>
  date < dateAt(Date.parse(now), availability?.timeZone ?? 'UTC');

/** Those who still wait for something that can come. */
export const stillWaiting = (calendar: Calendar, now: Instant): Waiting[] =>
  calendar.waiting.filter(({ date }) => !isOver(calendar, date, now));

/** Those who waited in vain, though nobody has said so: whoever comes next to wait says it. */
export const waitedInVain = (calendar: Calendar, now: Instant): Waiting[] =>
  calendar.waiting.filter(({ date }) => isOver(calendar, date, now));

/** Why there is nothing to wait for on a date: it is over or too far off, or it has no session of that length at all, free or not. */
export function nothingToWaitFor(
  calendar: Calendar & { readonly availability: Availability },
  { date, length }: { readonly date: LocalDate; readonly length: number },
  now: Instant,
): Refusal | null {
  const { availability, slots } = calendar;
  const { timeZone, lengths, horizonDays } = availability;
  if (isOver(calendar, date, now)) return { code: 'in-the-past', detail: 'This day is over.' };
  const day = dayOf(date, timeZone);
  const isThen = (start: number) => start >= day.start && start < day.end;
  if (Object.values(slots).some((slot) => slot.length === length && isThen(Date.parse(slot.start)))) return null;
  if (!lengths.includes(length)) return { code: 'length-not-offered' };
  if (date > plusDays(dateAt(Date.parse(now), timeZone), horizonDays))
    return { code: 'too-far-ahead', detail: `Sessions can be booked ${horizonDays} days ahead, and this day is later.` };
  if (hoursWithin(availability, day).starts.length > 0) return null;
  return hoursOn(availability, date).by === 'week'
    ? { code: 'outside-hours', detail: 'The instructor has no hours on this day: nothing can become free.' }
    : { code: 'day-closed', detail: 'The instructor has taken this day off: nothing can become free.' };
}

/** Offers what has become free to those who wait, the first come first: it is kept for them, and they wait no longer. */
export function offersTo(calendar: Calendar, deciding: Deciding<unknown>): CalendarEvent[] {
  const { now, instructorId, newId } = deciding;
  const earliest = Date.parse(now) + SHORTEST_OFFER * 60_000;
  let after = calendar;
  return stillWaiting(calendar, now).flatMap(({ studentId, date, length }) => {
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
