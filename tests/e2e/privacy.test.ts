import { readFileSync } from 'node:fs';
import type { PersonData } from '@lyceum/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { Desk, looksWell, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let academy: Academy;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  academy = await makeAcademy(product, { students: 2, questions: 2 });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

test('a student takes everything about themselves along as a file', async () => {
  const [ann] = academy.students;
  const desk = await Desk.open(browser, product.url);
  await desk.signIn(ann!.credentials);
  await desk.page.getByTestId('person-menu').click();
  await desk.page.getByRole('link', { name: 'Your account' }).click();
  await desk.page.getByRole('heading', { name: 'Everything about you' }).waitFor();
  const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.page.getByTestId('data-file').click()]);
  expect(download.suggestedFilename()).toBe(`lyceum-${ann!.personId}.json`);
  const data = JSON.parse(readFileSync(await download.path(), 'utf8')) as PersonData;
  expect(data.profile).toMatchObject({ name: ann!.me.name, email: ann!.credentials.email });
  expect(data.sections.enrolments).toHaveLength(1);
  expect(desk.errors).toEqual([]);
  await desk.close();
});

test('the page of a person and of oneself look well on a phone, and nobody else opens them', async () => {
  const desk = await Desk.open(browser, product.url, PHONE);
  await desk.signIn(ADMIN);
  for (const path of [`/people/${academy.students[1]!.personId}`, `/people/${academy.students[0]!.personId}`, '/settings/account']) {
    await desk.go(path);
    await looksWell(desk);
  }
  await desk.close();
  const student = await Desk.open(browser, product.url);
  await student.signIn(academy.students[0]!.credentials);
  const answer = await student.page.goto(`/people/${academy.students[1]!.personId}`);
  expect(answer?.status()).toBe(403);
  await student.close();
});

test('a student changes their password: they stay here, and their other device is signed out', async () => {
  const [ann] = academy.students;
  const [desk, other] = [await Desk.open(browser, product.url), await Desk.open(browser, product.url)];
  await desk.signIn(ann!.credentials);
  await other.signIn(ann!.credentials);
  await desk.go('/settings/account');
  const form = desk.page.getByTestId('change-password');
  const send = async (current: string) => {
    await form.getByLabel('Password until now').fill(current);
    await form.getByLabel('New password').fill('a staple for the horse');
    await form.getByRole('button', { name: 'Change the password' }).click();
  };
  await send('not the password');
  await form.getByText('This is not your password.').waitFor();
  await looksWell(desk);
  // That a wrong password is refused (400) stands in the browser's console.
  desk.errors.length = 0;
  await send(ann!.credentials.password);
  await desk.page.getByText('Your password is changed.').waitFor();
  await desk.go('/settings/account');
  await form.waitFor();
  await other.page.goto(`${product.url}/settings/account`);
  await other.page.waitForURL(/sign-in/);
  expect(desk.errors).toEqual([]);
  await desk.close();
  await other.close();
});
