import type { Conversation, Message, Page } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import { earliest } from '#lib/api/position.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  const path = `/api/conversations/${encodeURIComponent(event.params.conversationId)}`;
  const [conversation, newest] = await Promise.all([read<Conversation>(event, path), read<Page<Message>>(event, `${path}/messages`)]);
  return {
    conversation: conversation.value,
    newest: newest.value,
    since: earliest(conversation.position, newest.position),
  };
};
