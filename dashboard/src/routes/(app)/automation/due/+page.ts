import type { DueThing, Page } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  event.depends('lyceum:automation');
  const { searchParams } = event.url;
  const query = { automation: searchParams.get('automation'), cursor: searchParams.get('cursor'), limit: 50 };
  const { value: due, position: since } = await read<Page<DueThing>>(event, '/api/operations/automation/due', query);
  return { due, automation: query.automation, since };
};
