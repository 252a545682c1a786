import type { Webinar } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

/** Nothing of a room can be shown without the browser's devices. */
export const ssr = false;

export const load: PageLoad = async (event) => {
  const me = signedIn((await event.parent()).person, event.url);
  const { value: webinar } = await read<Webinar>(event, `/api/webinars/${encodeURIComponent(event.params.webinarId)}`);
  return { webinar, me: me.personId };
};
