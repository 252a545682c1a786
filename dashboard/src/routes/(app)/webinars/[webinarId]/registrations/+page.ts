import type { Page, Registration, Webinar } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:registrations');
  const path = `/api/webinars/${encodeURIComponent(event.params.webinarId)}`;
  const [{ value: registrations, position: since }, { value: webinar }] = await Promise.all([
    read<Page<Registration>>(event, `${path}/registrations`, { cursor: event.url.searchParams.get('cursor') }),
    read<Webinar>(event, path),
  ]);
  return { webinar, registrations, since, ticket: event.url.searchParams.get('ticket') ?? '' };
};
