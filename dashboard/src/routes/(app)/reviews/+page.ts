import type { Page, Review } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'consultations.manage', event.url);
  event.depends('lyceum:reviews');
  const { searchParams } = event.url;
  const query = { search: searchParams.get('search'), show: searchParams.get('show'), cursor: searchParams.get('cursor'), limit: 30 };
  const { value: reviews, position: since } = await read<Page<Review>>(event, '/api/reviews', query);
  return { reviews, since };
};
