import { momentOf, overlap, type Span } from '@lyceum/contracts';
import ICAL from 'ical.js';

/** A time in a calendar that is taken. */
export interface ReadEvent {
  readonly uid: string;
  readonly span: Span;
}

/** An event that began long ago and comes every day has some thousands of times behind it; one with more is none that somebody keeps. */
const MOST_TIMES = 20_000;

const two = (n: number): string => String(n).padStart(2, '0');

/** The zone's name where this machine knows it: its rules are newer than those that a file brings along. */
function known(tzid: string | undefined): string | null {
  try {
    return tzid ? new Intl.DateTimeFormat('en', { timeZone: tzid }).resolvedOptions().timeZone : null;
  } catch {
    return null;
  }
}

/** The instant of a time of a file. Dates, and times without a zone, are those of the owner. */
function instantOf(time: ICAL.Time, tzid: string | undefined, zone: string): number {
  const date = `${String(time.year).padStart(4, '0')}-${two(time.month)}-${two(time.day)}`;
  if (time.isDate) return momentOf(date, '00:00', zone);
  if (time.zone === ICAL.Timezone.utcTimezone) return time.toUnixTime() * 1000;
  const own = known(tzid) ?? (time.zone === ICAL.Timezone.localTimezone ? zone : null);
  if (own === null) return time.toUnixTime() * 1000;
  return momentOf(date, `${two(time.hour)}:${two(time.minute)}`, own) + time.second * 1000;
}

const tzidOf = (event: ICAL.Event): string | undefined => {
  const tzid = event.component.getFirstProperty('dtstart')?.getParameter('tzid');
  return typeof tzid === 'string' ? tzid : undefined;
};

/** Events that take no time: those that are called off, and those that say so (RFC 5545, 3.8.2.7). */
function takesTime({ component }: ICAL.Event): boolean {
  const said = (name: string) => String(component.getFirstPropertyValue(name) ?? '').toUpperCase();
  return said('status') !== 'CANCELLED' && said('transp') !== 'TRANSPARENT';
}

/** One time of an event. Whole days end where the day after the last begins. */
function spanOf(start: ICAL.Time, end: ICAL.Time, tzid: string | undefined, zone: string): Span {
  return { start: instantOf(start, tzid, zone), end: instantOf(end, tzid, zone) };
}

function* timesOf(event: ICAL.Event, window: Span, zone: string): Generator<Span> {
  const tzid = tzidOf(event);
  if (!event.isRecurring()) {
    yield spanOf(event.startDate, event.endDate, tzid, zone);
    return;
  }
  const iterator = event.iterator();
  for (let count = 0; count < MOST_TIMES; count++) {
    const next = iterator.next();
    if (!next || instantOf(next, tzid, zone) >= window.end) return;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    // A time that was moved is an event of its own in the file.
    if (item === event) yield spanOf(startDate, endDate, tzid, zone);
  }
}

/**
 * The times within a window that the events of an iCalendar file take (RFC 5545), each time of those that repeat. `zone` is the owner's.
 * @throws where it is no such file
 */
export function readEvents(text: string, window: Span, zone: string): readonly ReadEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  return events.filter(takesTime).flatMap((event) =>
    [...timesOf(event, window, zone)]
      // An event without any length stands at a moment and takes none.
      .filter((span) => span.start < span.end && overlap(span, window))
      .map((span) => ({ uid: event.uid, span })),
  );
}
