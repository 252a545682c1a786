import type { CalendarFeed } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  const { value: feed } = await read<CalendarFeed>(event, '/api/me/calendar-feed');
  return { feed };
};
