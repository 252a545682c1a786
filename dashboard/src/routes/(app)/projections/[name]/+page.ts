import type { ProjectionStatus, Rebuild, Travel } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  event.depends('lyceum:projection');
  const path = `/api/operations/projections/${encodeURIComponent(event.params.name)}`;
  const [{ value: status }, { value: rebuilds }, { value: travels }] = await Promise.all([
    read<ProjectionStatus>(event, path),
    read<{ items: Rebuild[] }>(event, `${path}/rebuilds`),
    read<{ items: Travel[] }>(event, `${path}/travels`),
  ]);
  const shown = event.url.searchParams.get('rebuild') ?? rebuilds.items[0]?.rebuildId ?? null;
  const rebuild = shown === null ? null : (await read<Rebuild>(event, `${path}/rebuilds/${encodeURIComponent(shown)}`)).value;
  return { status, rebuilds: rebuilds.items, rebuild, travels: travels.items };
};
