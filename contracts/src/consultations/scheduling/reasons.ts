import type { RefusalCode } from '../../problem.ts';
import { instant, type Id, type Instant } from '../../values.ts';
import type { Availability, DayRange } from '../availability.ts';
import { holdIsOver, takenBy, type Calendar, type HandSlot, type StandingBooking } from './calendar.ts';
import { hoursOn, hoursWithin, intervalOf } from './hours.ts';
import { covers, dateAt, MINUTE, overlap, plusDays, spanOf, timeAt, weekOf, type Span } from './moments.ts';

/** A time that somebody wants: minutes; `moving` is the booking that would be moved there. */
export interface Asked {
  readonly start: Instant;
  readonly length: number;
  readonly studentId?: Id | null;
  readonly moving?: Id | null;
}

/** Why a time cannot be booked: a code that the API refuses with, a sentence, since when it is so and when it may be over. */
export interface Reason {
  readonly code: RefusalCode;
  readonly text: string;
  readonly since: Instant | null;
  readonly until: Instant | null;
}

const reason = (code: RefusalCode, text: string, more: Partial<Reason> = {}): Reason => ({ code, text, since: null, until: null, ...more });

/** The slot opened by hand that is asked for, if it is one. */
export const handSlotAt = ({ slots }: Calendar, { start, length }: Asked): HandSlot | undefined => {
  const from = Date.parse(start);
  return Object.values(slots).find((slot) => Date.parse(slot.start) === from && slot.length === length);
};

/** The bookings that stand in the way of others: all that take time, but the one that is moved and holds that are over. */
export const standing = (calendar: Calendar, now: Instant, moving: Id | null = null): StandingBooking[] =>
  Object.values(calendar.bookings).filter((booking) => booking.bookingId !== moving && !holdIsOver(booking, now));

const clock = (ranges: readonly DayRange[]): string => ranges.map(({ start, end }) => `${start}–${end}`).join(', ');

function timeReasons(availability: Availability, { start }: Asked, now: Instant): Reason[] {
  const { timeZone, minimumNotice, horizonDays } = availability;
  const from = Date.parse(start);
  const notice = Date.parse(now) + minimumNotice * MINUTE;
  const last = plusDays(dateAt(Date.parse(now), timeZone), horizonDays);
  if (from < notice) return [reason('too-soon', `Sessions have to be booked at least ${lasting(minimumNotice)} before they begin.`)];
  if (dateAt(from, timeZone) > last) {
    const until = instant(Date.parse(now) + (from - Date.parse(now)) - horizonDays * 24 * 60 * MINUTE);
    return [reason('too-far-ahead', `Sessions can be booked ${horizonDays} days ahead: until ${last} (${timeZone}).`, { until })];
  }
  return [];
}

/** Minutes in words. */
function lasting(minutes: number): string {
  const [count, unit] = minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function hourReasons({ availability, since }: Calendar & { availability: Availability }, { start, length }: Asked): Reason[] {
  const { timeZone, lengths } = availability;
  const reasons: Reason[] = [];
  if (!lengths.includes(length))
    reasons.push(reason('length-not-offered', `Sessions last ${lengths.join(', ')} minutes here, not ${length}.`, { since }));
  const span = spanOf(start, length);
  const { open, starts } = hoursWithin(availability, { start: span.start, end: span.end });
  if (!covers(open, span)) {
    const date = dateAt(span.start, timeZone);
    const { by, ranges } = hoursOn(availability, date);
    const at = `${date}, ${timeAt(span.start, timeZone)} (${timeZone})`;
    if (ranges.length === 0 && by !== 'week') reasons.push(reason('day-closed', `The instructor has taken ${date} off.`, { since }));
    else if (ranges.length === 0) reasons.push(reason('outside-hours', `There are no hours on this weekday: ${at}.`, { since }));
    else
      reasons.push(
        reason(
          'outside-hours',
          `The hours of this day are ${clock(ranges)} (${timeZone}); the session would begin at ${timeAt(span.start, timeZone)} and last ${lasting(length)}.`,
          { since },
        ),
      );
  } else if (!starts.includes(span.start)) {
    reasons.push(
      reason('not-a-start', `Sessions begin every ${lasting(intervalOf(availability))} from the start of the hours on.`, { since }),
    );
  }
  return reasons;
}

/** The time that the asked session would take with its buffers. */
export const takenByAsked = (calendar: Calendar, asked: Asked): Span => {
  const { bufferBefore: before = 0, bufferAfter: after = 0 } = calendar.availability ?? {};
  return takenBy(handSlotAt(calendar, asked) ?? { start: asked.start, length: asked.length, before, after, slotId: null });
};

function bookingReason(booking: StandingBooking, own: Span, asked: Asked): Reason {
  const { since } = booking;
  const session = spanOf(booking.start, booking.length);
  const until = instant(session.end + booking.after * MINUTE);
  if (!overlap(session, own))
    return reason('slot-in-buffer', 'It is too close to another session: there has to be a pause between them.', { since, until });
  if (booking.studentId === asked.studentId) return reason('slot-yours', 'You have this time already.', { since, until });
  if (booking.phase === 'held')
    return reason('slot-held', 'Somebody else is booking this time right now. It is free again if they do not finish.', {
      since,
      until: booking.expires,
    });
  return reason('slot-booked', 'Somebody else has booked this time.', { since, until });
}

/** What in the calendar is in the way of the time: bookings, slots of another kind, other calendars. */
function collisions(calendar: Calendar, asked: Asked, now: Instant): Reason[] {
  const own = spanOf(asked.start, asked.length);
  const taken = takenByAsked(calendar, asked);
  const slot = handSlotAt(calendar, asked);
  const bookings = standing(calendar, now, asked.moving).filter(
    (booking) => (slot === undefined || booking.slotId !== slot.slotId) && overlap(takenBy(booking), taken),
  );
  const reasons = bookings.map((booking) => bookingReason(booking, own, asked));
  for (const other of Object.values(calendar.slots)) {
    if (other.slotId === slot?.slotId || !overlap(takenBy(other), taken) || bookings.some(({ slotId }) => slotId === other.slotId))
      continue;
    const until = instant(takenBy(other).end);
    reasons.push(reason('slot-reserved', 'The instructor keeps this time for a session of another kind.', { until }));
  }
  for (const busy of Object.values(calendar.busy).flat()) {
    if (!overlap({ start: Date.parse(busy.start), end: Date.parse(busy.end) }, own)) continue;
    reasons.push(reason('busy-elsewhere', 'The instructor has something else in another calendar then.', { until: busy.end }));
  }
  return reasons;
}

/** How many sessions the date has, and its week; the seats of one slot are one session. */
function limitReasons({ availability, ...calendar }: Calendar & { availability: Availability }, asked: Asked, now: Instant): Reason[] {
  const { perDay, perWeek, timeZone } = availability;
  if (perDay === null && perWeek === null) return [];
  const sessions = new Map(
    standing({ availability, ...calendar }, now, asked.moving).map((one) => [
      one.slotId ?? one.bookingId,
      dateAt(Date.parse(one.start), timeZone),
    ]),
  );
  const date = dateAt(Date.parse(asked.start), timeZone);
  const onDay = [...sessions.values()].filter((other) => other === date).length;
  const inWeek = [...sessions.values()].filter((other) => weekOf(other) === weekOf(date)).length;
  return [
    ...(perDay !== null && onDay >= perDay
      ? [reason('day-full', `The instructor takes ${perDay} sessions a day, and ${date} has ${onDay}.`)]
      : []),
    ...(perWeek !== null && inWeek >= perWeek
      ? [reason('week-full', `The instructor takes ${perWeek} sessions a week, and this one has ${inWeek}.`)]
      : []),
  ];
}

function seatReasons(calendar: Calendar, slot: HandSlot, asked: Asked, now: Instant): Reason[] {
  const taken = standing(calendar, now, asked.moving).filter(({ slotId }) => slotId === slot.slotId);
  const own = taken.find(({ studentId }) => studentId === asked.studentId);
  if (own) return [reason('slot-yours', 'You have a seat in this session already.', { since: own.since })];
  if (taken.length < slot.seats) return [];
  if (slot.seats > 1) return [reason('slot-full', `All ${slot.seats} seats of this session are taken.`)];
  return taken.map((booking) => bookingReason(booking, spanOf(slot.start, slot.length), asked));
}

/**
 * Everything that speaks against a time, the weightiest first; nothing where it can be booked. The same answer decides a booking, leaves
 * a time out of the list of slots, and is what a person is told who asks why.
 */
export function reasonsAgainst(calendar: Calendar, asked: Asked, now: Instant): Reason[] {
  if (Date.parse(asked.start) < Date.parse(now)) return [reason('in-the-past', 'This time is over.')];
  const slot = handSlotAt(calendar, asked);
  if (slot) return [...seatReasons(calendar, slot, asked, now), ...collisions(calendar, asked, now)];
  const { availability } = calendar;
  if (!availability) return [reason('no-availability', 'This instructor has not said yet when they can be booked.')];
  const open = { ...calendar, availability };
  return [
    ...hourReasons(open, asked),
    ...collisions(calendar, asked, now),
    ...timeReasons(availability, asked, now),
    ...limitReasons(open, asked, now),
  ];
}

/** What speaks against a time that the instructor themselves chooses: their own hours and limits do not, but nobody gets a seat that is taken. */
export function collisionsOf(calendar: Calendar, asked: Asked, now: Instant): Reason[] {
  if (Date.parse(asked.start) < Date.parse(now)) return [reason('in-the-past', 'This time is over.')];
  const slot = handSlotAt(calendar, asked);
  return [...(slot ? seatReasons(calendar, slot, asked, now) : []), ...collisions(calendar, asked, now)];
}
