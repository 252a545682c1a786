import type { Conversation, Page } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async (event) => {
  const me = signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:conversations');
  const { value, position } = await read<Page<Conversation>>(event, '/api/me/conversations', { limit: 100 });
  return { me: me.personId, conversations: value.items, older: value.next, listed: position };
};
