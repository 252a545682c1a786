import type { CourseDetail, Enrolment, Groups, Page } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:groups');
  const path = `/api/courses/${encodeURIComponent(event.params.courseId)}`;
  const [groups, enrolments, course] = await Promise.all([
    read<Groups>(event, `${path}/groups`),
    read<Page<Enrolment>>(event, `${path}/enrolments`, { limit: 200 }),
    read<CourseDetail>(event, path),
  ]);
  return { groups: groups.value.items, students: enrolments.value.items.filter(({ phase }) => phase === 'active'), course: course.value };
};
