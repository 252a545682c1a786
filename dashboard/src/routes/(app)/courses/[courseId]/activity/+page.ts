import type { ActivityPage, CourseDetail } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:activity');
  const path = `/api/courses/${encodeURIComponent(event.params.courseId)}`;
  const { searchParams } = event.url;
  const only = searchParams.get('person');
  const [activity, course] = await Promise.all([
    read<ActivityPage>(event, `${path}/activity`, { person: only, cursor: searchParams.get('cursor'), limit: 50 }),
    read<CourseDetail>(event, path),
  ]);
  return { activity: activity.value, course: course.value, only, since: activity.position };
};
