import type { Id } from '@lyceum/contracts';
import { accept, refuse } from '../../../deciding/decision.ts';
import { runs } from '../room.ts';
import { inRoom, type Act } from './acting.ts';

/** To all, or to those who run the room; where the chat is closed attendees write to these alone. */
export const say = (to: 'all' | 'hosts', text: string): Act =>
  inRoom((room, { roomId, personId, newId }) => {
    const closed = to === 'all' && !room.settings.chat && room.people.get(personId)?.role === 'attendee';
    if (closed) return refuse('chat-closed');
    return accept({ type: 'webinars.ChatSent.v1', data: { roomId, messageId: newId('message'), authorId: personId, to, text } });
  });

/** One's own message, or, for those who run the room, any. */
export const takeBack = (messageId: Id): Act =>
  inRoom((room, { roomId, personId }) => {
    const authorId = room.messages.get(messageId);
    if (authorId === undefined) return refuse('message-not-found');
    if (authorId !== personId && !runs(room, personId)) return refuse('not-allowed');
    return accept({ type: 'webinars.ChatRemoved.v1', data: { roomId, messageId } });
  });
