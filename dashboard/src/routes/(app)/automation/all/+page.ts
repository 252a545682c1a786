import type { AutomationOverview } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  event.depends('lyceum:automation');
  const { value: overview, position: since } = await read<AutomationOverview>(event, '/api/operations/automation');
  return { overview, since };
};
