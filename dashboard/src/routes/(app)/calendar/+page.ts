import type { CalendarView, Page, WebinarSummary } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import { earliest } from '#lib/api/position.ts';
import { dateIn, DAYS, isDate, windowOf } from '#lib/booking/week.ts';
import { mondayOf } from '#lib/calendar/hours.ts';
import type { PageLoad } from './$types';

/** One's own calendar, or with `?instructor=` the one of somebody whom an admin helps. A day more on each side, whatever zone it is in. */
export const load: PageLoad = async (event) => {
  const instructor = event.url.searchParams.get('instructor');
  const { person, zone } = await event.parent();
  allowed(person, instructor === null ? 'consultations.offer' : 'consultations.manage', event.url);
  event.depends('lyceum:calendar');
  const asked = event.url.searchParams.get('week');
  const monday = mondayOf(isDate(asked) ? asked : dateIn(Date.now(), zone));
  const path = `/api/instructors/${instructor === null ? 'me' : encodeURIComponent(instructor)}`;
  const { from } = windowOf(monday, 'UTC');
  const day = 86_400_000;
  const query = {
    from: new Date(Date.parse(from) - day).toISOString(),
    to: new Date(Date.parse(from) + (DAYS + 1) * day).toISOString(),
  };
  const [view, webinars] = await Promise.all([
    read<CalendarView>(event, `${path}/calendar`, query),
    instructor === null ? read<Page<WebinarSummary>>(event, '/api/webinars', { ...query, mine: true, limit: 100 }) : null,
  ]);
  const since = webinars === null ? view.position : earliest(view.position, webinars.position);
  return { view: view.value, webinars: webinars?.value.items ?? [], monday, path, since, helping: instructor !== null };
};
