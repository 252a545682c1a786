import type { ActivityPage } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:activity');
  const activity = await read<ActivityPage>(event, '/api/me/activity', { cursor: event.url.searchParams.get('cursor'), limit: 50 });
  return { activity: activity.value, since: activity.position };
};
