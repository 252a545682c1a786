import type { CourseAnalytics, CourseDetail } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:course-analytics');
  const path = `/api/courses/${encodeURIComponent(event.params.courseId)}`;
  const [analytics, course] = await Promise.all([read<CourseAnalytics>(event, `${path}/analytics`), read<CourseDetail>(event, path)]);
  return { settings: analytics.value.settings, course: course.value };
};
