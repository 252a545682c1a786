import { instant, newId, type MediaStatus, type Recording, type RecordingSummary, type Registered } from '@lyceum/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, type TestContext } from 'vitest';
import { SetClock } from '../../backend/src/api/clock.ts';
import type { Person } from '../harness/client.ts';
import { MediaProcess } from '../harness/media.ts';
import { RoomClient } from '../harness/room.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const HOUR = 60 * 60_000;
const START = Date.UTC(2027, 2, 1, 16);
const clock = new SetClock(instant(START - 5 * 60_000));

let house: House;
let media: MediaProcess;
let status: MediaStatus;
let backend: Backend;
let host: Person;
let ann: Person;
let ben: Person;
const open = new Set<RoomClient>();
const sockets: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  house = await House.build();
  media = await MediaProcess.start({ LYCEUM_SECRET: house.secretText, LYCEUM_MEDIA_WORKERS: '1' });
  const steering = media.steer(house.secret.derive('media-control').toString('base64url'));
  status = await media.settled(steering);
  steering.socket.disconnect();
  backend = await house.backend({ clock, env: { MEDIA_URL: media.url } });
  const admin = await backend.api.signIn(ADMIN);
  host = await backend.api.person('Hostess', ['instructor'], admin);
  [ann, ben] = [await backend.api.person('Ann'), await backend.api.person('Ben')];
}, 900_000);
beforeEach(async (context: TestContext) => {
  context.skip(status.state !== 'ready', `no media worker can be had here: ${status.reason}`);
});
afterEach(async () => {
  for (const client of open) client.close();
  for (const each of sockets.splice(0)) await each.close();
  open.clear();
});
afterAll(async () => {
  await house?.close();
  await media?.stop();
});

async function webinar(more: object = {}): Promise<string> {
  const plan = { title: 'Sound', kind: 'workshop', start: instant(START), end: instant(START + HOUR), registration: 'ticket' };
  const { webinarId } = await host.post<{ webinarId: string }>('/api/webinars', { ...plan, ...more });
  for (const person of [ann, ben]) await person.post<Registered>(`/api/webinars/${webinarId}/registrations`);
  return webinarId;
}

async function enters(person: Person, webinarId: string): Promise<RoomClient> {
  const client = RoomClient.of(backend.url, person);
  open.add(client);
  expect((await client.enter(`webinar:${webinarId}`)).phase).toBe('in');
  return client;
}

async function sends(client: RoomClient) {
  const sending = await client.send();
  sockets.push(sending);
  return sending;
}

const refused = (asking: Promise<unknown>, code: string) => expect(asking).rejects.toMatchObject({ code });
const nothingOf = (client: RoomClient, { personId }: Person) =>
  until('nothing of theirs is sent', () => client.sent.every((one) => one.personId !== personId));
const all = (client: RoomClient, count: number) => until('all that is sent is known', () => client.sent.length === count);

test('the media of somebody who is put out end with their place, whatever their connection does', async () => {
  const webinarId = await webinar();
  const [hosting, hers] = [await enters(host, webinarId), await enters(ann, webinarId)];
  await sends(hers);
  await all(hosting, 2);
  // Their signalling is away: the media went on without it.
  hers.close();
  await host.delete(`/api/webinars/${webinarId}/registrations/${ann.personId}`);
  await nothingOf(hosting, ann);
});

test('what is forbidden while it is on its way does not get there', async () => {
  const webinarId = await webinar();
  const [hosting, hers] = [await enters(host, webinarId), await enters(ann, webinarId)];
  const { settings } = hosting.view!;
  const shut = { ...settings, attendees: { microphone: false, camera: false, screen: false } };
  for (let i = 0; i < 3; i++) {
    await hosting.ask('settings', { ...settings, attendees: { microphone: true, camera: true, screen: true } });
    await Promise.allSettled([sends(hers), hosting.ask('settings', shut)]);
    await nothingOf(hosting, ann);
  }
  await refused(hers.send(), 'may-not-send');
});

test('one thing of each source is sent and received once: a second takes the place of the first', async () => {
  const webinarId = await webinar();
  const [hosting, hers] = [await enters(host, webinarId), await enters(ann, webinarId)];
  const first = await sends(hosting);
  await all(hers, 2);
  const rtpCapabilities = hers.inside.rtpCapabilities!;
  const { transportId } = (await hers.raw('open-transport', { direction: 'receive', rtpCapabilities })) as { transportId: string };
  const consume = () => hers.ask('consume', { transportId, producerId: first.producerIds[0]! });
  const [one, two] = [await consume(), await consume()];
  await refused(hers.ask('resume-consumer', { consumerId: one.consumerId }), 'consumer-not-found');
  await hers.ask('resume-consumer', { consumerId: two.consumerId });
  await sends(hosting);
  await until(
    'the first ones are gone',
    () => hers.sent.length === 2 && hers.sent.every(({ producerId }) => !first.producerIds.includes(producerId)),
  );
  // Another's are not theirs, nor is what never was.
  const { producerId } = hers.sent[0]!;
  for (const name of ['pause-producer', 'resume-producer', 'close-producer'])
    await refused(hers.raw(name, { producerId }), 'producer-not-found');
  await refused(hers.raw('restart-ice', { transportId: newId() }), 'transport-not-found');
  await refused(hers.raw('produce', { transportId, kind: 'audio', source: 'microphone', rtpParameters: { codecs: [] } }), 'invalid-input');
  await hosting.ask('raise-hand', {});
});

test('a recording ends with the time of its room, is whole, and is watched by those who had a place', async (context) => {
  context.skip(!status.recording, 'ffmpeg is not installed here');
  const webinarId = await webinar({ kind: 'lecture' });
  const hosting = await enters(host, webinarId);
  await sends(hosting);
  await hosting.ask('start-recording', {});
  await new Promise((done) => setTimeout(done, 2500));
  clock.present = instant(START + 4 * HOUR);
  await hosting.hears('out');
  for (const person of [host, ann, ben]) await person.signInAgain();
  const { items } = await until('it is ready', async () => {
    const list = await host.get<{ items: RecordingSummary[] }>(`/api/webinars/${webinarId}/recordings`);
    return list.items.some(({ phase }) => phase === 'ready') && list;
  });
  const { tracks } = await ann.get<Recording>(`/api/recordings/${items[0]!.recordingId}`);
  const eve = await backend.api.person('Eve');
  const part = (person: Person, range: string) =>
    fetch(`${backend.url}${tracks[0]!.url}`, { headers: { authorization: `Bearer ${person.token}`, range } });
  expect((await part(ann, 'bytes=0-3')).status).toBe(206);
  expect((await part(eve, 'bytes=0-3')).status).toBe(404);
  expect((await backend.api.try('GET', tracks[0]!.url)).status).toBe(401);
  // Nothing of it, asked for: the media process has to live through that.
  for (const range of ['bytes=-0', 'bytes=99999999-', 'bytes=5-2']) expect((await part(ann, range)).status).toBe(416);
  expect((await part(ann, 'bytes=-4')).status).toBe(206);
  expect((await ann.try('DELETE', `/api/recordings/${items[0]!.recordingId}`)).problem?.code).toBe('not-allowed');
  expect((await host.try('DELETE', `/api/recordings/${items[0]!.recordingId}`)).status).toBe(204);
  await until('nothing of it is left', async () => (await ann.try('GET', `/api/recordings/${items[0]!.recordingId}`)).status === 404);
  expect((await part(ann, 'bytes=0-3')).status).toBe(404);
});
