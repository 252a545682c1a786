/**
 * Many students at once for overlapping times of one instructor who edits the hours meanwhile, while a process is killed in the middle of
 * it: never do two sessions take the same time, every refusal says why, and what was acknowledged is there.
 *
 * In `npm test` two rounds of 200 requests by 20 students. The long form, 50 rounds of 1,000 by 100 each:
 *
 *     LYCEUM_FAULT_ROUNDS=50 npm test -- tests/faults/bookings.test.ts
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Booked, Slot } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../harness/academy.ts';
import type { Answer, Person } from '../harness/client.ts';
import { headOf, readLedger } from '../harness/ledger.ts';
import { ADMIN, Product, type Part } from '../harness/product.ts';
import { compareWithRebuilt } from '../harness/rebuilt.ts';
import { doubleBookings } from './double-bookings.ts';
import { insist } from './insist.ts';

const LONG = process.env.LYCEUM_FAULT_ROUNDS !== undefined;
const ROUNDS = Number(process.env.LYCEUM_FAULT_ROUNDS ?? 2);
const STUDENTS = LONG ? 100 : 20;
const REQUESTS = LONG ? 1000 : 200;
/** All requests of a round begin within so many milliseconds. */
const SPREAD = 1500;

let product: Product;
let admin: Person;
let students: Person[];

beforeAll(async () => {
  product = await Product.start();
  admin = await product.api.signIn(ADMIN);
  students = await signUp(product, STUDENTS);
}, 300_000);

afterAll(() => product?.stop());

const pick = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)]!;

const availability = () => ({
  timeZone: pick(['Europe/Kyiv', 'America/New_York', 'UTC']),
  weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' })),
  lengths: [30, 60],
  interval: pick([null, 15]),
  bufferBefore: pick([0, 5]),
  bufferAfter: pick([0, 10, 20]),
  perDay: pick([null, 12]),
});

const isReasoned = ({ status, problem }: Answer): boolean => status === 409 && Boolean(problem?.code && problem.detail);

/** One after the other, a round each; then all at once. */
const VICTIMS: readonly Part[] = ['backend', 'eventstore', 'projections', 'mongo', 'dashboard'];

/** One round: everybody at once on two days of an instructor's calendar. Gives what was acknowledged and what nothing excuses. */
async function round(instructor: Person, slots: readonly Slot[]) {
  const made: string[] = [];
  const ended: string[] = [];
  const surprises: string[] = [];
  const refusals: string[] = [];
  let repeats = 0;
  const command = async <Body>(person: Person, method: 'POST' | 'PUT', path: string, body: unknown) => {
    const answer = await insist<Body>(person, { method, path, body, fair: isReasoned, repeated: () => void repeats++ });
    if (typeof answer === 'string') surprises.push(answer);
    else if (answer.problem) refusals.push(answer.problem.code);
    else return answer.body;
    return undefined;
  };
  const book = async (student: Person) => {
    await sleep(Math.random() * SPREAD);
    const path = `/api/instructors/${instructor.personId}/bookings`;
    const wanted = { start: pick(slots).start, length: pick([30, 60]), hold: Math.random() < 0.2 };
    const booked = await command<Booked>(student, 'POST', path, wanted);
    if (!booked) return;
    made.push(booked.bookingId);
    const next = Math.random();
    if (next < 0.2) {
      if (await command(student, 'POST', `/api/bookings/${booked.bookingId}/cancellation`, { reason: '' })) ended.push(booked.bookingId);
    } else if (next < 0.4) {
      await command(student, 'POST', `/api/bookings/${booked.bookingId}/rescheduling`, { start: pick(slots).start });
    }
  };
  const edit = async () => {
    await sleep(Math.random() * SPREAD);
    await command(instructor, 'PUT', '/api/instructors/me/availability', availability());
  };
  await Promise.all([
    ...Array.from({ length: REQUESTS }, (_, i) => book(students[i % STUDENTS]!)),
    ...Array.from({ length: REQUESTS / 50 }, edit),
  ]);
  return { made, ended, surprises, refusals, repeats: () => repeats };
}

test(
  `${ROUNDS} rounds of ${REQUESTS} requests by ${STUDENTS} students with kills in between: no time is taken twice`,
  async () => {
    const made: string[] = [];
    const ended: string[] = [];
    const surprises: string[] = [];
    let [refusals, repeats] = [0, 0];
    for (let index = 0; index < ROUNDS; index++) {
      const instructor = await product.api.person(`Instructor of round ${index}`, ['instructor'], admin);
      await instructor.put('/api/instructors/me/availability', availability());
      const from = new Date(Date.now() + 2 * 86_400_000).toISOString();
      const to = new Date(Date.now() + 4 * 86_400_000).toISOString();
      const { items } = await instructor.get<{ items: Slot[] }>(
        `/api/instructors/${instructor.personId}/slots?from=${from}&to=${to}&length=30`,
      );
      const killing = sleep(100 + Math.random() * (SPREAD / 2)).then(async () => {
        const victim = VICTIMS[index % (VICTIMS.length + 1)];
        await (victim ? product.kill(victim) : product.crash());
        await (victim ? product.ready(60) : product.startAgain());
      });
      const [result] = await Promise.all([round(instructor, items), killing]);
      made.push(...result.made);
      ended.push(...result.ended);
      surprises.push(...result.surprises);
      refusals += result.refusals.length;
      repeats += result.repeats();
    }
    console.log(`${made.length} bookings acknowledged, ${refusals} refusals with their reasons, ${repeats} requests repeated`);

    expect(surprises).toEqual([]);
    expect(made.length).toBeGreaterThan(ROUNDS * 5);
    expect(refusals).toBeGreaterThan(ROUNDS * 10);
    const ledger = await readLedger(product.eventstoreUrl);
    const { doubles, taken } = doubleBookings(ledger);
    expect(doubles).toEqual([]);
    const recorded = ledger.filter(({ type }) => type === 'consultations.BookingHeld.v1').map(({ data }) => String(data['bookingId']));
    expect(recorded.toSorted()).toEqual(made.toSorted());
    expect(ended.filter((bookingId) => taken.has(bookingId))).toEqual([]);

    const stores = { eventstoreUrl: product.eventstoreUrl, mongodbUrl: product.mongodbUrl, secretFile: join(product.data, 'secret') };
    const { differences } = await compareWithRebuilt(stores, headOf(ledger));
    expect(differences).toEqual([]);
  },
  180_000 + ROUNDS * 60_000,
);
