import type { Booking } from '@lyceum/contracts';
import { signedIn } from '#lib/api/loading.ts';
import { readPast } from '#lib/gradebook/past.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  const { bookingId } = event.params;
  const { asOf, thing: booking } = await readPast<Booking>(event, `/api/bookings/${encodeURIComponent(bookingId)}/past`);
  return { bookingId, asOf, booking };
};
