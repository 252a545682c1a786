import type { Attachment } from '@lyceum/contracts';
import ical, { ICalAttendeeStatus, ICalCalendarMethod } from 'ical-generator';
import { eventOf, PRODUCT, type CalendarEntry } from './event.ts';

/** Somebody with an address. */
export interface Addressed {
  readonly name: string;
  readonly email: string;
}

export interface Invitation {
  readonly entries: readonly CalendarEntry[];
  readonly attendee: Addressed;
  /** Whose word it is that the session takes place: the academy's. */
  readonly organizer: Addressed;
  readonly address: URL;
}

/**
 * The file that puts sessions into somebody's calendar, moves them there or takes them out (RFC 5546). An invitation is to one session;
 * several come as entries to import, since programs take only the first of an invitation.
 */
export function invitationTo({ entries, attendee, organizer, address }: Invitation): Attachment {
  const [first] = entries;
  const single = first?.status === 'cancelled' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST;
  const method = entries.length === 1 ? single : ICalCalendarMethod.PUBLISH;
  const calendar = ical({ method, prodId: PRODUCT });
  for (const entry of entries) {
    const attending = { ...attendee, status: ICalAttendeeStatus.ACCEPTED, rsvp: false };
    calendar.createEvent({ ...eventOf(entry, address), organizer: { ...organizer }, attendees: [attending] });
  }
  return {
    filename: entries.length === 1 ? 'session.ics' : 'sessions.ics',
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content: calendar.toString(),
  };
}
