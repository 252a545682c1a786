import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { newId, type MediaNews, type MediaStatus } from '@lyceum/contracts';
import { afterAll, beforeAll, beforeEach, expect, test, type TestContext } from 'vitest';
import { MediaProcess, someone, Steering } from '../harness/media.ts';
import { until } from '../harness/until.ts';
import { receiveMedia, sendMedia } from '../harness/webrtc.ts';

let media: MediaProcess;
let steering: Steering;
let status: MediaStatus;

beforeAll(async () => {
  media = await MediaProcess.start({ LYCEUM_MEDIA_WORKERS: '2', LYCEUM_MEDIA_CONSUMERS: '2' });
  steering = media.steer();
  status = await media.settled(steering);
}, 900_000);
beforeEach((context: TestContext) => {
  context.skip(status.state !== 'ready', `no media worker can be had here: ${status.reason}`);
});
afterAll(async () => {
  steering?.socket.disconnect();
  await media?.stop();
});

const flowing = async (received: readonly { packets: number }[], least = 20) => {
  await until('media get there', () => received.every(({ packets }) => packets >= least), { seconds: 20 });
};

test('an independent WebRTC stack sends and receives through DTLS, also across workers', async () => {
  const roomId = newId();
  const host = someone();
  const { rtpCapabilities } = await steering.ask('follow-room', { roomId });
  const sender = await sendMedia(steering.as(roomId, host.peerId, host.personId));
  const { sent } = await steering.ask('follow-room', { roomId });
  expect(sent.map(({ source, personId }) => [source, personId])).toEqual([
    ['microphone', host.personId],
    ['camera', host.personId],
  ]);
  // Two consumers fill a worker here: the second of the audience is served by the other one.
  const audience = await Promise.all(
    [someone(), someone()].map(({ peerId, personId }) => receiveMedia(steering.as(roomId, peerId, personId), sent, rtpCapabilities)),
  );
  await flowing(audience.flatMap(({ received }) => received));
  const { rooms, workers } = await steering.ask('statistics', {});
  const room = rooms.find((each) => each.roomId === roomId)!;
  expect(room).toMatchObject({ peers: 3, transports: 3, producers: 2, consumers: 4 });
  expect(room.workers).toHaveLength(2);
  expect(workers).toHaveLength(2);
  for (const { close } of [sender, ...audience]) await close();
  await steering.ask('close-room', { roomId });
});

test('what does not fit is refused by name, and the room goes on', async () => {
  const roomId = newId();
  const [one, two] = [someone(), someone()];
  await steering.ask('follow-room', { roomId });
  const sender = await sendMedia(steering.as(roomId, one.peerId, one.personId));
  const { transportId } = await steering.ask('open-transport', { roomId, ...one, direction: 'receive' });
  const of = { roomId, peerId: two.peerId };
  const dtlsParameters = { fingerprints: [{ algorithm: 'sha-256' as const, value: Array(32).fill('AB').join(':') }] };
  const nonsense = { fingerprints: [{ algorithm: 'sha-256' as const, value: 'nonsense' }] };
  const refused = (asking: Promise<unknown>, code: string) => expect(asking).rejects.toThrow(code);
  await refused(steering.ask('connect-transport', { ...of, transportId, dtlsParameters }), 'transport-not-found');
  await steering.ask('open-transport', { roomId, ...two, direction: 'send' });
  await refused(steering.ask('connect-transport', { ...of, transportId, dtlsParameters }), 'transport-not-found');
  await refused(
    steering.ask('consume', { ...of, transportId, producerId: sender.producerIds[0]!, rtpCapabilities: {} }),
    'transport-not-found',
  );
  await refused(steering.ask('close-producer', { ...of, producerId: sender.producerIds[0]! }), 'producer-not-found');
  await refused(
    steering.ask('consume', { roomId, peerId: one.peerId, transportId, producerId: newId(), rtpCapabilities: {} }),
    'producer-not-found',
  );
  await refused(
    steering.ask('consume', { roomId, peerId: one.peerId, transportId, producerId: sender.producerIds[1]!, rtpCapabilities: {} }),
    'cannot-consume',
  );
  await refused(steering.ask('connect-transport', { roomId, peerId: one.peerId, transportId, dtlsParameters: nonsense }), 'invalid-input');
  await refused(steering.ask('open-transport', { roomId, peerId: one.peerId, personId: two.personId, direction: 'send' }), 'not-allowed');
  await refused(steering.ask('close-room', {} as { roomId: string }), 'invalid-input');
  await steering.ask('connect-transport', { roomId, peerId: one.peerId, transportId, dtlsParameters });
  await refused(steering.ask('connect-transport', { roomId, peerId: one.peerId, transportId, dtlsParameters }), 'out-of-order');
  expect((await steering.ask('follow-room', { roomId })).sent).toHaveLength(2);
  await sender.close();
  await steering.ask('close-room', { roomId });
});

test('nobody steers without the key', async () => {
  const stranger = media.steer('wrong');
  const error = await new Promise<Error>((done) => stranger.socket.once('connect_error', done));
  expect(error.message).toBe('not-allowed');
  stranger.socket.disconnect();
  expect((await fetch(`${media.url}/recordings/${newId()}/${newId()}`)).status).toBe(401);
});

test('a killed worker is replaced, and its rooms are there again at once', async () => {
  const roomId = newId();
  const host = someone();
  const { rtpCapabilities } = await steering.ask('follow-room', { roomId });
  const before = await sendMedia(steering.as(roomId, host.peerId, host.personId));
  const { workers, rooms } = await steering.ask('statistics', {});
  const pid = rooms.find((room) => room.roomId === roomId)!.workers[0]!;
  expect(workers.map((worker) => worker.pid)).toContain(pid);
  const lost = new Promise<void>((done) => steering.hear('room-lost', (news: MediaNews['room-lost']) => news.roomId === roomId && done()));
  process.kill(pid, 'SIGKILL');
  await lost;
  expect((await steering.ask('follow-room', { roomId })).sent).toEqual([]);
  await before.close();

  const again = await sendMedia(steering.as(roomId, host.peerId, host.personId));
  const { sent } = await steering.ask('follow-room', { roomId });
  const guest = someone();
  const receiver = await receiveMedia(steering.as(roomId, guest.peerId, guest.personId), sent, rtpCapabilities);
  await flowing(receiver.received);
  expect((await steering.ask('statistics', {})).workers.reduce((sum, { deaths }) => sum + deaths, 0)).toBe(1);
  for (const { close } of [again, receiver]) await close();
  await steering.ask('close-room', { roomId });
});

test('what is sent is recorded, each in a file of its own, and is served in parts', async (context) => {
  context.skip(!status.recording, 'ffmpeg is not installed here');
  const roomId = newId();
  const recordingId = newId();
  const host = someone();
  await steering.ask('follow-room', { roomId });
  const sender = await sendMedia(steering.as(roomId, host.peerId, host.personId));
  await steering.ask('start-recording', { roomId, recordingId });
  await expect(steering.ask('start-recording', { roomId, recordingId: newId() })).rejects.toThrow('already-recording');
  await new Promise((done) => setTimeout(done, 2500));
  const { tracks } = await steering.ask('stop-recording', { roomId, recordingId });
  expect((await steering.ask('stop-recording', { roomId, recordingId })).tracks).toEqual(tracks);
  const sound = tracks.find(({ source }) => source === 'microphone')!;
  expect(sound).toMatchObject({ personId: host.personId, type: 'audio/webm' });
  expect(sound.bytes).toBeGreaterThan(500);
  expect(readdirSync(join(media.folder, 'recordings', recordingId))).toContain('tracks.json');
  const get = (range: string) =>
    fetch(`${media.url}/recordings/${recordingId}/${sound.trackId}`, { headers: { authorization: `Bearer ${media.key}`, range } });
  const part = await get('bytes=0-3');
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 0-3/${sound.bytes}`]);
  expect(Buffer.from(await part.arrayBuffer()).toString('hex')).toBe('1a45dfa3');
  expect((await get(`bytes=${sound.bytes}-`)).status).toBe(416);
  await steering.ask('remove-recording', { recordingId });
  expect((await get('bytes=0-3')).status).toBe(404);
  await sender.close();
  await steering.ask('close-room', { roomId });
});
