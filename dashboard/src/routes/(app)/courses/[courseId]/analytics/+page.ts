import type { CourseAnalytics, CourseDetail } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:course-analytics');
  const path = `/api/courses/${encodeURIComponent(event.params.courseId)}`;
  const asOf = event.url.searchParams.get('asOf');
  const [analytics, course] = await Promise.all([
    read<CourseAnalytics>(event, `${path}/analytics`, { asOf }),
    read<CourseDetail>(event, path),
  ]);
  return { analytics: analytics.value, course: course.value, asOf, since: analytics.position };
};
