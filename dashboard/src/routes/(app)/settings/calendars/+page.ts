import type { CalendarFeed, Connections } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:connections');
  const [feed, connections] = await Promise.all([
    read<CalendarFeed>(event, '/api/me/calendar-feed'),
    read<Connections>(event, '/api/me/calendars'),
  ]);
  return { feed: feed.value, connections: connections.value, since: connections.position };
};
