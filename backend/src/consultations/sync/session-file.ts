import type { Id } from '@lyceum/contracts';
import ical from 'ical-generator';
import { eventOf, PRODUCT } from '../ical/event.ts';
import type { SessionEntry } from './other-calendar.ts';

const UID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@(.+)$/i;

/** The booking that an entry of another calendar is, or null where it is none of this academy's. */
export function bookingOfUid(uid: string, academy: URL): Id | null {
  const [, bookingId, host] = UID.exec(uid) ?? [];
  return bookingId !== undefined && host === academy.hostname ? bookingId : null;
}

/** A session as a file for another calendar: the same entry that is sent by mail, so that whoever has both has one. */
export function sessionFile({ bookingId, start, length, moves, title, since }: SessionEntry, academy: URL): string {
  const calendar = ical({ prodId: PRODUCT });
  calendar.createEvent(
    eventOf({ bookingId, start, length, sequence: moves, summary: title, description: '', status: 'confirmed', stamp: since }, academy),
  );
  return calendar.toString();
}
