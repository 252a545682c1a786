import type { MediaFigures } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  event.depends('lyceum:media');
  const { value } = await read<MediaFigures>(event, '/api/operations/media');
  return { media: value };
};
