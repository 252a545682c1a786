import type { CourseItem, Page, Webinar } from '@lyceum/contracts';
import { error } from '@sveltejs/kit';
import { load as read, signedIn } from '#lib/api/loading.ts';
import { t } from '#lib/messages/index.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  const [{ value: webinar }, { value: taught }] = await Promise.all([
    read<Webinar>(event, `/api/webinars/${encodeURIComponent(event.params.webinarId)}`),
    read<Page<CourseItem>>(event, '/api/courses', { mine: 'teaching', limit: 200 }),
  ]);
  if (webinar.as !== 'host') error(403, { message: t('problem.notAllowed'), code: 'not-allowed' });
  const { course } = webinar;
  const others = taught.items.filter(({ courseId }) => courseId !== course?.courseId);
  return { webinar, courses: course ? [course, ...others] : others };
};
