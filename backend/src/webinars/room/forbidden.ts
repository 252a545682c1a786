import { maySend, type Id } from '@lyceum/contracts';
import type { MediaControl } from '../../media/media-control.ts';
import type { LiveRoom } from './live-room.ts';

/** What people may not send, as the room is now, is sent no more: all that they send, or one thing of it. */
export async function endForbidden(media: MediaControl, room: LiveRoom, only: { readonly producerId?: Id; readonly personId?: Id } = {}) {
  const { people, settings } = room.scene;
  const ended = [...room.sent.values()].flatMap(({ producerId, personId, source }) => {
    if ((only.personId ?? personId) !== personId || (only.producerId ?? producerId) !== producerId) return [];
    const someone = people.get(personId);
    if (!someone || maySend(someone.role, source, settings)) return [];
    return [media.ask('close-producer', { roomId: room.roomId, peerId: someone.connectionId, producerId }).catch(() => {})];
  });
  await Promise.all(ended);
}
