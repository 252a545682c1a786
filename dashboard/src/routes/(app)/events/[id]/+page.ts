import type { FactInChain } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  const { value } = await read<FactInChain>(event, `/api/operations/events/${encodeURIComponent(event.params.id)}`);
  return value;
};
