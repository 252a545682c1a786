import { instant, type MediaFigures } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../harness/academy.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { mediaSettled, RoomClient } from '../harness/room.ts';
import { until } from '../harness/until.ts';

let product: Product;
let operator: Person;
let hosts: Person[];
let people: Person[];
const clients: RoomClient[] = [];

const figures = () => operator.get<MediaFigures>('/api/operations/media');

beforeAll(async () => {
  product = await Product.start({ env: { LYCEUM_MEDIA_WORKERS: '2' } });
  const root = await product.api.signIn(ADMIN);
  await root.put(`/api/people/${root.personId}/roles`, { roles: ['admin', 'operator'] });
  operator = await product.api.signIn(ADMIN);
  hosts = [await product.api.person('One who teaches', ['instructor'], root), await product.api.person('Another', ['instructor'], root)];
  people = await signUp(product, 3);
  await mediaSettled(operator);
}, 900_000);
afterAll(async () => {
  for (const client of clients) client.close();
  await product?.stop();
});

async function enters(person: Person, webinarId: string): Promise<RoomClient> {
  const client = RoomClient.of(product.url, person);
  clients.push(client);
  await client.enter(`webinar:${webinarId}`);
  return client;
}

/** A webinar whose host sends, and some who receive it. */
async function lesson(host: Person, guests: readonly Person[]) {
  const plan = { title: 'Sound', kind: 'lecture', registration: 'open' };
  const times = { start: instant(Date.now() + 60_000), end: instant(Date.now() + 3_600_000) };
  const { webinarId } = await host.post<{ webinarId: string }>('/api/webinars', { ...plan, ...times });
  const hosting = await enters(host, webinarId);
  const sender = await hosting.send();
  const inside: RoomClient[] = [];
  for (const guest of guests) inside.push(await enters(guest, webinarId));
  return { webinarId, hosting, sender, guests: inside, receivers: await receiving(inside) };
}

async function receiving(guests: readonly RoomClient[]) {
  return Promise.all(
    guests.map(async (guest) => {
      await until('all that is sent is known', () => guest.sent.length === 2);
      return guest.receive();
    }),
  );
}

type Receiver = Awaited<ReturnType<RoomClient['receive']>>;

/** Both the voice and the picture bring more to everybody. */
async function flows(receivers: readonly Receiver[]): Promise<void> {
  const before = receivers.flatMap(({ received }) => received.map(({ packets }) => packets));
  const more = () =>
    receivers.flatMap(({ received }) => received.map(({ packets }) => packets)).every((packets, i) => packets > before[i]! + 10);
  await until('more gets there', more, { seconds: 60 });
}

test('a killed worker takes its rooms along and no others: they are there again at once, and who was in them hears and sees again', async (context) => {
  const { status } = await figures();
  context.skip(status.state !== 'ready', `no media worker can be had here: ${status.reason}`);
  const hit = await lesson(hosts[0]!, people.slice(0, 2));
  const spared = await lesson(hosts[1]!, people.slice(2));
  await flows([...hit.receivers, ...spared.receivers]);
  await hit.guests[0]!.ask('chat', { to: 'all', text: 'Before' });
  await hit.guests[1]!.ask('raise-hand', {});

  const workerOf = async (webinarId: string) => (await figures()).rooms.find(({ roomId }) => roomId === webinarId)!.workers;
  const [killed, other] = [await workerOf(hit.webinarId), await workerOf(spared.webinarId)];
  expect(killed).toHaveLength(1);
  expect(other).not.toEqual(killed);
  process.kill(killed[0]!, 'SIGKILL');

  const all = [hit.hosting, ...hit.guests];
  await Promise.all(all.map((client) => client.hears('media-reset')));
  await Promise.all([hit.sender, ...hit.receivers].map(({ close }) => close()));
  const again = await hit.hosting.send();
  const receivers = await receiving(hit.guests);
  await flows([...receivers, ...spared.receivers]);

  // The room itself never ended: what was said and who is there are no media.
  for (const { view } of all) {
    expect(view!.chat.map(({ text }) => text)).toEqual(['Before']);
    expect(view!.participants).toHaveLength(3);
    expect(view!.participants.filter(({ hand }) => hand !== null)).toHaveLength(1);
  }
  expect([spared.hosting, ...spared.guests].flatMap(({ heard }) => heard).some(({ name }) => name === 'media-reset')).toBe(false);
  const { workers } = await figures();
  expect(workers).toHaveLength(2);
  expect(workers.reduce((sum, { deaths }) => sum + deaths, 0)).toBe(1);
  for (const { close } of [again, spared.sender, ...receivers, ...spared.receivers]) await close();
}, 300_000);
