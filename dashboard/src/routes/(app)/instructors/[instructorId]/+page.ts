import { ROOM_CLOSES_AFTER, type InstructorDetail, type Page, type PublicReview, type WebinarSummary } from '@lyceum/contracts';
import { load as read } from '#lib/api/loading.ts';
import { loadWeek } from '#lib/booking/load-week.ts';
import { isAhead } from '#lib/webinars/next.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('lyceum:instructor', 'lyceum:slots');
  const { person, zone } = await event.parent();
  const path = `/api/instructors/${event.params.instructorId}`;
  const { value: instructor, position: since } = await read<InstructorDetail>(event, path);
  const now = Date.now();
  const held = { host: event.params.instructorId, from: new Date(now - ROOM_CLOSES_AFTER).toISOString(), limit: 10 };
  const [week, reviews, webinars] = await Promise.all([
    loadWeek(event, instructor, zone),
    read<Page<PublicReview>>(event, `${path}/reviews`, { limit: 10, cursor: event.url.searchParams.get('cursor') }),
    person ? read<Page<WebinarSummary>>(event, '/api/webinars', held) : null,
  ]);
  const ahead = webinars?.value.items.filter((webinar) => isAhead(webinar, now)) ?? [];
  return { instructor, week, reviews: reviews.value, webinars: ahead, since };
};
