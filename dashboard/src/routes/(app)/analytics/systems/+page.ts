import type { SystemKeys } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'activity.exchange', event.url);
  event.depends('lyceum:systems');
  return { keys: (await read<SystemKeys>(event, '/api/system-keys')).value.items };
};
