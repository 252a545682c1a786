import { setImmediate as turn } from 'node:timers/promises';
import { momentOf, overlap, type Span } from '@lyceum/contracts';
import ICAL from 'ical.js';
import { SyncFailure } from './other-calendar.ts';

/** A time in a calendar that is taken. */
export interface ReadEvent {
  readonly uid: string;
  readonly span: Span;
}

/** An event that began long ago and comes every day has some thousands of times behind it; one with more is none that somebody keeps. */
const MOST_TIMES = 20_000;
/** So many times are worked out of one calendar: whoever writes it does not decide how long we are at it. */
const MOST_IN_ALL = 200_000;
/** Others have their turn after so many. */
const AT_A_GO = 200;

/** How many times of a calendar have been worked out. */
export class Effort {
  private times = 0;

  constructor(private readonly most = MOST_IN_ALL) {}

  /** @throws SyncFailure where it is too many */
  async one(): Promise<void> {
    this.times += 1;
    if (this.times > this.most) throw new SyncFailure('unreadable', 'The calendar has more times than are read');
    if (this.times % AT_A_GO === 0) await turn();
  }
}

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

async function* timesOf(event: ICAL.Event, window: Span, zone: string, effort: Effort): AsyncGenerator<Span> {
  const tzid = tzidOf(event);
  await effort.one();
  if (!event.isRecurring()) {
    yield spanOf(event.startDate, event.endDate, tzid, zone);
    return;
  }
  const iterator = event.iterator();
  for (let count = 0; count < MOST_TIMES; count++) {
    await effort.one();
    const next = iterator.next();
    if (!next || instantOf(next, tzid, zone) >= window.end) return;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    // A time that was moved is an event of its own in the file.
    if (item === event) yield spanOf(startDate, endDate, tzid, zone);
  }
}

/**
 * The times within a window that the events of an iCalendar file take (RFC 5545), each time of those that repeat. `zone` is the owner's.
 * @throws where it is no such file; SyncFailure where it has too many times
 */
export async function readEvents(text: string, window: Span, zone: string, effort = new Effort()): Promise<readonly ReadEvent[]> {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  const read: ReadEvent[] = [];
  for (const event of events.filter(takesTime)) {
    for await (const span of timesOf(event, window, zone, effort)) {
      // An event without any length stands at a moment and takes none.
      if (span.start < span.end && overlap(span, window)) read.push({ uid: event.uid, span });
    }
  }
  return read;
}
