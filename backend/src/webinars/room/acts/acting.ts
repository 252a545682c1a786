import type { Id, RoomEvent } from '@lyceum/contracts';
import { refuse, type Decision } from '../../../deciding/decision.ts';
import { runs, type Room } from '../room.ts';

/** Who acts in which room. `newId` gives the same id again when the same act is tried again. */
export interface Acting {
  readonly roomId: Id;
  readonly personId: Id;
  readonly newId: (name: string) => Id;
}

export type Act = (room: Room, acting: Acting) => Decision<RoomEvent>;

/** An act of somebody who is in the room. */
export const inRoom =
  (act: Act): Act =>
  (room, acting) => {
    if (room.phase !== 'open' || !room.people.has(acting.personId)) return refuse('not-in-the-room');
    return act(room, acting);
  };

/** An act of somebody who runs the room. */
export const asHost = (act: Act): Act =>
  inRoom((room, acting) => (runs(room, acting.personId) ? act(room, acting) : refuse('not-allowed')));
