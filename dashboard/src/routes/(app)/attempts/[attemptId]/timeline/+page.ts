import type { AttemptDetail, Timeline } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:timeline');
  const path = `/api/attempts/${encodeURIComponent(event.params.attemptId)}`;
  const [attempt, timeline] = await Promise.all([read<AttemptDetail>(event, path), read<Timeline>(event, `${path}/timeline`)]);
  return { attempt: attempt.value, timeline: timeline.value, since: timeline.position };
};
