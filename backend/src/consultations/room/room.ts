import { CLOSES_AFTER, instant, MINUTE, OPENS_BEFORE, type Id, type Instant } from '@lyceum/contracts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import type { Streams } from '../../deciding/streams.ts';
import { findBooking, type Pointer } from '../bookings/pointer.ts';
import { calendars } from '../calendar/calendar.ts';

/** A session's room: whose it is and when it is open. */
export interface Room extends Pointer {
  readonly as: 'student' | 'instructor';
  readonly start: Instant;
  readonly end: Instant;
  readonly opens: Instant;
  readonly closes: Instant;
}

/** Sessions that are agreed on have a room, and keep it for a while when they are over. */
const WITH_ROOM: readonly string[] = ['confirmed', 'completed'];

/** The room of a session as one of its two sees it; nobody else has anything to look for in it. @throws Refused */
export async function findRoom(streams: Streams, who: Asker, bookingId: Id): Promise<Room> {
  const { pointer, party } = await findBooking(streams, who, bookingId);
  if (party === 'admin') throw new Refused({ code: 'booking-not-found' });
  const booking = (await streams.look(calendars, pointer.instructorId)).state.bookings[bookingId];
  if (!booking || !WITH_ROOM.includes(booking.phase)) throw new Refused({ code: 'no-room' });
  const begin = Date.parse(booking.start);
  const end = begin + booking.length * MINUTE;
  const times = { start: booking.start, end: instant(end), opens: instant(begin - OPENS_BEFORE), closes: instant(end + CLOSES_AFTER) };
  return { ...pointer, as: party, ...times };
}

export const isOpen = ({ opens, closes }: Room, now: Instant): boolean => opens <= now && now < closes;
