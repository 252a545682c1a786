/**
 * kill -9 of the backend while students pay: with cards that pay, are declined, take their time and answer twice. Afterwards no booking is
 * confirmed that was not paid, none was paid twice, each that was paid is confirmed or has all of its money back, and the invoices of it
 * all are numbered without a gap.
 *
 * In `npm test` there are four kills. The long form:
 *
 *     LYCEUM_FAULT_ROUNDS=20 npm test -- tests/faults/payments.test.ts
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { TEST_CARDS, type Booked, type Slot } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inParallel, signUp } from '../harness/academy.ts';
import type { Answer, Person } from '../harness/client.ts';
import { readLedger } from '../harness/ledger.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { accounts } from './accounts.ts';
import { insist } from './insist.ts';

const KILLS = 4 * Number(process.env.LYCEUM_FAULT_ROUNDS ?? 1);
const BOOKINGS = 16;
/** So many that nobody keeps more times at once than they may. */
const STUDENTS = 8;
const CARDS = Object.values(TEST_CARDS);

let product: Product;
let instructor: Person;
let students: Person[];

beforeAll(async () => {
  product = await Product.start();
  instructor = await product.api.person('Inge', ['instructor'], await product.api.signIn(ADMIN));
  students = await signUp(product, STUDENTS);
  const price = { amount: 4000, currency: 'EUR' };
  const profile = { headline: 'Logic', biography: 'Long.', subjects: ['logic'], languages: ['en'], price, timeZone: 'UTC' };
  await instructor.put('/api/instructors/me/profile', profile);
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '06:00', end: '18:00' }));
  await instructor.put('/api/instructors/me/availability', { timeZone: 'UTC', weekly, lengths: [30], horizonDays: 30 });
}, 300_000);
afterAll(() => product?.stop());

const isFair = ({ problem }: Answer) => ['payment-pending', 'hold-expired', 'booking-over'].includes(problem?.code ?? '');

/** Books a time and pays for it, with a card that may be declined and then with one that pays; twice at once, as impatient people do. */
async function bookAndPay(student: Person, start: string, card: string): Promise<unknown[]> {
  const path = `/api/instructors/${instructor.personId}/bookings`;
  const booked = await insist<Booked>(student, { method: 'POST', path, body: { start, length: 30 } });
  if (typeof booked === 'string') return [booked];
  const to = `/api/bookings/${booked.body.bookingId}/payment`;
  const pay = (number: string) =>
    insist(student, { method: 'POST', path: to, body: { card: { number, expires: '04/30', code: '123' } }, fair: isFair });
  const first = await Promise.all([pay(card), pay(card)]);
  return [...first, await pay(TEST_CARDS.pays)];
}

test(
  `never confirmed unpaid, never paid twice, through ${KILLS} kills`,
  async () => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    students[0]!.saw(instructor.seen);
    const path = `/api/instructors/${instructor.personId}/slots?from=${day(2)}&to=${day(20)}`;
    const { items: slots } = await students[0]!.get<{ items: Slot[] }>(path);
    expect(slots.length).toBeGreaterThan(BOOKINGS);
    const paying = inParallel([...slots.slice(0, BOOKINGS).entries()], 3, ([index, { start }]) =>
      bookAndPay(students[index % students.length]!, start, CARDS[index % CARDS.length]!),
    );
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(300 + Math.random() * 1200);
      await product.kill('backend');
      await product.ready(60);
    }
    expect((await paying).flat().filter((answer) => typeof answer === 'string')).toEqual([]);

    const settled = await until(
      'every payment has come to its end',
      async () => {
        const all = accounts(await readLedger(product.eventstoreUrl));
        const atRest = all.every(
          ({ open, twice, confirmed, kept, paid, invoices }) =>
            open === 0 && twice === 0 && invoices === paid && kept > 0 === confirmed > 0,
        );
        return all.length === BOOKINGS && atRest && all;
      },
      { seconds: 120, every: 1000 },
    );
    for (const { confirmed, kept } of settled) expect([confirmed, kept]).toEqual(confirmed > 0 ? [1, 2000] : [0, 0]);
    const paid = settled.filter(({ confirmed }) => confirmed > 0).length;
    console.log(`${KILLS} kills, ${BOOKINGS} bookings, ${paid} paid and confirmed`);
    expect(paid).toBeGreaterThan(0);
    const numbers = (await readLedger(product.eventstoreUrl))
      .filter(({ type }) => type === 'consultations.InvoiceIssued.v1')
      .map(({ data }) => Number(String(data.number).split('-')[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  },
  300_000 + KILLS * 30_000,
);
