import type { Page, StreamLine } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  const { searchParams } = event.url;
  const query = { prefix: searchParams.get('search') ?? '', cursor: searchParams.get('cursor'), limit: 50 };
  const { value } = await read<Page<StreamLine>>(event, '/api/operations/streams', query);
  return { streams: value };
};
