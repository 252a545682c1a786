import type { CourseDetail } from '@lyceum/contracts';
import { error } from '@sveltejs/kit';
import { load as read, signedIn } from '#lib/api/loading.ts';
import { may } from '#lib/api/rights.ts';
import { t } from '#lib/messages/index.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const person = signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:course');
  const { value: course, position: since } = await read<CourseDetail>(event, `/api/courses/${encodeURIComponent(event.params.courseId)}`);
  if (!course.you.teaches && !may(person, 'courses.teach-any')) error(403, { message: t('problem.notAllowed'), code: 'not-allowed' });
  return { course, since };
};
