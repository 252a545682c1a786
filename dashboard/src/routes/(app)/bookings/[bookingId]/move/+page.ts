import type { InstructorDetail } from '@lyceum/contracts';
import { signedIn } from '#lib/api/loading.ts';
import { loadBooking } from '#lib/booking/load-booking.ts';
import { loadWeek } from '#lib/booking/load-week.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { person, zone } = await event.parent();
  signedIn(person, event.url);
  event.depends('lyceum:booking', 'lyceum:slots');
  const { booking, instructor } = await loadBooking(event, event.params.bookingId);
  const of: Pick<InstructorDetail, 'instructorId' | 'lengths'> = { instructorId: booking.instructor.personId, lengths: [booking.length] };
  return { booking, instructor, week: await loadWeek(event, of, zone, booking.length) };
};
