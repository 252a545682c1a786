import {
  EMPTY_CALENDAR,
  evolveCalendar,
  freeSlots,
  instant,
  intervalOf,
  MINUTE,
  spanOf,
  type Calendar,
  type CalendarEvent,
  type Id,
  type Instant,
  type Recorded,
  type Slot,
  type Span,
} from '@lyceum/contracts';

/** Sessions that can be booked, one after the other every `step` minutes: the starts of the first and the last, and until when that one can be. */
export interface Run {
  readonly first: Instant;
  readonly last: Instant;
  readonly until: Instant;
  readonly step: number;
}

/** When an instructor can be booked, and the calendar that it follows from, without what is over. */
export interface Openings {
  readonly calendar: Calendar;
  /** Rising, none over midnight (UTC): a change is looked at on its own days. */
  readonly free: readonly Run[];
}

export const CLOSED: Openings = { calendar: EMPTY_CALENDAR, free: [] };

const DAY = 24 * 60 * MINUTE;
/** How far ahead lists look. */
const AHEAD = 90 * DAY;
/** Buffers and limits a day reach into the days beside it, a limit a week into its whole week. */
const BESIDE = 2 * DAY;
const WEEK = 7 * DAY;

const midnight = (moment: number): number => Math.floor(moment / DAY) * DAY;

/** The time of a booking or a slot, as far as the calendar has it. */
function timesOf({ bookings, slots }: Calendar, id: Id): Span[] {
  const one = bookings[id] ?? slots[id];
  return one ? [spanOf(one.start, one.length)] : [];
}

/** What a fact is about in the calendar. */
const concerned = ({ type, data }: CalendarEvent): Id | null =>
  type === 'consultations.SlotOpened.v1' || type === 'consultations.SlotClosed.v1'
    ? data.slotId
    : 'bookingId' in data
      ? data.bookingId
      : null;

/** Whole days in which a fact may have opened or closed times; everything that is looked at where it concerns all, null where it is none. */
function changed(before: Calendar, after: Calendar, fact: CalendarEvent, everything: Span): Span | null {
  switch (fact.type) {
    case 'consultations.AvailabilitySet.v1':
    case 'consultations.BusyTimesSet.v1':
    case 'consultations.HorizonMoved.v1':
      return everything;
    case 'consultations.BookingRequested.v1':
    case 'consultations.BookingConfirmed.v1':
    case 'consultations.SessionHeld.v1':
    case 'consultations.NoShowRecorded.v1':
    case 'consultations.WaitingJoined.v1':
    case 'consultations.WaitingLeft.v1':
      return null;
    default: {
      const id = concerned(fact);
      const times = id === null ? [] : [...timesOf(before, id), ...timesOf(after, id)];
      if (times.length === 0) return null;
      const reach = (after.availability?.perWeek ?? null) === null ? BESIDE : WEEK + BESIDE;
      const start = Math.max(everything.start, midnight(Math.min(...times.map((time) => time.start)) - reach));
      const end = Math.min(everything.end, midnight(Math.max(...times.map((time) => time.end)) + reach) + DAY);
      return start < end ? { start, end } : null;
    }
  }
}

/** Notice is told by `until`, so that a run stays true while time goes on. */
const withoutNotice = (calendar: Calendar): Calendar =>
  calendar.availability ? { ...calendar, availability: { ...calendar.availability, minimumNotice: 0 } } : calendar;

/** The slots of a window as runs. */
function runsOf(calendar: Calendar, window: Span, now: Instant): Run[] {
  const { availability } = calendar;
  const step = availability ? intervalOf(availability) : 0;
  const notice = (availability?.minimumNotice ?? 0) * MINUTE;
  const runs: { first: number; last: number; notice: number; step: number }[] = [];
  const add = ({ start, slotId }: Slot) => {
    const at = Date.parse(start);
    const run = runs.at(-1);
    const follows = run !== undefined && run.step > 0 && at - run.last === run.step * MINUTE && midnight(at) === midnight(run.first);
    if (slotId === null && follows) run.last = at;
    else if (slotId === null) runs.push({ first: at, last: at, notice, step });
    else runs.push({ first: at, last: at, notice: 0, step: 0 });
  };
  for (const slot of freeSlots(withoutNotice(calendar), { window }, now)) add(slot);
  return runs.map((run) => ({
    first: instant(run.first),
    last: instant(run.last),
    until: instant(run.last - run.notice),
    step: run.step,
  }));
}

/** What is over decides nothing here: lists have rows of every instructor, and they are to be small. */
function withoutPast(calendar: Calendar, now: number): Calendar {
  const recent = ({ start }: { readonly start: Instant }) => Date.parse(start) >= now - WEEK - BESIDE;
  const those = <T extends { readonly start: Instant }>(record: Readonly<Record<Id, T>>) =>
    Object.fromEntries(Object.entries(record).filter(([, one]) => recent(one)));
  return { ...calendar, bookings: those(calendar.bookings), slots: those(calendar.slots), ended: [], waiting: [] };
}

/** Pure. The openings after a fact of the calendar. */
export function afterFact({ calendar, free }: Openings, fact: Recorded<CalendarEvent>): Openings {
  const { at } = fact.metadata;
  const now = Date.parse(at);
  const everything = { start: midnight(now), end: midnight(now + AHEAD) };
  const next = evolveCalendar(calendar, fact, at);
  const window = changed(calendar, next, fact, everything);
  const isWhole = window === everything;
  if (!window) return { calendar: next, free };
  const [from, to] = [instant(window.start), instant(window.end)];
  const coming = free.filter(({ first }) => (first < from || first >= to) && first >= instant(everything.start));
  const runs = [...coming, ...runsOf(next, window, at)].toSorted((a, b) => (a.first < b.first ? -1 : 1));
  return { calendar: isWhole ? withoutPast(next, now) : next, free: runs };
}

/** The first start that can be booked from now on; null where none is known. */
export function nextFree(free: readonly Run[], now: Instant): Instant | null {
  const run = free.find(({ until }) => until >= now);
  if (!run) return null;
  const earliest = Date.parse(now) + (Date.parse(run.last) - Date.parse(run.until));
  const first = Date.parse(run.first);
  if (first >= earliest || run.step === 0) return run.first;
  const step = run.step * MINUTE;
  return instant(first + Math.ceil((earliest - first) / step) * step);
}
