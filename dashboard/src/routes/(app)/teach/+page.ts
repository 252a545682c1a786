import type { CourseItem, Page } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'courses.create', event.url);
  const { searchParams } = event.url;
  const query = { mine: 'teaching', search: searchParams.get('search'), cursor: searchParams.get('cursor'), limit: 50 };
  const { value: courses } = await read<Page<CourseItem>>(event, '/api/courses', query);
  return { courses };
};
