import { TEST_CARDS, type Booked, type Booking, type Invoice, type Payment, type Slot } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SetClock } from '../../backend/src/api/clock.ts';
import { ProviderNewsDesk } from '../../backend/src/consultations/payments/provider/news-desk.ts';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const clock = new SetClock('2027-03-20T10:00:00.000Z');
let house: House;
let backend: Backend;
let [admin, inge, ann, ben]: Person[] = [];
let starts: string[] = [];

const MINUTE = 60_000;
const card = (number: string) => ({ card: { number, expires: '04/30', code: '123' } });
async function later(minutes: number): Promise<void> {
  clock.present = new Date(clock.time() + minutes * MINUTE).toISOString();
  for (const person of [admin, inge, ann, ben]) await person!.signInAgain();
}
const book = async (who: Person = ann!) =>
  (await who.post<Booked>(`/api/instructors/${inge!.personId}/bookings`, { start: starts.shift()!, length: 30 })).bookingId;
const pay = (bookingId: string, number: string, who: Person = ann!) =>
  who.try<Payment>('POST', `/api/bookings/${bookingId}/payment`, card(number));
const payment = (bookingId: string, who: Person = ann!) => who.get<Payment>(`/api/bookings/${bookingId}/payment`);
const inPhase = (bookingId: string, phase: Booking['phase']) =>
  until(`it is ${phase}`, async () => (await ann!.get<Booking>(`/api/bookings/${bookingId}`)).phase === phase);
const inState = (bookingId: string, state: Payment['state']) =>
  until(`it is ${state}`, async () => {
    const now = await payment(bookingId);
    return now.state === state ? now : null;
  });
const invoices = async (bookingId: string, who: Person = ann!) =>
  (await who.get<{ items: Invoice[] }>(`/api/me/invoices?booking=${bookingId}`)).items;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend({ clock });
  const { api } = backend;
  admin = await api.signIn(ADMIN);
  [inge, ann, ben] = [await api.person('Inge', ['instructor'], admin), await api.person('Ann'), await api.person('Ben')];
  const price = { amount: 4000, currency: 'EUR' };
  const profile = { headline: 'Logic', biography: 'Long.', subjects: ['logic'], languages: ['en'], price, timeZone: 'UTC' };
  await inge!.put('/api/instructors/me/profile', profile);
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '08:00', end: '18:00' }));
  const cancellation = { freeUntil: 3 * 24 * 60, lateRefund: 50 };
  await inge!.put('/api/instructors/me/availability', { timeZone: 'UTC', weekly, lengths: [30], horizonDays: 60, cancellation });
  const path = `/api/instructors/${inge!.personId}/slots?from=2027-03-24T00:00:00Z&to=2027-03-30T00:00:00Z`;
  ann!.saw(inge!.seen);
  starts = (await ann!.get<{ items: Slot[] }>(path)).items.map(({ start }) => start);
});
afterAll(() => house?.close());

describe('a session that costs something', () => {
  test('is confirmed when it is paid and not before, and has an invoice', async () => {
    const bookingId = await book();
    expect((await ann!.try('POST', `/api/bookings/${bookingId}/confirmation`)).problem?.code).toBe('payment-needed');
    expect(await payment(bookingId)).toMatchObject({ state: 'none', paid: null });
    expect((await pay(bookingId, TEST_CARDS.pays)).body).toMatchObject({ state: 'paid', paid: { amount: 2000, currency: 'EUR' } });
    await inPhase(bookingId, 'confirmed');
    const [invoice] = await until('there is an invoice', async () => {
      const found = await invoices(bookingId);
      return found.length > 0 && found;
    });
    expect(invoice).toMatchObject({
      kind: 'invoice',
      number: '2027-00001',
      amount: { amount: 2000 },
      student: { name: 'Ann' },
      session: { length: 30 },
    });
    expect(await ann!.get<Invoice>(`/api/invoices/${invoice!.invoiceId}`)).toEqual(invoice);
    expect((await ben!.try('GET', `/api/invoices/${invoice!.invoiceId}`)).problem?.code).toBe('invoice-not-found');
    expect((await invoices(bookingId, inge)).map(({ number }) => number)).toEqual(['2027-00001']);
    // Paying again pays nothing.
    expect((await pay(bookingId, TEST_CARDS.pays)).body).toMatchObject({ state: 'paid' });
    expect(await invoices(bookingId)).toHaveLength(1);
  });

  test('can be paid with another card after one was declined, while it is kept', async () => {
    const bookingId = await book();
    expect((await pay(bookingId, TEST_CARDS.declined)).body).toMatchObject({
      state: 'declined',
      reason: 'The bank declined the card',
      paid: null,
    });
    expect((await ann!.get<Booking>(`/api/bookings/${bookingId}`)).phase).toBe('held');
    expect((await pay(bookingId, TEST_CARDS.pays)).body).toMatchObject({ state: 'paid' });
    await inPhase(bookingId, 'confirmed');
  });

  test('waits for a bank that takes its time, and nobody pays twice meanwhile', async () => {
    const bookingId = await book();
    expect((await pay(bookingId, TEST_CARDS.slow)).body).toMatchObject({ state: 'pending' });
    expect((await pay(bookingId, TEST_CARDS.pays)).problem?.code).toBe('payment-pending');
    await later(1);
    await inState(bookingId, 'paid');
    await inPhase(bookingId, 'confirmed');
  });

  test('has one effect of a bank that answers three times, and of a click that comes twice', async () => {
    const bookingId = await book();
    const headers = { 'idempotency-key': `pay-${bookingId}` };
    const click = () => ann!.try<Payment>('POST', `/api/bookings/${bookingId}/payment`, card(TEST_CARDS.twice), { headers });
    const answers = await Promise.all([click(), click()]);
    expect(answers.map(({ body }) => body.state)).toEqual(['paid', 'paid']);
    await inPhase(bookingId, 'confirmed');
    await until('there is an invoice', async () => (await invoices(bookingId)).length === 1);
    expect(await payment(bookingId)).toMatchObject({ paid: { amount: 2000 }, refunded: null });
  });

  test('is nobody else’s to pay, and its payment nobody else’s to see', async () => {
    const bookingId = await book();
    expect((await pay(bookingId, TEST_CARDS.pays, ben)).problem?.code).toBe('booking-not-found');
    expect((await pay(bookingId, TEST_CARDS.pays, inge)).problem?.code).toBe('not-allowed');
    expect((await ben!.try('GET', `/api/bookings/${bookingId}/payment`)).problem?.code).toBe('booking-not-found');
    expect((await pay(bookingId, '123')).problem).toMatchObject({ code: 'invalid-input', errors: [{ path: 'card.number' }] });
  });
});

describe('money goes back', () => {
  test('as the policy says, with a credit note', async () => {
    const [free, late] = [await book(), await book()];
    for (const bookingId of [free, late]) {
      await pay(bookingId, TEST_CARDS.pays);
      await inPhase(bookingId, 'confirmed');
    }
    await ann!.post(`/api/bookings/${free}/cancellation`, { reason: '' });
    expect(await inState(free, 'refunded')).toMatchObject({ refunded: { amount: 2000 } });
    await later(2 * 24 * 60);
    await ann!.post(`/api/bookings/${late}/cancellation`, { reason: '' });
    await until('half of it is back', async () => (await payment(late)).refunded?.amount === 1000);
    expect((await payment(late)).state).toBe('paid');
    const notes = await until('both have credit notes', async () => {
      const found = [...(await invoices(free)), ...(await invoices(late))].filter(({ kind }) => kind === 'credit-note');
      return found.length === 2 && found;
    });
    const own = (await invoices(late)).find(({ kind }) => kind === 'invoice');
    expect(notes.find(({ bookingId }) => bookingId === late)).toMatchObject({ amount: { amount: 1000 }, of: own?.number });
  });

  test('by itself and as a whole where it came too late, and the time is free for others', async () => {
    const bookingId = await book();
    expect((await pay(bookingId, TEST_CARDS.slow)).body.state).toBe('pending');
    await later(11);
    await inPhase(bookingId, 'expired');
    expect(await inState(bookingId, 'refunded')).toMatchObject({ paid: { amount: 2000 }, refunded: { amount: 2000 } });
    expect((await pay(await book(), TEST_CARDS.pays)).body.state).toBe('paid');
  });
});

test('numbers of invoices have no gap, whoever paid', async () => {
  const bookingIds = await Promise.all([book(), book(ben), book(), book(ben)]);
  await Promise.all(bookingIds.map((bookingId, i) => pay(bookingId, TEST_CARDS.pays, i % 2 ? ben : ann)));
  const all = await until('all have invoices', async () => {
    const { items } = await inge!.get<{ items: Invoice[] }>('/api/me/invoices?limit=200');
    return bookingIds.every((id) => items.some(({ bookingId }) => bookingId === id)) && items;
  });
  const numbers = all.map(({ number }) => Number(number.split('-')[1])).toSorted((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
});

test('news of the provider count only where it signed them, and are only a reason to ask', async () => {
  const desk = backend.app.get(ProviderNewsDesk, { strict: false });
  const bookingId = await book();
  const key = `${bookingId}.1`;
  const tell = (signature?: string) =>
    backend.api.try('POST', '/api/payments/news', { key }, { headers: signature === undefined ? {} : { 'lyceum-signature': signature } });
  const wrong = [
    undefined,
    'nonsense',
    desk.sign(key).replace('t=', 't=0'),
    desk.sign(`${bookingId}.2`),
    desk.sign(key, clock.time() - 6 * MINUTE),
  ];
  for (const signature of wrong) expect([signature, (await tell(signature)).status]).toEqual([signature, 403]);
  expect((await tell(desk.sign(key))).status).toBe(204);
  expect((await payment(bookingId)).state).toBe('none');
});
