import { maySend, type Id } from '@lyceum/contracts';
import { Refused } from '../../../deciding/refused.ts';
import type { LiveRoom } from '../live-room.ts';
import type { Seat } from '../seat.ts';
import type { Answering, Desk } from './desk.ts';

const peer = ({ roomId, connectionId }: Seat) => ({ roomId, peerId: connectionId });

/** Whether the person may send the source as the room is now. @throws Refused */
function mustMaySend(room: LiveRoom, seat: Seat, source: Parameters<typeof maySend>[1]): void {
  const role = room.scene.people.get(seat.who.personId)?.role;
  if (!role) throw new Refused({ code: 'not-in-the-room' });
  if (!maySend(role, source, room.scene.settings)) throw new Refused({ code: 'may-not-send' });
}

/** Transports, and what goes over them: one's own only, which the media process sees to. */
export const mediaAnswers: Answering<
  | 'open-transport'
  | 'connect-transport'
  | 'restart-ice'
  | 'produce'
  | 'pause-producer'
  | 'resume-producer'
  | 'close-producer'
  | 'consume'
  | 'pause-consumer'
  | 'resume-consumer'
  | 'close-consumer'
  | 'prefer-layers'
> = {
  'open-transport': async ({ media }, seat, body) => {
    if (body.direction === 'receive') seat.rtpCapabilities = body.rtpCapabilities;
    const opened = await media.ask('open-transport', { ...peer(seat), personId: seat.who.personId, direction: body.direction });
    if (seat.inside) return opened;
    // Put out meanwhile: what was opened after that would be ended by nobody.
    await media.ask('close-peer', peer(seat)).catch(() => {});
    throw new Refused({ code: 'not-in-the-room' });
  },
  'connect-transport': ({ media }, seat, body) => media.ask('connect-transport', { ...peer(seat), ...body }),
  'restart-ice': ({ media }, seat, body) => media.ask('restart-ice', { ...peer(seat), ...body }),
  produce: async (desk, seat, body) => {
    mustMaySend(await desk.room(seat), seat, body.source);
    return desk.media.ask('produce', { ...peer(seat), ...body });
  },
  'pause-producer': ({ media }, seat, { producerId }) => media.ask('set-producer', { ...peer(seat), producerId, paused: true }),
  'resume-producer': async (desk, seat, { producerId }) => {
    const room = await desk.room(seat);
    const source = room.sent.get(producerId)?.source;
    if (source) mustMaySend(room, seat, source);
    return desk.media.ask('set-producer', { ...peer(seat), producerId, paused: false });
  },
  'close-producer': ({ media }, seat, { producerId }) => media.ask('close-producer', { ...peer(seat), producerId }),
  consume: ({ media }, seat, body) => {
    const { rtpCapabilities } = seat;
    if (!rtpCapabilities) throw new Refused({ code: 'out-of-order', detail: 'Open a transport to receive first.' });
    return media.ask('consume', { ...peer(seat), ...body, rtpCapabilities });
  },
  'pause-consumer': ({ media }, seat, { consumerId }) => media.ask('set-consumer', { ...peer(seat), consumerId, paused: true }),
  'resume-consumer': ({ media }, seat, { consumerId }) => media.ask('set-consumer', { ...peer(seat), consumerId, paused: false }),
  'close-consumer': ({ media }, seat, { consumerId }) => media.ask('close-consumer', { ...peer(seat), consumerId }),
  'prefer-layers': ({ media }, seat, body) => media.ask('set-consumer', { ...peer(seat), ...body }),
};

/** Switches off what somebody sends of a source; they may switch it on again. */
export async function switchOff(desk: Desk, room: LiveRoom, personId: Id, source: string): Promise<void> {
  const connectionId = room.scene.people.get(personId)?.connectionId;
  if (connectionId === undefined) return;
  for (const media of room.sent.values()) {
    if (media.personId !== personId || media.source !== source || media.paused) continue;
    const of = { roomId: room.roomId, peerId: connectionId, producerId: media.producerId };
    await desk.media.ask('set-producer', { ...of, paused: true }).catch(() => {});
  }
}
