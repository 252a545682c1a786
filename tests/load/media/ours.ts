/** The media process as it is, with a room whose people come by plain transports. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type Direction } from '@lyceum/contracts';
import { RootSecret } from '@lyceum/stores';
import type { types } from 'mediasoup';
import { pino } from 'pino';
import { readConfig } from '../../../media/src/config.ts';
import { Media } from '../../../media/src/media.ts';
import type { Branch } from '../../../media/src/rooms/branches.ts';
import { Peer } from '../../../media/src/rooms/peer.ts';
import type { Room } from '../../../media/src/rooms/room.ts';
import { freePort } from '../../harness/product.ts';
import { until } from '../../harness/until.ts';
import { pictureParameters, voiceParameters } from './rtp.ts';
import { HERE, receivable, serveSide } from './side.ts';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-media-'));
const port = await freePort();
const config = readConfig({
  LYCEUM_MEDIA_WORKERS: '1',
  // More than any benchmark asks for: one worker serves them all.
  LYCEUM_MEDIA_CONSUMERS: '4000',
  LYCEUM_MEDIA_FOLDER: folder,
  LYCEUM_MEDIA_CONTROL_PORT: String(port),
});
if (!('logLevel' in config)) throw new Error(config.join('; '));
const key = new RootSecret(Buffer.alloc(32, 7).toString('base64')).derive('media-control');
const media = new Media(config, key, pino({ level: 'silent' }));
await media.start(process.env);
await until('there is a worker', () => media.status.state === 'ready', { seconds: 900 });

const roomId = newId();
const control = { url: `http://127.0.0.1:${port}`, key: key.toString('base64url'), roomId };
const room = (): Promise<Room> => media.rooms.open(roomId);
let worker: types.Worker;

/** Somebody is in the room by a plain transport: a room asks no more of it than what all kinds of transports have. */
function comes({ peers }: Room, direction: Direction, branch: Branch, transport: types.PlainTransport): Peer {
  const peer = new Peer(newId(), newId());
  peers.set(peer.peerId, peer);
  peer.lay(direction, { transport: transport as unknown as types.WebRtcTransport, branch, connected: true });
  return peer;
}

serveSide({
  open: async () => {
    const opened = await room();
    const { home } = opened.branches;
    worker = home.post.worker;
    const incoming = await home.router.createPlainTransport({ listenInfo: HERE, comedia: true });
    const host = comes(opened, 'send', home, incoming);
    const of = { roomId, peerId: host.peerId, transportId: incoming.id };
    await opened.produce(host, { ...of, kind: 'audio', source: 'microphone', rtpParameters: voiceParameters });
    await opened.produce(host, { ...of, kind: 'video', source: 'camera', rtpParameters: pictureParameters });
    return { sendTo: incoming.tuple.localPort, control };
  },
  listen: async (to) => {
    const opened = await room();
    const branch = await opened.branches.forAudience(2);
    const transport = await branch.router.createPlainTransport({ listenInfo: HERE });
    await transport.connect({ ip: HERE.ip, port: to });
    const peer = comes(opened, 'receive', branch, transport);
    const rtpCapabilities = receivable(opened.rtpCapabilities);
    for (const { producerId } of opened.sent) {
      const of = { roomId, peerId: peer.peerId, transportId: transport.id };
      const { consumerId } = await opened.consume(peer, { ...of, producerId, rtpCapabilities });
      await peer.received(consumerId).resume();
    }
  },
  worker: () => worker,
  close: async () => {
    await media.stop();
    rmSync(folder, { recursive: true, force: true });
  },
});
