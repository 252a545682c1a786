import type { CourseItem, Page } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'webinars.schedule', event.url);
  const { value } = await read<Page<CourseItem>>(event, '/api/courses', { mine: 'teaching', limit: 200 });
  return { courses: value.items, courseId: event.url.searchParams.get('course') ?? '' };
};
