import type { OwnProfile } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

/** One's own profile, or with `?instructor=` the one of somebody whom an admin helps. */
export const load: PageLoad = async (event) => {
  const instructor = event.url.searchParams.get('instructor');
  allowed((await event.parent()).person, instructor === null ? 'consultations.offer' : 'consultations.manage', event.url);
  event.depends('lyceum:profile');
  const path = `/api/instructors/${instructor === null ? 'me' : encodeURIComponent(instructor)}`;
  const { value: own } = await read<OwnProfile>(event, `${path}/profile`);
  return { own, path, helping: instructor !== null };
};
