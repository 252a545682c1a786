import type { Reports } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:reports');
  return { reports: (await read<Reports>(event, '/api/me/reports')).value.items };
};
