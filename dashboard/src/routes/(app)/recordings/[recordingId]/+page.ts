import type { Recording, Webinar } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  const { value: recording } = await read<Recording>(event, `/api/recordings/${encodeURIComponent(event.params.recordingId)}`);
  const { value: webinar } = await read<Webinar>(event, `/api/webinars/${recording.webinarId}`);
  return { recording, webinar };
};
