import type { Overview } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'analytics.read', event.url);
  const { value: overview, position: since } = await read<Overview>(event, '/api/analytics/overview');
  return { overview, since };
};
