import type { ClientHistory } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:history');
  const history = await read<ClientHistory>(event, `/api/instructors/${encodeURIComponent(event.params.instructorId)}/clients/me`);
  return { history: history.value, since: history.position };
};
