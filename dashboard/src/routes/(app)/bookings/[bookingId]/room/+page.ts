import type { ClientHistory, Conversation, Message, Page, SessionRoom } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import { earliest } from '#lib/api/position.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:room', 'lyceum:history');
  const { value: room } = await read<SessionRoom>(event, `/api/bookings/${encodeURIComponent(event.params.bookingId)}/room`);
  const history = read<ClientHistory>(event, `/api/instructors/${room.instructor.personId}/clients/${room.student.personId}`);
  if (!room.conversation.begun) return { room, history: await history, talk: null };
  const path = `/api/conversations/${room.conversation.conversationId}`;
  const [conversation, newest] = await Promise.all([read<Conversation>(event, path), read<Page<Message>>(event, `${path}/messages`)]);
  const since = earliest(conversation.position, newest.position);
  return { room, history: await history, talk: { conversation: conversation.value, newest: newest.value, since } };
};
