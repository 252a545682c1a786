import {
  runsRoom,
  settingsFor,
  type Closing,
  type Id,
  type Leaving,
  type RoomEvent,
  type RoomRole,
  type WebinarKind,
} from '@lyceum/contracts';
import { accept, nothing, refuse, type Decision } from '../../../deciding/decision.ts';
import type { Room } from '../room.ts';
import type { Act, Acting } from './acting.ts';

/** Somebody at the door: as what they may come in, and by which connection. */
export interface Entering {
  readonly role: RoomRole;
  readonly connectionId: Id;
  readonly kind: WebinarKind | 'consultation';
  /** Whether the room has a lobby when it opens. */
  readonly lobby: boolean;
}

/** People that one room takes. */
const MOST = 5000;

const joined = ({ roomId, personId }: Acting, role: RoomRole, connectionId: Id): RoomEvent => ({
  type: 'webinars.ParticipantJoined.v1',
  data: { roomId, personId, role, connectionId },
});

/**
 * In, into the lobby, or to wait until a host opens the room (then nothing happens): what came of it the room after it says. A further
 * connection of somebody takes the place of the former one.
 */
export const enter =
  ({ role, connectionId, kind, lobby }: Entering): Act =>
  (room, acting) => {
    const { roomId, personId } = acting;
    const hosts = runsRoom(role);
    if (room.phase !== 'open') {
      if (!hosts) return nothing();
      const settings = room.phase === 'empty' ? room.settings : settingsFor(kind, lobby);
      return accept({ type: 'webinars.RoomOpened.v1', data: { roomId, kind, settings } }, joined(acting, role, connectionId));
    }
    const present = room.people.get(personId);
    if (present?.connectionId === connectionId) return nothing();
    // A host is one whatever was made of them while they were none.
    const as = role === 'host' ? role : (room.roles.get(personId) ?? role);
    if (present) return accept(joined(acting, present.role, connectionId));
    if (hosts) return accept(joined(acting, as, connectionId));
    if (room.removed.has(personId)) return refuse('removed-from-room');
    if (room.people.size >= MOST) return refuse('room-full');
    const known = room.admitted.has(personId);
    if (room.settings.locked && !known) return refuse('room-locked');
    if (!room.settings.lobby || known || role !== 'attendee') return accept(joined(acting, as, connectionId));
    return room.lobby.has(personId) ? nothing() : accept({ type: 'webinars.LobbyEntered.v1', data: { roomId, personId } });
  };

/** Somebody leaves the lobby before they are let in. */
export const leaveLobby: Act = (room, { roomId, personId }) =>
  room.lobby.has(personId) ? accept({ type: 'webinars.LobbyLeft.v1', data: { roomId, personId } }) : nothing();

/** Somebody is there no more; the room closes behind the last. */
function without(
  room: Room,
  { roomId, personId }: Pick<Acting, 'roomId' | 'personId'>,
  why: Leaving,
  closing: Closing,
): Decision<RoomEvent> {
  if (room.phase !== 'open' || !room.people.has(personId)) return nothing();
  const left: RoomEvent = { type: 'webinars.ParticipantLeft.v1', data: { roomId, personId, why } };
  const closed: readonly RoomEvent[] = room.people.size === 1 ? [{ type: 'webinars.RoomClosed.v2', data: { roomId, why: closing } }] : [];
  return accept(left, ...closed);
}

/**
 * Somebody leaves, or their connection has not come back: only the connection that they are there by takes them along. `over`: what the room
 * is for is, so that it closes for good behind the last.
 */
export const leave =
  (connectionId: Id, why: 'left' | 'lost', over: boolean): Act =>
  (room, acting) =>
    room.people.get(acting.personId)?.connectionId === connectionId ? without(room, acting, why, over ? 'ended' : 'empty') : nothing();

/**
 * What somebody may be there as by now. Who may not be there any more is put out; who ran the room by an office that they have lost does so
 * no more.
 */
export const standAs =
  (role: RoomRole | null): Act =>
  (room, acting) => {
    const { roomId, personId } = acting;
    if (role === null) return room.lobby.has(personId) ? leaveLobby(room, acting) : without(room, acting, 'barred', 'empty');
    const place = room.people.get(personId);
    if (!place || !runsRoom(place.role) || runsRoom(role) || room.roles.has(personId)) return nothing();
    return accept({ type: 'webinars.RoleChanged.v1', data: { roomId, personId, role } });
  };

const LEFT_BY = { ended: 'closed', over: 'over', cancelled: 'cancelled' } as const satisfies Record<Exclude<Closing, 'empty'>, Leaving>;

/** All leave, and the room is closed. */
export function closing(room: Room, roomId: Id, why: Exclude<Closing, 'empty'>): Decision<RoomEvent> {
  if (room.phase !== 'open') return nothing();
  const left = [...room.people.keys()].map((personId): RoomEvent => {
    return { type: 'webinars.ParticipantLeft.v1', data: { roomId, personId, why: LEFT_BY[why] } };
  });
  return accept(...left, { type: 'webinars.RoomClosed.v2', data: { roomId, why } });
}
