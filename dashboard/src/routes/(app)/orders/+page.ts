import type { Order, Page } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  event.depends('lyceum:orders');
  const { searchParams } = event.url;
  const query = { name: searchParams.get('name'), cursor: searchParams.get('cursor'), limit: 50 };
  const { value: orders, position: since } = await read<Page<Order>>(event, '/api/operations/orders', query);
  return { orders, name: query.name, since };
};
