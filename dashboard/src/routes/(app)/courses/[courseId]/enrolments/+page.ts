import type { CourseDetail, Enrolment, Page } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:enrolments');
  const path = `/api/courses/${encodeURIComponent(event.params.courseId)}`;
  const [enrolments, course] = await Promise.all([
    read<Page<Enrolment>>(event, `${path}/enrolments`, { cursor: event.url.searchParams.get('cursor'), limit: 100 }),
    read<CourseDetail>(event, path),
  ]);
  return { enrolments: enrolments.value, course: course.value, since: enrolments.position };
};
