import type { Id } from '@lyceum/contracts';
import type { Audience } from './live-room.ts';

/** The channel of an audience of a room. */
export const channelOf = (roomId: Id, audience: Audience): string =>
  `${roomId} ${typeof audience === 'string' ? audience : audience.personId}`;
/** Those at the door: in the lobby, or waiting for the room to open. */
export const doorOf = (roomId: Id): string => `${roomId} door`;
