import type { Page, Travel, TravelRow } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  event.depends('lyceum:travel');
  const { name, travelId } = event.params;
  const path = `/api/operations/projections/${encodeURIComponent(name)}/travels/${encodeURIComponent(travelId)}`;
  const { value: travel } = await read<Travel>(event, path);
  const { searchParams } = event.url;
  const query = { key: searchParams.get('search') ?? '', cursor: searchParams.get('cursor'), limit: 50 };
  const rows = travel.phase === 'there' ? (await read<Page<TravelRow>>(event, `${path}/rows`, query)).value : null;
  return { travel, rows };
};
