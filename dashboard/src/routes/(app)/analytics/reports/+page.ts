import type { CourseFigures, Page, Reports } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const person = allowed((await event.parent()).person, 'analytics.read', event.url);
  event.depends('lyceum:reports');
  const [reports, courses] = await Promise.all([
    read<Reports>(event, '/api/analytics/reports'),
    read<Page<CourseFigures>>(event, '/api/analytics/courses', { limit: 200 }),
  ]);
  return { reports: reports.value.items, courses: courses.value.items, email: person.email ?? '' };
};
