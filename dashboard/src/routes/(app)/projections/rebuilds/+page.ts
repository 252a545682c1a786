import type { ProjectionStatus, Rebuild } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  event.depends('lyceum:rebuilds');
  const [{ value: models }, { value: rebuilds }] = await Promise.all([
    read<{ items: ProjectionStatus[] }>(event, '/api/operations/projections'),
    read<{ items: Rebuild[] }>(event, '/api/operations/rebuilds'),
  ]);
  return { names: models.items.map(({ name }) => name), rebuilds: rebuilds.items };
};
