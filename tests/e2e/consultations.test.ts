import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import type { Person } from '../harness/client.ts';
import { writeFacts } from '../harness/facts.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { Desk, DESKTOP, overflows, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let olena: Person;
let [ann, ben]: Person[] = [];

const DAY = 86_400_000;
/** The day after tomorrow in Kyiv: far from every edge of today, wherever the test runs. */
const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Kyiv' }).format(Date.now() + 2 * DAY);

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  olena = await product.api.person('Olena Kovalenko', ['instructor'], await product.api.signIn(ADMIN));
  [ann, ben] = await signUp(product, 2);
  const profile = { headline: 'Logic', biography: 'Bring a **proof**.', subjects: ['Logic'], languages: ['uk'], timeZone: 'Europe/Kyiv' };
  await olena.put('/api/instructors/me/profile', profile);
  const ranges = [{ start: '16:00', end: '20:00' }];
  await olena.put('/api/instructors/me/availability', {
    timeZone: 'Europe/Kyiv',
    weekly: [],
    overrides: [{ date, ranges }],
    lengths: [30],
  });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const inZone = (start: string, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(new Date(start));

/** What the clock says once the time of a session is over. */
const takesPlace = (bookingId: string, studentId: string) =>
  writeFacts(product, `calendar-${olena.personId}`, [
    { type: 'consultations.SessionHeld.v1', data: { instructorId: olena.personId, bookingId, studentId } },
  ]);

test('a student in New York books an instructor in Kyiv, moves, calls off and reviews; every open page follows without a reload', async () => {
  const phone = await Desk.open(browser, product.url, { ...PHONE, timezoneId: 'America/New_York' });
  const desk = await Desk.open(browser, product.url, { ...DESKTOP, timezoneId: 'Europe/Kyiv' });
  const other = await Desk.open(browser, product.url, { ...DESKTOP, timezoneId: 'Asia/Tokyo' });
  await Promise.all([phone.signIn(ann!.credentials), desk.signIn(olena.credentials), other.signIn(ben!.credentials)]);
  await Promise.all([desk.go('/consultations'), other.go(`/instructors/${olena.personId}`)]);
  await Promise.all([desk.mark(), other.mark()]);

  // The student finds her, and the times of the phone's own zone.
  const { page } = phone;
  await phone.go('/instructors?search=logic');
  await page.getByRole('link', { name: 'Olena Kovalenko' }).click();
  const slot = page.locator('[data-start]').first();
  await slot.waitFor();
  const start = (await slot.getAttribute('data-start'))!;
  expect(inZone(start, 'Europe/Kyiv')).toBe('16:00');
  expect(await slot.innerText()).toMatch(new RegExp(`^${inZone(start, 'America/New_York')}`));
  expect(await overflows(page)).toBe(false);

  // Kept by a clock that runs, gone for others at once, then confirmed.
  await slot.click();
  await page.getByText(`16:00 in Kyiv`).waitFor();
  await page.getByLabel('What is it about?').fill('Induction');
  await page.getByRole('button', { name: 'Keep this time' }).click();
  await page.waitForURL(/\/bookings\//);
  const bookingId = page.url().split('/').at(-1)!;
  expect(await page.getByTestId('countdown').innerText()).toMatch(/^(?:9:\d\d|10:00)$/);
  await other.page.locator(`button[data-start="${start}"]`).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Confirm the booking' }).click();
  await page.locator('[data-phase="confirmed"]').waitFor();

  // The instructor's list has it, at her own time.
  const row = desk.page.getByTestId('bookings').locator('li').filter({ hasText: ann!.me.name! });
  await row.locator('[data-phase="confirmed"]').waitFor();
  expect(await row.innerText()).toMatch(/16:00 (?:EET|EEST)/);

  // Moved: the new time is taken and the former one free again, on every page.
  await page.getByRole('link', { name: 'Move to another time' }).click();
  await page.locator('[data-start]').last().click();
  await page.getByTestId('confirm').click();
  await page.waitForURL(/\/bookings\/[^/]+$/);
  await row.getByText(/19:30 (?:EET|EEST)/).waitFor();
  await other.page.locator(`button[data-start="${start}"]`).waitFor();

  // Called off, with a reason that she reads without a reload.
  await row.getByRole('link').click();
  await desk.page.locator('[data-phase="confirmed"]').waitFor();
  await page.getByRole('button', { name: 'Call it off' }).click();
  await page.getByLabel('Reason').fill('I am ill');
  await page.getByTestId('confirm').click();
  await page.locator('[data-phase="cancelled"]').waitFor();
  await desk.page.getByText('Reason: I am ill').waitFor();
  expect([await desk.isMarked(), await other.isMarked()]).toEqual([true, true]);

  // Another session takes place; its review is on the public page that others look at.
  const again = await ann!.post<{ bookingId: string }>(`/api/instructors/${olena.personId}/bookings`, { start, length: 30 });
  // The page knows nothing of what was written beside it: its row has to be there before.
  await ann!.get(`/api/bookings/${again.bookingId}`);
  await phone.go(`/bookings/${again.bookingId}`);
  await takesPlace(again.bookingId, ann!.personId);
  await page.locator('[data-phase="completed"]').waitFor();
  await page.getByTestId('review').locator('label').nth(3).click();
  await page.getByLabel('In words').fill('Clear and kind');
  await page.getByRole('button', { name: 'Publish review' }).click();
  await page.getByTestId('review').getByText('Clear and kind').waitFor();
  await other.page.getByTestId('reviews').getByText('Clear and kind').waitFor();
  await other.page.getByText('4 of 5 stars, from 1 review').first().waitFor({ state: 'attached' });
  expect(await other.isMarked()).toBe(true);
  expect(bookingId).not.toBe(again.bookingId);
  expect([...phone.errors, ...desk.errors, ...other.errors]).toEqual([]);
  await Promise.all([phone.close(), desk.close(), other.close()]);
});

test('an instructor pulls hours in the week, takes that back, and changes them by keyboard', async () => {
  const teacher = await product.api.person('Marcus Hale', ['instructor'], await product.api.signIn(ADMIN));
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' }));
  await teacher.put('/api/instructors/me/availability', { timeZone: 'Europe/Kyiv', weekly, lengths: [30] });
  const desk = await Desk.open(browser, product.url);
  await desk.signIn(teacher.credentials);
  await desk.go(`/calendar?week=${date}`);
  const { page } = desk;
  const hours = page.locator(`[data-date="${date}"] button.hours`);
  await hours.getByText('09:00–12:00').waitFor();

  const box = (await hours.boundingBox())!;
  const hour = box.height / 3;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 3);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 3 + 2 * hour, { steps: 5 });
  await page.mouse.up();
  await hours.getByText('09:00–14:00').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await hours.getByText('09:00–12:00').waitFor();

  await hours.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('From').fill('10:00');
  await page.getByLabel('This date only').check();
  await page.getByRole('button', { name: 'Save hours' }).click();
  await hours.getByText('10:00–12:00').waitFor();
  const path = `/api/instructors/me/calendar?from=${date}T00:00:00Z&to=${date}T12:00:00Z`;
  type Hours = { availability: { weekly: unknown[]; overrides: unknown[] } };
  const { availability } = await until('the change is kept', async () => {
    const kept = await teacher.get<Hours>(path);
    return kept.availability.overrides.length > 0 && kept;
  });
  expect(availability).toMatchObject({ weekly, overrides: [{ date, ranges: [{ start: '10:00', end: '12:00' }] }] });
  expect(desk.errors).toEqual([]);
  await desk.close();
});
