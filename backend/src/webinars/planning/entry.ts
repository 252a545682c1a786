import type { Id, Instant } from '@lyceum/contracts';
import type { RegistrationRow, WebinarRow } from '@lyceum/projections';
import ical, { ICalCalendarMethod, type ICalEventData } from 'ical-generator';
import { PRODUCT, STATUS, type CalendarEntry } from '../../consultations/ical/event.ts';

/** What a calendar has of a webinar. */
export interface Entry {
  readonly webinarId: Id;
  readonly title: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly status: CalendarEntry['status'];
  /** When this was said of it: of two, the later one counts. */
  readonly stamp: Instant;
}

/** The webinar of a read model as an entry of a calendar. */
export const entryOf = ({ webinarId, title, start, end, planned }: WebinarRow, status: Entry['status']): Entry => ({
  webinarId,
  title,
  start,
  end,
  status,
  stamp: planned,
});

/** A webinar as somebody has it in their calendar; null where it does not belong there: what they asked or wait for is not certain yet. */
export function ownEntry(row: WebinarRow, personId: Id, mine: RegistrationRow | undefined): Entry | null {
  if (row.cancelled !== null) return null;
  if (row.involved.includes(personId) || mine?.phase === 'confirmed') return entryOf(row, 'confirmed');
  return mine?.phase === 'requested' || mine?.phase === 'waiting' ? entryOf(row, 'tentative') : null;
}

/** The entry as an event, under one name for as long as the webinar is (RFC 5545). */
export function webinarEvent({ webinarId, title, start, end, status, stamp }: Entry, address: URL): ICalEventData {
  const page = new URL(`/webinars/${webinarId}`, address).href;
  return {
    id: `webinar-${webinarId}@${address.hostname}`,
    start: new Date(start),
    end: new Date(end),
    summary: title,
    description: page,
    url: page,
    status: STATUS[status],
    stamp: new Date(stamp),
    sequence: Math.floor(Date.parse(stamp) / 1000) % 2 ** 31,
  };
}

/** The file that puts the webinar into a calendar, moves it there or takes it out. */
export function calendarFile(entry: Entry, address: URL): string {
  const method = entry.status === 'cancelled' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH;
  const calendar = ical({ prodId: PRODUCT, method });
  calendar.createEvent(webinarEvent(entry, address));
  return calendar.toString();
}
