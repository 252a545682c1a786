import type { CourseDetail, CourseMembers } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

const FILTERS = ['asOf', 'sort', 'stage', 'left', 'week', 'part', 'did', 'risk', 'cursor'] as const;
const LIMIT = 40;

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:course-analytics');
  const path = `/api/courses/${encodeURIComponent(event.params.courseId)}`;
  const { searchParams } = event.url;
  const query = Object.fromEntries(FILTERS.map((name) => [name, searchParams.get(name)]));
  const [members, course] = await Promise.all([
    read<CourseMembers>(event, `${path}/analytics/people`, { ...query, limit: LIMIT }),
    read<CourseDetail>(event, path),
  ]);
  return { members: members.value, course: course.value, asOf: searchParams.get('asOf'), since: members.position };
};
