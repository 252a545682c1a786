import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import { Product } from '../harness/product.ts';
import { Desk, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let academy: Academy;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  academy = await makeAcademy(product, { students: 10, questions: 2 });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

test('an instructor goes from a number to its people and to what one of them did, sees it move, and lets students compare', async () => {
  const { instructor, students, courseId, quizId, answers } = academy;
  const [ann, ben] = students;
  const started = await ann!.startAttempt(quizId);
  await ann!.submit(started.attemptId, answers(started.paper, 2));
  const desk = await Desk.open(browser, product.url);
  await desk.signIn(instructor.credentials);
  await desk.go(`/courses/${courseId}`);
  await desk.page.getByRole('link', { name: 'Analytics', exact: true }).click();
  await desk.page.waitForURL(/\/analytics$/);
  await desk.ready();

  // From the bar of those who have started, by the table behind the chart, to the one who has.
  const funnel = desk.page.locator('figure').filter({ hasText: 'How far people come' });
  await funnel.getByText('Show as a table').click();
  await funnel
    .getByRole('row', { name: /^Started/ })
    .getByRole('link', { name: '1', exact: true })
    .click();
  await desk.page.getByText('Only who has started.').waitFor();
  const map = desk.page.getByTestId('people-map');
  await map.getByRole('link', { name: ann!.me.name!, exact: true }).waitFor();
  expect(await map.locator('tbody tr').count()).toBe(1);

  // What another does is there without asking.
  const second = await ben!.startAttempt(quizId);
  await ben!.submit(second.attemptId, answers(second.paper, 0));
  await map.getByRole('link', { name: ben!.me.name!, exact: true }).waitFor();

  await map.locator(`[data-person="${ann!.personId}"] .heat-8`).click();
  const story = desk.page.getByTestId('story');
  await story.getByText(/began “Quiz/).waitFor();
  await story.getByText(/handed in “Quiz/).waitFor();
  await desk.page.getByRole('link', { name: 'Show all of it' }).click();
  await story.getByText(/enrolled/).waitFor();
  await story.getByTestId('figure').click();
  await desk.page.getByTestId('facts-panel').getByText('The answers were graded').waitFor();
  await desk.page.keyboard.press('Escape');

  const phone = await Desk.open(browser, product.url, PHONE);
  await phone.signIn(ann!.credentials);
  const own = phone.page.getByTestId('own-progress');
  await own.getByText('1 of 1 parts handed in').waitFor();
  expect(await own.getByTestId('streak').innerText()).toMatch(/1 day, 1 week/);
  expect(await own.getByText('Among 10 people').count()).toBe(0);

  await desk.go(`/courses/${courseId}/analytics/settings`);
  await desk.page.getByLabel('Students see where they stand among the others').check();
  await desk.page.getByRole('button', { name: 'Save settings' }).click();
  await desk.page.getByText('Settings saved').waitFor();
  await phone.go(`/courses/${courseId}`);
  await own.getByText('Among 10 people').waitFor();
  await own.getByText('Activity: You are in the highest quarter').waitFor();
  expect([desk.errors, phone.errors]).toEqual([[], []]);
  await desk.close();
  await phone.close();
});
