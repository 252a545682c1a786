import type { AutomationOverview, Page, Run } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  event.depends('lyceum:automation');
  const { searchParams } = event.url;
  const given = { automation: searchParams.get('automation'), state: searchParams.get('state') };
  const query = { ...given, cursor: searchParams.get('cursor'), limit: 50 };
  const [{ value: runs, position: since }, { value: overview }] = await Promise.all([
    read<Page<Run>>(event, '/api/operations/automation/runs', query),
    read<AutomationOverview>(event, '/api/operations/automation'),
  ]);
  return { runs, overview, given, since };
};
