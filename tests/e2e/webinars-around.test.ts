import { instant } from '@lyceum/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import { offerAlways } from '../harness/consultations.ts';
import { Product } from '../harness/product.ts';
import { Desk, DESKTOP, findings, overflows, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let academy: Academy;
const MINUTE = 60_000;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  academy = await makeAcademy(product, { students: 2, enrolled: 1, questions: 1 });
  await offerAlways(academy.instructor);
  const profile = { headline: 'Kites', biography: '', subjects: [], languages: ['en'], price: null, timeZone: 'UTC' };
  await academy.instructor.put('/api/instructors/me/profile', profile);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const plan = (title: string, more: object = {}) => {
  const times = { start: instant(Date.now() + 5 * MINUTE), end: instant(Date.now() + 65 * MINUTE) };
  return { title, kind: 'lecture', ...times, registration: 'open', ...more };
};
const planned = async (title: string, more: object = {}) =>
  (await academy.instructor.post<{ webinarId: string }>('/api/webinars', plan(title, more))).webinarId;

test('the button to join stays under the finger that presses it, also while the browser finds its devices', async () => {
  const webinarId = await planned('Early birds');
  const desk = await Desk.open(browser, product.url, PHONE);
  await desk.signIn(academy.students[0]!.credentials);
  const { page } = desk;
  // A browser that says only when it is told to which devices there are.
  await page.addInitScript(() => {
    const found = Promise.withResolvers<MediaDeviceInfo[]>();
    const device = { kind: 'audiooutput', deviceId: 'ear', groupId: '', label: 'An earpiece', toJSON: () => ({}) } as MediaDeviceInfo;
    navigator.mediaDevices.enumerateDevices = () => found.promise;
    addEventListener('plugged-in', () => found.resolve([device]));
  });
  await desk.go(`/webinars/${webinarId}/room`);
  await page.getByTestId('join').hover();
  await page.mouse.down();
  await page.evaluate(() => void dispatchEvent(new Event('plugged-in')));
  await page.getByLabel('Loudspeaker').waitFor();
  await page.mouse.up();
  await page.locator('[data-standing="early"]').waitFor();
  expect(desk.errors).toEqual([]);
  await desk.close();
});

test('an instructor plans one from the page of a course, whose students find it there; it lies in the week and is found by its title', async () => {
  const desk = await Desk.open(browser, product.url, DESKTOP);
  await desk.signIn(academy.instructor.credentials);
  const { page } = desk;
  await desk.go(`/courses/${academy.courseId}`);
  await page.getByTestId('course-webinars').getByRole('link', { name: 'Plan a webinar' }).click();
  await page.getByLabel('Title').fill('Kites, and why they fly');
  expect(await page.getByLabel('For', { exact: true }).inputValue()).toBe(academy.courseId);
  await page.getByRole('button', { name: 'Plan it' }).click();
  await page.waitForURL(/\/webinars\/[0-9a-f-]{36}$/);

  const student = await Desk.open(browser, product.url, DESKTOP);
  await student.signIn(academy.students[0]!.credentials);
  await student.go(`/courses/${academy.courseId}`);
  const section = student.page.getByTestId('course-webinars');
  await section.getByRole('link', { name: 'Kites, and why they fly' }).waitFor();
  expect(await section.getByRole('link', { name: 'Plan a webinar' }).count()).toBe(0);
  // What is planned while the page is open comes to it by itself.
  await planned('Kites in the rain', { courseId: academy.courseId });
  await section.getByRole('link', { name: 'Kites in the rain' }).waitFor();
  await section.getByRole('link', { name: 'See all of this course' }).click();
  await student.page.getByRole('heading', { level: 1, name: /^Webinars of Course/ }).waitFor();
  expect(await student.page.getByTestId('webinars').locator('li').count()).toBe(2);

  const stranger = await Desk.open(browser, product.url, DESKTOP);
  await stranger.signIn(academy.students[1]!.credentials);
  await stranger.go(`/courses/${academy.courseId}`);
  expect(await stranger.page.getByTestId('course-webinars').count()).toBe(0);

  await desk.go('/calendar');
  await page
    .getByTestId('grid')
    .getByRole('link', { name: /Kites in the rain/ })
    .first()
    .waitFor();
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search' }).fill('kites why');
  await page.getByRole('option', { name: /Kites, and why they fly/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Kites, and why they fly' }).waitFor();
  await student.go(`/instructors/${academy.instructor.personId}`);
  await student.page.getByRole('link', { name: 'Kites, and why they fly' }).waitFor();
  for (const each of [desk, student, stranger]) {
    expect(each.errors).toEqual([]);
    await each.close();
  }
});

test('a phone has five places at the bottom; the rest is a sheet that the keyboard opens, goes through and closes', async () => {
  const desk = await Desk.open(browser, product.url, { ...PHONE, colorScheme: 'dark' });
  await desk.signIn(academy.instructor.credentials);
  await desk.go('/teach');
  const { page } = desk;
  const bar = page.getByRole('navigation', { name: 'Sections' });
  expect(await bar.getByRole('link').count()).toBe(4);
  expect(await overflows(page)).toBe(false);
  const more = bar.getByRole('button', { name: 'More' });
  await more.focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'More sections' });
  await sheet.waitFor();
  expect(await more.getAttribute('aria-expanded')).toBe('true');
  expect(await findings(desk)).toEqual([]);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Space');
  await sheet.getByRole('link', { name: 'Webinars' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/webinars');
  await sheet.waitFor({ state: 'hidden' });
  expect(desk.errors).toEqual([]);
  await desk.close();
});
