import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import type { Person } from '../harness/client.ts';
import { Product } from '../harness/product.ts';
import { RoomClient } from '../harness/room.ts';
import { Desk, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let academy: Academy;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  academy = await makeAcademy(product, { students: 2, questions: 2 });
}, 900_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function enters(person: Person, webinarId: string): Promise<RoomClient> {
  const client = RoomClient.of(product.url, person);
  await client.enter(`webinar:${webinarId}`);
  return client;
}

/** The minute that has begun, as a form of the reader's zone takes it. */
const thisMinute = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Kyiv', dateStyle: 'short', timeStyle: 'short' })
    .format(new Date())
    .replace(' ', 'T');

test('attendance that counts is in an open gradebook when the room closes, explained by its facts, and leaves and comes back by a choice', async () => {
  const { instructor, students, courseId } = academy;
  const [ann] = students as [Person];
  const desk = await Desk.open(browser, product.url);
  await desk.signIn(instructor.credentials);
  await desk.go(`/webinars/new?course=${courseId}`);
  await desk.page.getByLabel('Title').fill('Sound and silence');
  await desk.page.getByLabel(/^Begins/).fill(thisMinute());
  await desk.page.getByLabel('Count attendance in the gradebook').check();
  await desk.page.getByLabel('Points for all of the time').fill('20');
  await desk.page.getByRole('button', { name: 'Plan it' }).click();
  await desk.page.waitForURL(/\/webinars\/[0-9a-f-]{36}$/);
  await desk.page.getByTestId('counts').getByText('up to 20 points').waitFor();
  const webinarId = desk.page.url().split('/').at(-1)!;

  const book = await desk.context.newPage();
  await book.goto(`/courses/${courseId}/gradebook`);
  await book.locator('html[data-ready]').waitFor({ state: 'attached' });
  const cell = book.locator(`[data-person="${ann.personId}"] [data-column="${webinarId}"]`);
  await book.getByTestId('coming').waitFor();
  await desk.go(`/courses/${courseId}/activity`);
  const activity = desk.page.getByTestId('activity');

  const phone = await Desk.open(browser, product.url, PHONE);
  await phone.signIn(ann.credentials);
  await phone.go('/activity');
  const host = await enters(instructor, webinarId);
  const guest = await enters(ann, webinarId);
  await phone.page.getByText('You came into “Sound and silence”').waitFor();
  await activity.getByText(`${ann.me.name} came into “Sound and silence”`).waitFor();
  await guest.ask('leave', {});
  await activity.getByText(/ left “Sound and silence” after /).waitFor();
  await (await enters(ann, webinarId)).ask('raise-hand', {});
  await host.ask('close', {});

  await cell.getByTestId('figure').waitFor();
  await book.getByTestId('coming').waitFor({ state: 'detached' });
  await cell.getByTestId('figure').click();
  const panel = book.getByTestId('facts-panel');
  await panel.getByText(`${ann.me.name} came in.`).first().waitFor();
  await panel.getByText('The room closed.', { exact: true }).waitFor();
  expect(await panel.locator('.value').innerText()).toMatch(/ of 20 \(.* of .* minutes\)$/);
  await book.keyboard.press('Escape');

  await phone.go(`/courses/${courseId}/grades`);
  await phone.page.locator(`[data-column="${webinarId}"]`).getByTestId('figure').waitFor();

  await desk.go(`/webinars/${webinarId}/attendance`);
  await desk.page.getByRole('button', { name: 'Change' }).click();
  await desk.page.getByRole('dialog').getByLabel('Count attendance in the gradebook').uncheck();
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await cell.waitFor({ state: 'detached' });
  await desk.page.getByRole('button', { name: 'Undo' }).click();
  await cell.getByTestId('figure').waitFor();
  expect([desk.errors, phone.errors]).toEqual([[], []]);
  host.close();
  await desk.close();
  await phone.close();
});
