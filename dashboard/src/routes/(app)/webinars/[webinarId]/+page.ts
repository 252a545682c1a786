import type { DecksList, RecordingSummary, Webinar } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:webinar');
  const path = `/api/webinars/${encodeURIComponent(event.params.webinarId)}`;
  const { value: webinar, position: since } = await read<Webinar>(event, path);
  const recordings = webinar.recordings > 0 ? (await read<{ items: RecordingSummary[] }>(event, `${path}/recordings`)).value.items : [];
  const shows = webinar.as !== 'attendee' && webinar.phase !== 'cancelled';
  // A speaker whom a host has sent back to the audience shows none.
  const decks = shows ? await read<DecksList>(event, `${path}/decks`).catch(() => null) : null;
  return { webinar, recordings, decks: decks?.value.items ?? null, since };
};
