import { runsRoom, type Id, type RoomPlace } from '@lyceum/contracts';
import { Refused } from '../../../deciding/refused.ts';
import { iceServersFor } from '../../../media/ice-servers.ts';
import { enter } from '../acts/entering.ts';
import type { LiveRoom } from '../live-room.ts';
import type { Seat } from '../seat.ts';
import type { Desk } from './desk.ts';

/** A sign that somebody is in a room by this backend lasts so long, in milliseconds, and is renewed well before. */
export const SIGN_LASTS = 20_000;

export const signOf = ({ who, roomId }: Seat) => ({ kind: 'webinar', personId: who.personId, place: roomId }) as const;

/** What there is of media now; without any the rest of the room works. */
async function mediaOf(desk: Desk, room: LiveRoom, connectionId: Id) {
  const state = await desk.media.follow(room.roomId).catch(() => null);
  if (!state) return { rtpCapabilities: null, sent: [], speakerId: null, resumed: false };
  desk.hub.learn(room, state);
  const { rtpCapabilities, sent, speakerId, peers } = state;
  return { rtpCapabilities, sent, speakerId, resumed: peers.some(({ peerId }) => peerId === connectionId) };
}

/**
 * Comes in, or to wait at the door. Who has been there by another connection comes by this one from now on, and what that one sent and
 * received ends.
 */
export async function comeIn(desk: Desk, seat: Seat): Promise<RoomPlace> {
  const { door, who, roomId, connectionId } = seat;
  const { personId } = who;
  const room = await desk.hub.open(roomId);
  const former = room.scene.people.get(personId)?.connectionId;
  desk.hub.take(seat);
  const { role, kind, lobby } = door;
  const { state } = await desk.act(seat, enter({ role, connectionId, kind, lobby }));
  const place = state.people.get(personId);
  if (!place) {
    seat.wait();
    return { phase: state.phase === 'open' ? 'lobby' : 'early' };
  }
  if (former !== undefined && former !== connectionId) await desk.dropPeer(roomId, former);
  // A connection that broke may not be known to have, when its place is taken up again by the next one.
  for (const other of desk.hub.seats.of(roomId, personId)) if (other !== seat) other.out('elsewhere');
  await desk.signs.claim(signOf(seat), SIGN_LASTS);
  const media = await mediaOf(desk, room, connectionId);
  // What is heard from now on is what is not in this.
  const seen = await room.whenTold(() => {
    // On the way in they may have been sent away, or have come by another connection.
    if (room.scene.people.get(personId)?.connectionId !== connectionId) throw new Refused({ code: 'not-in-the-room' });
    seat.enter(runsRoom(place.role));
    const sent = media.rtpCapabilities ? { sent: [...room.sent.values()], speakerId: room.speakerId } : {};
    return { revision: room.revision, view: room.view(personId, door), ...media, ...sent };
  });
  return {
    phase: 'in',
    connectionId,
    role: place.role,
    ...seen,
    media: desk.media.status,
    iceServers: iceServersFor(desk.config.ice, personId, Date.parse(door.closes)),
  };
}
