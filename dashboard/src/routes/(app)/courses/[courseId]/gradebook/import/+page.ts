import type { CourseDetail, Gradebook } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  const path = `/api/courses/${encodeURIComponent(event.params.courseId)}`;
  // Who may not see the gradebook is told so here, before a file is chosen.
  const [, course] = await Promise.all([read<Gradebook>(event, `${path}/gradebook`), read<CourseDetail>(event, path)]);
  return { course: course.value };
};
