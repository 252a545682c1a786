import type { CourseDetail } from '@lyceum/contracts';
import { signedIn } from '#lib/api/loading.ts';
import { readPast } from '#lib/gradebook/past.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  const { courseId } = event.params;
  const { asOf, thing: course } = await readPast<CourseDetail>(event, `/api/courses/${encodeURIComponent(courseId)}/past`);
  return { courseId, asOf, course };
};
