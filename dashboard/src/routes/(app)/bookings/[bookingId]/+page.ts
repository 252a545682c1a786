import { signedIn } from '#lib/api/loading.ts';
import { loadBooking } from '#lib/booking/load-booking.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:booking');
  return loadBooking(event, event.params.bookingId);
};
