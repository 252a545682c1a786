import type { Page, Parked, ProjectionStatus } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  event.depends('lyceum:parked');
  const { searchParams } = event.url;
  const query = { name: searchParams.get('name'), cursor: searchParams.get('cursor'), limit: 50 };
  const [{ value: parked }, { value: projections }] = await Promise.all([
    read<Page<Parked>>(event, '/api/operations/parked', query),
    read<{ items: ProjectionStatus[] }>(event, '/api/operations/projections'),
  ]);
  return { parked, names: projections.items.map(({ name }) => name).toSorted(), name: query.name };
};
