import { instant, type Instant } from '../../values.ts';
import type { LocalDate } from '../availability.ts';
import type { Slot } from '../bookings.ts';
import { takenBy, type Calendar, type HandSlot } from './calendar.ts';
import { hoursWithin } from './hours.ts';
import { covers, dateAt, merged, MINUTE, momentOf, plusDays, touches, weekOf, type Span } from './moments.ts';
import { reasonsAgainst, standing } from './reasons.ts';

/** Which slots are looked for: minutes; the shortest length where it is not given. */
export interface SlotSearch {
  readonly window: Span;
  readonly length?: number | undefined;
}

/** The moments at which a session may begin that is booked now. */
function bookable({ availability }: Calendar, now: number): Span {
  if (!availability) return { start: now, end: now };
  const { timeZone, horizonDays, minimumNotice } = availability;
  const last = plusDays(dateAt(now, timeZone), horizonDays);
  return { start: now + minimumNotice * MINUTE, end: momentOf(last, '24:00', timeZone) };
}

/** The days and weeks that take no more sessions, as merged stretches of time. */
function fullDays(calendar: Calendar, now: Instant): Span[] {
  const { availability } = calendar;
  if (!availability || (availability.perDay === null && availability.perWeek === null)) return [];
  const { timeZone, perDay, perWeek } = availability;
  const sessions = new Map(standing(calendar, now).map((one) => [one.slotId ?? one.bookingId, dateAt(Date.parse(one.start), timeZone)]));
  const full = (first: (date: LocalDate) => LocalDate, days: number, most: number | null) =>
    [...Map.groupBy(sessions.values(), first)]
      .filter(([, dates]) => dates.length >= (most ?? Infinity))
      .map(([date]) => ({ start: momentOf(date, '00:00', timeZone), end: momentOf(plusDays(date, days), '00:00', timeZone) }));
  return merged([...full((date) => date, 1, perDay), ...full(weekOf, 7, perWeek)]);
}

/** The times of the weekly hours that can be booked now. The same as asking `reasonsAgainst` of every start, at a fraction of the cost. */
export function freeStarts(calendar: Calendar, { window, length }: SlotSearch, now: Instant): number[] {
  const { availability } = calendar;
  if (!availability) return [];
  const wanted = length ?? Math.min(...availability.lengths);
  if (!availability.lengths.includes(wanted)) return [];
  const { open, starts } = hoursWithin(availability, window);
  const bookings = standing(calendar, now).map(takenBy);
  const kept = Object.values(calendar.slots).map(takenBy);
  const taken = merged([...bookings, ...kept]);
  const busy = merged(
    Object.values(calendar.busy)
      .flat()
      .map(({ start, end }) => ({ start: Date.parse(start), end: Date.parse(end) })),
  );
  const inTime = bookable(calendar, Date.parse(now));
  const full = fullDays(calendar, now);
  return starts.filter((start) => {
    const session = { start, end: start + wanted * MINUTE };
    const withBuffers = { start: start - availability.bufferBefore * MINUTE, end: session.end + availability.bufferAfter * MINUTE };
    if (start < inTime.start || start >= inTime.end || touches(full, { start, end: start + 1 })) return false;
    return covers(open, session) && !touches(taken, withBuffers) && !touches(busy, session);
  });
}

const seatsOf = (calendar: Calendar, { slotId, seats }: HandSlot, now: Instant) => ({
  all: seats,
  left: seats - standing(calendar, now).filter((one) => one.slotId === slotId).length,
});

/** Slots opened by hand that somebody can still book. */
const openHandSlots = (calendar: Calendar, { window, length }: SlotSearch, now: Instant): HandSlot[] =>
  Object.values(calendar.slots).filter((slot) => {
    const start = Date.parse(slot.start);
    if (start < window.start || start >= window.end || (length !== undefined && slot.length !== length)) return false;
    return reasonsAgainst(calendar, slot, now).length === 0;
  });

/** All that can be booked now and begins within the window, in order. */
export function freeSlots(calendar: Calendar, search: SlotSearch, now: Instant): Slot[] {
  const wanted = search.length ?? Math.min(...(calendar.availability?.lengths ?? [0]));
  const weekly = freeStarts(calendar, search, now).map((start) => ({
    start: instant(start),
    end: instant(start + wanted * MINUTE),
    slotId: null,
    seats: null,
    title: '',
  }));
  const byHand = openHandSlots(calendar, search, now).map((slot) => ({
    start: slot.start,
    end: instant(Date.parse(slot.start) + slot.length * MINUTE),
    slotId: slot.slotId,
    seats: slot.seats > 1 ? seatsOf(calendar, slot, now) : null,
    title: slot.title,
  }));
  return [...weekly, ...byHand].toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}
