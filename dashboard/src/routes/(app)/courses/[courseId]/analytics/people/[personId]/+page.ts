import type { Story } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:course-analytics');
  const { courseId, personId } = event.params;
  const path = `/api/courses/${encodeURIComponent(courseId)}/analytics/people/${encodeURIComponent(personId)}`;
  const story = await read<Story>(event, path, { week: event.url.searchParams.get('week') });
  return { story: story.value, since: story.position };
};
