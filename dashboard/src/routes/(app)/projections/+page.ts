import type { ProjectionStatus } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  const { value } = await read<{ items: ProjectionStatus[] }>(event, '/api/operations/projections');
  return { projections: value.items };
};
