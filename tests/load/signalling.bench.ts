/**
 * A thousand people come into one room, fifty at a time, each of whom registers by coming; then some write and raise their hands, and all
 * vote: how long coming in takes, and how long until the last of them all has heard. The clients are in this process, on this machine.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@lyceum/contracts';
import { inParallel } from '../harness/academy.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { RoomClient } from '../harness/room.ts';
import { until } from '../harness/until.ts';
import { less, more, percentile, SHORT, timed } from './figures.ts';
import { RoomSocket } from './room-socket.ts';
import { Seeding } from './seeding.ts';

const PEOPLE = SHORT ? 200 : 1000;
const AT_ONCE = 50;
const MESSAGES = 20;
const HANDS = 20;
const PAUSE = 200;

const product = await Product.start();
const seeding = new Seeding(product);
try {
  const admin = await product.api.signIn(ADMIN);
  const host = await product.api.person('Hostess', ['instructor'], admin);
  const people = await seeding.people(PEOPLE);
  admin.saw(seeding.position);
  await until('the read models have got there', () => admin.overview(), { seconds: 120 });
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

  const of = `of ${PEOPLE}`;
  const before = product.usage().backend.cpuSeconds;
  const entering: number[] = [];
  let clients: readonly RoomSocket[] = [];
  const all = await timed(async () => {
    clients = await inParallel(people, AT_ONCE, async ({ token }) => {
      const client = await RoomSocket.connect(product.url, token);
      entering.push(await timed(() => client.ask('enter', { room })));
      return client;
    });
    await until('the host sees all', () => hosting.view!.participants.length === PEOPLE + 1, { seconds: 120, every: 10 });
  });
  const cpu = product.usage().backend.cpuSeconds - before;
  less(`signalling: until all ${of} are in and the host sees them`, all / 1000, 's');
  less(`signalling: enter, ${AT_ONCE} at once ${of}, p50`, percentile(entering, 0.5), 'ms');
  less(`signalling: enter, ${AT_ONCE} at once ${of}, p95`, percentile(entering, 0.95), 'ms');
  more('signalling: people who come in', (PEOPLE / all) * 1000, '/s');
  less('signalling: CPU of the backend for one who comes in', (cpu / PEOPLE) * 1000, 'ms');

  /** Milliseconds until everybody has heard what one of them did, one time after the other. */
  async function heardByAll(times: number, text: (time: number) => string, act: (client: RoomSocket, time: number) => Promise<unknown>) {
    const delays: number[] = [];
    const last: number[] = [];
    for (let i = 0; i < times; i++) {
      const began = performance.now();
      const heard = clients.map((client) => client.told(text(i)).then(() => delays.push(performance.now() - began)));
      await act(clients[(i * 7) % PEOPLE]!, i);
      await Promise.all(heard);
      last.push(performance.now() - began);
      await sleep(PAUSE);
    }
    return { delays, last };
  }
  const messages = await heardByAll(
    MESSAGES,
    (i) => `Message ${i}.`,
    (client, i) => client.ask('chat', { to: 'all', text: `Message ${i}.` }),
  );
  const hands = await heardByAll(
    HANDS,
    (i) => `{"what":"hand","personId":"${people[(i * 7) % PEOPLE]!.personId}"`,
    (client) => client.ask('raise-hand', {}),
  );
  for (const [name, { delays, last }] of [
    ['a message', messages],
    ['a raised hand', hands],
  ] as const) {
    less(`signalling: ${name} with one ${of}, p50`, percentile(delays, 0.5), 'ms');
    less(`signalling: ${name} with one ${of}, p95`, percentile(delays, 0.95), 'ms');
    less(`signalling: ${name} with the last ${of}, p50`, percentile(last, 0.5), 'ms');
  }

  const { pollId } = await hosting.ask('open-poll', { question: 'Faster?', choices: ['Air', 'Water'] });
  await hosting.sees('the poll', ({ polls }) => polls.length === 1);
  const choice = hosting.view!.polls[0]!.choices[1]!.id;
  const voting = await timed(async () => {
    await Promise.all(clients.map((client) => client.ask('vote', { pollId, choices: [choice] })));
    await until('all votes are counted', () => hosting.view!.polls[0]!.voters === PEOPLE, { seconds: 60, every: 10 });
  });
  less(`signalling: ${PEOPLE} vote at once, until the host sees them all`, voting, 'ms');

  for (const client of [...clients, hosting]) client.close();
} finally {
  await seeding.close();
  await product.stop();
}
process.exit(0);
