import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { RoomClient } from '../harness/room.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from '../integration/api-backend.ts';

let house: House;
let backend: Backend;
let host: Person;
let ann: Person;
const clients: RoomClient[] = [];

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  const admin = await backend.api.signIn(ADMIN);
  host = await backend.api.person('Hostess', ['instructor'], admin);
  ann = await backend.api.person('Ann');
}, 120_000);
afterAll(async () => {
  for (const client of clients) client.close();
  await house?.close();
});

async function both(): Promise<[RoomClient, RoomClient]> {
  const times = { start: instant(Date.now() + 60_000), end: instant(Date.now() + 3_600_000) };
  const { webinarId } = await host.post<{ webinarId: string }>('/api/webinars', {
    title: 'Sound',
    kind: 'lecture',
    registration: 'open',
    ...times,
  });
  const [hosting, one] = [host, ann].map((person) => RoomClient.of(backend.url, person)) as [RoomClient, RoomClient];
  clients.push(hosting, one);
  for (const client of [hosting, one]) expect((await client.enter(`webinar:${webinarId}`)).phase).toBe('in');
  return [hosting, one];
}

const left = ({ heard }: RoomClient) => heard.some(({ name, news }) => name === 'room' && JSON.stringify(news).includes('"what":"left"'));

test('while the event store is away nothing can be said, and afterwards everybody is where they were and hears all', async () => {
  const [hosting, one] = await both();
  const back = await house.withoutEventStore();
  await expect(one.ask('chat', { to: 'all', text: 'Hello?' })).rejects.toThrow('store-unavailable');
  await sleep(3000);
  await back();
  await until(
    'it can be said again',
    () =>
      one.ask('chat', { to: 'all', text: 'Hello' }).then(
        () => true,
        () => false,
      ),
    { seconds: 30, every: 500 },
  );
  await hosting.sees('what was said', ({ chat }) => chat.some(({ text }) => text === 'Hello'));
  await hosting.ask('chat', { to: 'all', text: 'Good' });
  await one.sees('the answer', ({ chat }) => chat.some(({ text }) => text === 'Good'));
  expect([left(hosting), left(one)]).toEqual([false, false]);
}, 60_000);

test('while the read store is away, for longer than a sign of presence lasts, nobody is taken for gone', async () => {
  const [hosting, one] = await both();
  const back = await house.withoutMongo();
  await sleep(25_000);
  await one.ask('raise-hand', {});
  await back();
  await sleep(25_000);
  await one.ask('lower-hand', {});
  await hosting.ask('chat', { to: 'all', text: 'All there' });
  await one.sees('it', ({ chat }) => chat.length === 1);
  expect([left(hosting), left(one)]).toEqual([false, false]);
  await hosting.sees(
    'both are connected',
    ({ participants }) => participants.length === 2 && participants.every(({ connected }) => connected),
  );
}, 120_000);
