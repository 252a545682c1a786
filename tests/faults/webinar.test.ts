import { instant, type MediaFigures } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../harness/academy.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { mediaSettled, RoomClient } from '../harness/room.ts';
import { until } from '../harness/until.ts';

let product: Product;
let host: Person;
let people: Person[];
let media: MediaFigures;
const clients: RoomClient[] = [];

beforeAll(async () => {
  product = await Product.start();
  const root = await product.api.signIn(ADMIN);
  host = await product.api.person('Hostess', ['instructor'], root);
  people = await signUp(product, 2);
  media = await mediaSettled(root);
}, 900_000);
afterAll(async () => {
  for (const client of clients) client.close();
  await product?.stop();
});

const connect = (person: Person): RoomClient => {
  const client = RoomClient.of(product.url, person);
  clients.push(client);
  return client;
};

test('a backend that is killed interrupts no sound: people are back in their places, and nothing that was said is lost; who does not come back has left', async (context) => {
  context.skip(media.status.state !== 'ready', `no media worker can be had here: ${media.status.reason}`);
  const plan = {
    title: 'Sound',
    kind: 'lecture',
    registration: 'open',
    start: instant(Date.now() + 60_000),
    end: instant(Date.now() + 3_600_000),
  };
  const { webinarId } = await host.post<{ webinarId: string }>('/api/webinars', plan);
  const room = `webinar:${webinarId}`;
  const [hosting, one, two] = [connect(host), connect(people[0]!), connect(people[1]!)];
  for (const client of [hosting, one, two]) await client.enter(room);
  const sender = await hosting.send();
  await until('the media are known', () => one.sent.length === 2);
  const receiver = await one.receive();
  const packets = () => receiver.received.reduce((sum, each) => sum + each.packets, 0);
  await until('they get there', () => packets() > 50);
  await one.ask('chat', { to: 'all', text: 'Before' });
  await one.ask('raise-hand', {});

  const before = packets();
  await product.kill('backend');
  await until('more gets there while no backend runs', () => packets() > before + 50, { seconds: 10, every: 20 });
  await product.ready();

  const [again, back] = [connect(host), connect(people[0]!)];
  const { connectionId } = hosting.inside;
  expect(await again.enter(room, connectionId)).toMatchObject({ phase: 'in', connectionId, resumed: true, role: 'host' });
  expect(await back.enter(room, one.inside.connectionId)).toMatchObject({ phase: 'in', resumed: true });
  expect(again.view!.chat.map(({ text }) => text)).toEqual(['Before']);
  expect(again.view!.participants.find(({ personId }) => personId === people[0]!.personId)?.hand).not.toBeNull();
  expect(again.sent).toHaveLength(2);
  const then = packets();
  await until('it goes on', () => packets() > then + 50);

  // The place of a connection that broke is kept for a while, and no longer.
  back.close();
  await again.sees('they are away', ({ participants }) =>
    participants.some(({ personId, connected }) => personId === people[0]!.personId && !connected),
  );
  await until('they have left', () => again.view!.participants.every(({ personId }) => personId !== people[0]!.personId), { seconds: 25 });
  await sender.close();
  await receiver.close();
}, 120_000);
