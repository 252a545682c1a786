import type { RecordingSummary, Webinar } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:webinar');
  const path = `/api/webinars/${encodeURIComponent(event.params.webinarId)}`;
  const { value: webinar, position: since } = await read<Webinar>(event, path);
  const recordings = webinar.recordings > 0 ? (await read<{ items: RecordingSummary[] }>(event, `${path}/recordings`)).value.items : [];
  return { webinar, recordings, since };
};
