import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { signUp } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import type { Person } from '../harness/client.ts';
import { bookSoon, offerAlways } from '../harness/consultations.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { Desk, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let inge: Person;
let otto: Person;
let ann: Person;
let bookingId: string;
let teachers = 0;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
beforeEach(async () => {
  const admin = await product.api.signIn(ADMIN);
  inge = await product.api.person(`Inge ${++teachers}`, ['instructor'], admin);
  otto = await product.api.person(`Otto ${teachers}`, ['instructor'], admin);
  [ann] = (await signUp(product, 1)) as [Person];
  await offerAlways(inge);
  const profile = { headline: 'Algebra', biography: '', subjects: ['Algebra'], languages: ['en'], timeZone: 'UTC' };
  for (const who of [inge, otto]) await who.put('/api/instructors/me/profile', profile);
  bookingId = await bookSoon(ann, inge);
});

const note = (page: Page, text: string) => page.getByTestId('note').filter({ hasText: text });
async function write(page: Page, text: string, whom: string) {
  await page.getByLabel('New note').fill(text);
  await page.getByLabel('Who sees this note').selectOption({ label: whom });
  await page.getByRole('button', { name: 'Save note' }).click();
  await note(page, text).waitFor();
}

test('the two meet in the room: they see each other, talk, and what is shared appears at once', async () => {
  const [desk, phone] = [await Desk.open(browser, product.url), await Desk.open(browser, product.url, PHONE)];
  await Promise.all([desk.signIn(inge.credentials), phone.signIn(ann.credentials)]);
  await phone.go(`/bookings/${bookingId}/room`);
  await phone.page.getByText(`${inge.me.name}: not in the room yet`).waitFor();
  await phone.page
    .getByTestId('time-left')
    .getByText(/Begins in|left/)
    .waitFor();
  await desk.go(`/bookings/${bookingId}/room`);
  await phone.page.getByText(`${inge.me.name}: in the room`).waitFor();
  await desk.page.getByText(`${ann.me.name}: in the room`).waitFor();

  await phone.page.getByRole('textbox', { name: /^Write a message/ }).fill('Can you hear me?');
  await phone.page.getByRole('button', { name: 'Send' }).click();
  await desk.page.getByTestId('message').getByText('Can you hear me?').waitFor();
  await write(desk.page, 'Only for my eyes', 'Only me');
  await write(desk.page, 'We did fractions', `${ann.me.name} and me`);
  await note(phone.page, 'We did fractions').waitFor();
  expect(await note(phone.page, 'Only for my eyes').count()).toBe(0);
  await desk.page.getByLabel('What is to be done').fill('Exercise 3');
  await desk.page.getByRole('button', { name: 'Add step' }).click();
  await phone.page
    .getByTestId('step')
    .getByLabel(/Exercise 3/)
    .check();
  await desk.page.locator('[data-testid=step] .done').waitFor();

  await phone.close();
  await desk.page.getByText(`${ann.me.name}: not in the room yet`).waitFor();
  expect([...desk.errors, ...phone.errors]).toEqual([]);
  await desk.close();
});

test('an instructor finds a client, keeps notes that can be changed, and another one reads what the client lets them', async () => {
  const [desk, hers, his] = [
    await Desk.open(browser, product.url),
    await Desk.open(browser, product.url),
    await Desk.open(browser, product.url),
  ];
  await Promise.all([desk.signIn(inge.credentials), hers.signIn(ann.credentials), his.signIn(otto.credentials)]);
  await desk.go('/clients');
  await desk.page.getByRole('main').getByRole('link', { name: ann.me.name! }).click();
  await write(desk.page, 'My own', 'Only me');
  await write(desk.page, 'Knows long division', 'Me, and who is let in');
  await note(desk.page, 'Knows long division').getByRole('button', { name: 'Edit' }).click();
  await desk.page.getByLabel('Change the note').fill('Knows long division by now');
  await desk.page.getByRole('button', { name: 'Save note' }).last().click();
  await note(desk.page, 'by now').getByText('What it said before').click();
  await note(desk.page, 'by now').getByRole('listitem').getByText('Knows long division', { exact: true }).waitFor();

  const shared = `/api/instructors/${inge.personId}/clients/${ann.personId}`;
  await hers.go(`/consultations/${inge.personId}`);
  expect(await hers.page.getByTestId('note').count()).toBe(0);
  await hers.page.getByLabel('Let an instructor in').selectOption({ label: otto.me.name! });
  await hers.page.getByRole('button', { name: 'Let in' }).click();
  await hers.page.getByRole('button', { name: `Take back from ${otto.me.name}` }).waitFor();

  await until('he is let in', async () => (await otto.try('GET', shared)).status === 200);
  await his.go('/clients');
  await his.page.getByRole('main').getByRole('link', { name: ann.me.name! }).click();
  await note(his.page, 'Knows long division by now').waitFor();
  expect(await note(his.page, 'My own').count()).toBe(0);
  expect(await his.page.getByLabel('New note').count()).toBe(0);
  await hers.page.getByRole('button', { name: `Take back from ${otto.me.name}` }).click();
  await hers.page.getByText('Nobody else.').waitFor();
  await until('he is let out', async () => (await otto.try('GET', shared)).status === 404);
  await his.reload();
  await his.page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
  expect([...desk.errors, ...hers.errors]).toEqual([]);
  await Promise.all([desk.close(), hers.close(), his.close()]);
});
