import type { ClientHistory } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'consultations.offer', event.url);
  event.depends('lyceum:history');
  const instructor = encodeURIComponent(event.url.searchParams.get('instructor') ?? 'me');
  const path = `/api/instructors/${instructor}/clients/${encodeURIComponent(event.params.studentId)}`;
  const history = await read<ClientHistory>(event, path);
  return { history: history.value, since: history.position };
};
