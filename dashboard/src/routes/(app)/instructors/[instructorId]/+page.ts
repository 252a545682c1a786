import type { InstructorDetail, Page, PublicReview } from '@lyceum/contracts';
import { load as read } from '#lib/api/loading.ts';
import { loadWeek } from '#lib/booking/load-week.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('lyceum:instructor', 'lyceum:slots');
  const { zone } = await event.parent();
  const path = `/api/instructors/${event.params.instructorId}`;
  const { value: instructor, position: since } = await read<InstructorDetail>(event, path);
  const [week, reviews] = await Promise.all([
    loadWeek(event, instructor, zone),
    read<Page<PublicReview>>(event, `${path}/reviews`, { limit: 10, cursor: event.url.searchParams.get('cursor') }),
  ]);
  return { instructor, week, reviews: reviews.value, since };
};
