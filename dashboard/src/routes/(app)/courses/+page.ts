import type { CourseItem, Page } from '@lyceum/contracts';
import { load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { searchParams } = event.url;
  const { value: courses } = await read<Page<CourseItem>>(event, '/api/courses', {
    search: searchParams.get('search'),
    cursor: searchParams.get('cursor'),
    limit: 30,
  });
  return { courses };
};
