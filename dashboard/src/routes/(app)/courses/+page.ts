import type { CourseItem, Page, Recommendations } from '@lyceum/contracts';
import { read as ask } from '#lib/api/client.ts';
import { load as read } from '#lib/api/loading.ts';
import { has } from '#lib/api/rights.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { searchParams } = event.url;
  const [search, cursor] = [searchParams.get('search'), searchParams.get('cursor')];
  const { person } = await event.parent();
  // Only on top of the whole list, and the list comes without them too.
  const wanted = has(person, 'student') && search === null && cursor === null;
  const [courses, recommended] = await Promise.all([
    read<Page<CourseItem>>(event, '/api/courses', { search, cursor, limit: 30 }),
    wanted ? ask<Recommendations>(event.fetch, '/api/analytics/recommendations').catch(() => null) : null,
  ]);
  return { courses: courses.value, recommended: recommended?.value.items ?? [] };
};
