import type { ClientItem, Page } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import { earliest } from '#lib/api/position.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const me = allowed((await event.parent()).person, 'consultations.offer', event.url);
  event.depends('lyceum:clients');
  const [clients, granted] = await Promise.all([
    read<Page<ClientItem>>(event, '/api/me/clients', { cursor: event.url.searchParams.get('cursor') }),
    read<Page<ClientItem>>(event, '/api/me/clients', { as: 'granted', limit: 100 }),
  ]);
  return {
    me: me.personId,
    clients: clients.value,
    granted: granted.value.items,
    since: earliest(clients.position, granted.position),
  };
};
