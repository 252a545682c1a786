import type { CourseDetail, Gradebook } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import { asOfIn } from '#lib/gradebook/as-of.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:gradebook');
  const path = `/api/courses/${encodeURIComponent(event.params.courseId)}`;
  const asOf = asOfIn(event.url);
  const [book, course] = await Promise.all([read<Gradebook>(event, `${path}/gradebook`, { asOf }), read<CourseDetail>(event, path)]);
  return { book: book.value, course: course.value, asOf, since: book.position };
};
