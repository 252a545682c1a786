import type { MediaAnswers, MediaRequest, MEDIA_REQUESTS, RtpCapabilities } from '@lyceum/contracts';
import type { types } from 'mediasoup';
import type { z } from 'zod';
import { Refused } from './refused.ts';
import type { Recordings } from '../recording/recordings.ts';
import type { Room } from '../rooms/room.ts';
import type { Rooms } from '../rooms/rooms.ts';

type Body<Name extends MediaRequest> = z.output<(typeof MEDIA_REQUESTS)[Name]>;

/** What each request does, but for those that need the connection. */
export type Acts = { readonly [Name in Exclude<MediaRequest, 'unfollow-room'>]: (body: Body<Name>) => Promise<MediaAnswers[Name]> };

interface Ground {
  readonly rooms: Rooms;
  readonly recordings: Recordings;
  readonly status: () => MediaAnswers['status'];
  readonly statistics: () => Promise<MediaAnswers['statistics']>;
}

const DONE = {};

async function peerOf({ rooms }: Ground, { roomId, peerId }: { readonly roomId: string; readonly peerId: string }) {
  const room = await rooms.room(roomId);
  return { room, peer: room.peer(peerId) };
}

const following = (room: Room, recordings: Recordings): MediaAnswers['follow-room'] => ({
  ...room.state,
  recordingId: recordings.of(room.roomId),
});

/** The requests as they are done. @throws Refused, and what mediasoup throws of parameters that do not fit */
export const acts = (ground: Ground): Acts => ({
  'follow-room': async ({ roomId }) => following(await ground.rooms.open(roomId), ground.recordings),
  'close-room': async ({ roomId }) => {
    await ground.rooms.close(roomId);
    return DONE;
  },
  'open-transport': async ({ roomId, peerId, personId, direction }) =>
    (await ground.rooms.open(roomId)).openTransport(peerId, personId, direction),
  'connect-transport': async (body) => {
    const { peer } = await peerOf(ground, body);
    const line = peer.line(body.transportId);
    if (line.connected) throw new Refused('out-of-order', 'This transport is connected already.');
    line.connected = true;
    await line.transport.connect({ dtlsParameters: body.dtlsParameters as types.DtlsParameters });
    return DONE;
  },
  'restart-ice': async (body) => {
    const { peer } = await peerOf(ground, body);
    return { iceParameters: { ...(await peer.line(body.transportId).transport.restartIce()) } };
  },
  produce: async (body) => {
    const { room, peer } = await peerOf(ground, body);
    return room.produce(peer, body);
  },
  'set-producer': async (body) => {
    const { room, peer } = await peerOf(ground, body);
    await room.setProducer(peer, body.producerId, body.paused);
    return DONE;
  },
  'close-producer': async (body) => {
    const { peer } = await peerOf(ground, body);
    peer.sent(body.producerId).producer.close();
    return DONE;
  },
  consume: async (body) => {
    const { room, peer } = await peerOf(ground, body);
    return room.consume(peer, { ...body, rtpCapabilities: body.rtpCapabilities as RtpCapabilities });
  },
  'set-consumer': async (body) => {
    const { peer } = await peerOf(ground, body);
    const consumer = peer.received(body.consumerId);
    const { paused, layers, priority } = body;
    if (paused !== undefined) await (paused ? consumer.pause() : consumer.resume());
    if (priority !== undefined) await consumer.setPriority(priority);
    if (layers !== undefined && consumer.type !== 'simple') {
      const temporal = layers.temporal === undefined ? {} : { temporalLayer: layers.temporal };
      await consumer.setPreferredLayers({ spatialLayer: layers.spatial, ...temporal });
    }
    return DONE;
  },
  'close-consumer': async (body) => {
    const { peer } = await peerOf(ground, body);
    peer.received(body.consumerId).close();
    return DONE;
  },
  'close-peer': async ({ roomId, peerId }) => {
    const room = await ground.rooms.room(roomId).catch(() => null);
    room?.drop(peerId);
    return DONE;
  },
  'start-recording': async ({ roomId, recordingId }) => {
    await ground.recordings.start(await ground.rooms.room(roomId), recordingId);
    return DONE;
  },
  'stop-recording': async ({ roomId, recordingId }) => ({ tracks: await ground.recordings.stop(roomId, recordingId) }),
  'remove-recording': async ({ recordingId }) => {
    await ground.recordings.remove(recordingId);
    return DONE;
  },
  status: async () => ground.status(),
  statistics: () => ground.statistics(),
});
