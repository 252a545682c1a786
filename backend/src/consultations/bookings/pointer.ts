import type { BookingPointerEvent, Id, Party } from '@lyceum/contracts';
import { allows } from '@lyceum/contracts';
import type { Asker } from '../../courses/staff.ts';
import type { Decider } from '../../deciding/decider.ts';
import { Refused } from '../../deciding/refused.ts';
import type { Streams } from '../../deciding/streams.ts';

/** Whose booking it is, and in whose calendar. */
export interface Pointer {
  readonly bookingId: Id;
  readonly instructorId: Id;
  readonly studentId: Id;
}

/** `booking-BOOKINGID`: where a booking is to be found, so that commands on it need no read model. */
export const bookingPointers: Decider<Pointer | null, BookingPointerEvent> = {
  stream: (bookingId) => `booking-${bookingId}`,
  initial: null,
  evolve: (_, { data }) => data,
};

/** Which of the two the asker is in a booking; admins may see to any. */
export function partyOf(pointer: Pointer, who: Asker): Party | null {
  if (who.personId === pointer.studentId) return 'student';
  if (who.personId === pointer.instructorId) return 'instructor';
  return allows(who.roles, 'consultations.manage') ? 'admin' : null;
}

/** Finds a booking that the asker may know of. @throws Refused booking-not-found */
export async function findBooking(streams: Streams, who: Asker, bookingId: Id): Promise<{ pointer: Pointer; party: Party }> {
  const { state: pointer } = await streams.look(bookingPointers, bookingId, Infinity);
  const party = pointer && partyOf(pointer, who);
  if (!pointer || !party) throw new Refused({ code: 'booking-not-found' });
  return { pointer, party };
}
