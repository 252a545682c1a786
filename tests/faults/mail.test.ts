/**
 * kill -9 of the backend while sessions are booked and mail goes out, at random moments and at the worst one: when the mail server has a
 * message and the academy has not heard so. Then the whole document store is lost. Afterwards everybody has each message once, by its
 * Message-ID; a second copy of it there is only where a process died between the server's taking it and hearing so.
 *
 * In `npm test` there are three kills of either kind. The long form:
 *
 *     LYCEUM_FAULT_ROUNDS=20 npm test -- tests/faults/mail.test.ts
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MailItem, Slot } from '@lyceum/contracts';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inParallel, signUp } from '../harness/academy.ts';
import type { Answer, Person } from '../harness/client.ts';
import { MAIL_FROM, MailServer } from '../harness/mail-server.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { insist } from './insist.ts';

const ROUNDS = 3 * Number(process.env.LYCEUM_FAULT_ROUNDS ?? 1);
const BOOKINGS = 21 + ROUNDS;
/** How many messages a backend sends at once. */
const UNDER_WAY = 4;

let product: Product;
let server: MailServer;
let admin: Person;
let instructor: Person;
let students: Person[];

beforeAll(async () => {
  server = await MailServer.start();
  product = await Product.start({ env: { LYCEUM_SMTP_URL: server.url, LYCEUM_MAIL_FROM: MAIL_FROM } });
  admin = await product.api.signIn(ADMIN);
  instructor = await product.api.person('Inge', ['instructor'], admin);
  students = await signUp(product, 4);
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '06:00', end: '18:00' }));
  await instructor.put('/api/instructors/me/availability', { timeZone: 'Europe/Kyiv', weekly, lengths: [30], horizonDays: 30 });
}, 300_000);
afterAll(async () => {
  await product?.stop();
  await server?.close();
});

const ids = () => server.received.map(({ mail }) => mail.messageId ?? '');
const mailbox = async (state?: string) => {
  await admin.signInAgain();
  return (await admin.get<{ items: MailItem[] }>(`/api/operations/mailbox?limit=200${state ? `&state=${state}` : ''}`)).items;
};
const settled = () =>
  until('everybody has been written to', async () => (await mailbox('sent')).length === 2 * BOOKINGS, { seconds: 120, every: 500 });

test(
  `each message once, through ${2 * ROUNDS} kills and the loss of all read models`,
  async () => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const path = `/api/instructors/${instructor.personId}/slots?from=${day(2)}&to=${day(20)}`;
    students[0]!.saw(instructor.seen);
    const { items: slots } = await students[0]!.get<{ items: Slot[] }>(path);
    expect(slots.length).toBeGreaterThan(BOOKINGS);
    const book = ({ start }: Slot) => {
      const student = students[Math.floor(Math.random() * students.length)]!;
      return insist(student, { method: 'POST', path: `/api/instructors/${instructor.personId}/bookings`, body: { start, length: 30 } });
    };
    const booking = inParallel(slots.slice(ROUNDS, BOOKINGS), 2, async (slot) => {
      await sleep(Math.random() * 2000);
      return book(slot);
    });
    const struckAt: (Answer | string)[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(200 + Math.random() * 1500);
      await product.kill('backend');
      await product.ready(60);
      // The server has the message, and the one who sent it never hears so.
      const { promise: struck, resolve } = Promise.withResolvers<void>();
      server.taken = async () => {
        server.taken = () => {};
        await product.kill('backend');
        resolve();
      };
      // One more session, so that there is something to be written also when all the others are done.
      struckAt.push(await book(slots[round]!));
      await Promise.race([struck, sleep(20_000)]);
      server.taken = () => {};
      await product.ready(60);
    }
    expect([...(await booking), ...struckAt].filter((answer) => typeof answer === 'string')).toEqual([]);
    await settled();
    const copies = ids().length - new Set(ids()).size;
    console.log(`${2 * ROUNDS} kills, ${new Set(ids()).size} messages, ${copies} second copies`);
    expect(new Set(ids()).size).toBe(2 * BOOKINGS);
    // Each kill strikes what is under way at that moment.
    expect(copies).toBeLessThanOrEqual(2 * ROUNDS * UNDER_WAY);

    const before = ids().length;
    const client = new MongoClient(product.mongodbUrl);
    await client.db().dropDatabase();
    await client.close();
    await product.kill('projections');
    await product.kill('backend');
    await product.ready(120);
    await settled();
    // Long enough for the clock and the automations to have come round some times.
    await sleep(5000);
    expect(ids().length).toBe(before);
    for (const { subject, state } of await mailbox()) expect([subject, state]).toEqual([subject, 'sent']);
  },
  300_000 + ROUNDS * 60_000,
);
