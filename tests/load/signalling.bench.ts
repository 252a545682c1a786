/**
 * A thousand people enter one room at once, then some of them write and all of them vote: how long entering takes, and how long until what
 * one wrote is with everybody else. The clients are in this process and on this machine's cores too.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { instant, type RoomChange, type RoomNews } from '@lyceum/contracts';
import { signUp } from '../harness/academy.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { RoomClient } from '../harness/room.ts';
import { until } from '../harness/until.ts';
import { less, more, percentile, SHORT, timed } from './figures.ts';

const PEOPLE = SHORT ? 200 : 1000;
const AT_ONCE = 50;
const MESSAGES = 40;
const LISTENERS = 20;

const product = await Product.start();
const admin = await product.api.signIn(ADMIN);
const host = await product.api.person('Hostess', ['instructor'], admin);
const people = await signUp(product, PEOPLE);
const plan = {
  title: 'Sound',
  kind: 'lecture',
  registration: 'open',
  start: instant(Date.now() + 60_000),
  end: instant(Date.now() + 3_600_000),
};
const { webinarId } = await host.post<{ webinarId: string }>('/api/webinars', plan);
const room = `webinar:${webinarId}`;
const hosting = RoomClient.of(product.url, host);
await hosting.enter(room);

const before = product.usage();
const clients: RoomClient[] = [];
const entering: number[] = [];
const began = performance.now();
for (let i = 0; i < people.length; i += AT_ONCE) {
  await Promise.all(
    people.slice(i, i + AT_ONCE).map(async (person) => {
      const client = RoomClient.of(product.url, person);
      entering.push(await timed(() => client.enter(room)));
      clients.push(client);
    }),
  );
}
const seconds = (performance.now() - began) / 1000;
await until('the host sees all', () => hosting.view!.participants.length === PEOPLE + 1, { seconds: 60 });
const after = product.usage();
less(`enter a room that ${PEOPLE} come into, p50`, percentile(entering, 0.5), 'ms');
less(`enter a room that ${PEOPLE} come into, p95`, percentile(entering, 0.95), 'ms');
more('people who enter', PEOPLE / seconds, '/s');
less('CPU of the backend for one who enters', ((after.backend.cpuSeconds - before.backend.cpuSeconds) / PEOPLE) * 1000, 'ms');

const sentAt = new Map<string, number>();
const delays: number[] = [];
const heard = (change: RoomChange) => {
  const at = change.what === 'chat' ? sentAt.get(change.message.text ?? '') : undefined;
  if (at !== undefined) delays.push(performance.now() - at);
};
const listening = clients.slice(-LISTENERS);
for (const { socket } of listening) socket.on('room', ({ changes }: RoomNews['room']) => changes.forEach(heard));
for (let i = 0; i < MESSAGES; i++) {
  const text = `Message ${i}`;
  sentAt.set(text, performance.now());
  await clients[i % (PEOPLE - LISTENERS)]!.ask('chat', { to: 'all', text });
  await sleep(50);
}
await until('all messages are with all', () => delays.length === MESSAGES * LISTENERS, { seconds: 30 });
less(`a message with one of ${PEOPLE}, p50`, percentile(delays, 0.5), 'ms');
less(`a message with one of ${PEOPLE}, p95`, percentile(delays, 0.95), 'ms');

const { pollId } = await hosting.ask('open-poll', { question: 'Faster?', choices: ['Air', 'Water'] });
await until('the last has the poll', () => clients.at(-1)!.view!.polls.length === 1, { seconds: 30 });
const choice = hosting.view!.polls[0]!.choices[1]!.id;
const voting = await timed(async () => {
  await Promise.all(clients.map((client) => client.ask('vote', { pollId, choices: [choice] })));
  await until('all votes are counted', () => hosting.view!.polls[0]!.voters === PEOPLE, { seconds: 60 });
});
less(`${PEOPLE} vote at once, until the host sees them all`, voting, 'ms');

for (const client of [...clients, hosting]) client.close();
await product.stop();
