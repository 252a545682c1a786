/** Sessions as tests need them, made through the API. */
import { instant } from '@lyceum/contracts';
import type { Person } from './client.ts';

const STEP = 5 * 60_000;
/** What passes between reading the clock and the academy's deciding, on a slow machine. */
const MARGIN = 30_000;

/** Whoever offers consultations can be booked at any time from now on, for five minutes and longer. */
export const offerAlways = (instructor: Person, timeZone = 'UTC') =>
  instructor.put('/api/instructors/me/availability', {
    timeZone,
    weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' })),
    lengths: [30],
    interval: 5,
  });

/** Books a session that begins within minutes, so that its room is open now; it can be read when this ends. */
export async function bookSoon(student: Person, instructor: Person): Promise<string> {
  const start = instant((Math.floor((Date.now() + MARGIN) / STEP) + 1) * STEP);
  const booked = await student.post<{ bookingId: string }>(`/api/instructors/${instructor.personId}/bookings`, { start, length: 30 });
  await student.get(`/api/bookings/${booked.bookingId}`);
  instructor.saw(student.seen);
  return booked.bookingId;
}
