import type { ParkedDetail } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  const { value: parked } = await read<ParkedDetail>(event, `/api/operations/parked/${encodeURIComponent(event.params.parkedId)}`);
  return { parked };
};
