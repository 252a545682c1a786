import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Booked, Slot } from '@lyceum/contracts';
import { openBrowser } from '../harness/browser.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { Desk, findings, overflows, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let inge: Person;
let ann: Person;
let bookingId = '';

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  const admin = await product.api.signIn(ADMIN);
  [inge, ann] = [await product.api.person('Inge', ['instructor'], admin), await product.api.person('Ann')];
  const price = { amount: 4000, currency: 'EUR' };
  const profile = { headline: 'Logic', biography: 'Long.', subjects: ['logic'], languages: ['en'], price, timeZone: 'Europe/Kyiv' };
  await inge.put('/api/instructors/me/profile', profile);
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '08:00', end: '18:00' }));
  await inge.put('/api/instructors/me/availability', { timeZone: 'Europe/Kyiv', weekly, lengths: [30], horizonDays: 30 });
  ann.saw(inge.seen);
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const path = `/api/instructors/${inge.personId}/slots?from=${day(3)}&to=${day(5)}`;
  const [slot] = (await ann.get<{ items: Slot[] }>(path)).items;
  bookingId = (await ann.post<Booked>(`/api/instructors/${inge.personId}/bookings`, { start: slot!.start, length: 30 })).bookingId;
  await ann.get(`/api/bookings/${bookingId}`);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

test('a session is paid with the second card, has an invoice, and is given back when its instructor cancels: seen without a reload', async () => {
  const desk = await Desk.open(browser, product.url, { ...PHONE, colorScheme: 'dark' });
  const { page } = desk;
  await desk.signIn(ann.credentials);
  await desk.go(`/bookings/${bookingId}`);
  const form = page.getByTestId('pay');
  await form.getByRole('button', { name: 'Pay €20' }).click();
  await form.getByText('the 12 to 19 digits of a card').waitFor();
  await form.getByRole('button', { name: /Use 4000 0000 0000 0002/ }).click();
  await form.getByRole('button', { name: 'Pay €20' }).click();
  await form.getByText('Nothing was paid: The bank declined the card').waitFor();
  expect({ findings: await findings(desk), overflows: await overflows(page) }).toEqual({ findings: [], overflows: false });
  await form.getByRole('button', { name: /Use 4000 0000 0000 0077/ }).click();
  await form.getByRole('button', { name: 'Pay €20' }).click();
  await page.getByText('Your bank has not answered yet').waitFor();
  await page.getByTestId('payment').getByText('€20 paid').waitFor();
  const invoice = page.getByRole('link', { name: /^Invoice \d{4}-00001$/ });
  await invoice.click();
  await page.getByTestId('invoice').getByText('Ann').waitFor();
  expect({ findings: await findings(desk), overflows: await overflows(page) }).toEqual({ findings: [], overflows: false });
  await desk.go(`/bookings/${bookingId}`);
  await inge.post(`/api/bookings/${bookingId}/cancellation`, { reason: 'Ill' });
  await page.getByTestId('payment').getByText('All of it went back').waitFor();
  await page.getByRole('link', { name: /^Credit note \d{4}-00002$/ }).waitFor();
  await desk.go('/invoices');
  await page.getByTestId('invoices').getByText('−€20').waitFor();
  expect({ findings: await findings(desk), overflows: await overflows(page) }).toEqual({ findings: [], overflows: false });
  expect(desk.errors).toEqual([]);
  await desk.close();
});

test('operators read what was written of it, in a frame where nothing acts', async () => {
  const desk = await Desk.open(browser, product.url);
  const { page } = desk;
  await desk.signIn(ADMIN);
  await desk.go('/mailbox');
  await page.getByRole('link', { name: /^Confirmed: your session with Inge/ }).click();
  const frame = page.frameLocator('iframe');
  await frame.getByRole('heading', { name: 'Your session with Inge is confirmed' }).waitFor();
  await page.getByText('session.ics').click();
  await page.getByText('BEGIN:VCALENDAR').waitFor();
  // No script runs in the frame, also none that looks for faults.
  await page.getByText('Plain text', { exact: true }).click();
  await page.getByRole('region', { name: 'Plain text' }).waitFor();
  expect({ findings: await findings(desk), overflows: await overflows(page) }).toEqual({ findings: [], overflows: false });
  expect(desk.errors).toEqual([]);
  await desk.close();
});
