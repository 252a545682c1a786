import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import type { Person } from '../harness/client.ts';
import { Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { choose, handIn, saved } from './answering.ts';
import { Desk, overflows, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let academy: Academy;
let ann: Person;
let desk: Desk;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  academy = await makeAcademy(product, { students: 1, questions: 4 });
  ann = academy.students[0]!;
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
beforeEach(async () => {
  desk = await Desk.open(browser, product.url, PHONE);
  await desk.signIn(ann.credentials);
  return () => desk.close();
});

test('answers are there after a reload, and on another device', async () => {
  const { attemptId } = await ann.startAttempt(academy.quizId);
  await desk.go(`/attempts/${attemptId}`);
  await choose(desk.page, 'this one');
  await saved(desk.page);
  await desk.reload();
  expect(await desk.page.getByRole('radio', { name: 'this one', exact: true }).isChecked()).toBe(true);

  const other = await Desk.open(browser, product.url);
  await other.signIn(ann.credentials);
  await other.go(`/attempts/${attemptId}`);
  expect(await other.page.getByRole('radio', { name: 'this one', exact: true }).isChecked()).toBe(true);
  await other.close();

  expect(await overflows(desk.page)).toBe(false);
  await handIn(desk.page);
  expect((await ann.attempt(attemptId)).score).toBe(1);
  expect(desk.errors).toEqual([]);
});

test('when the time is up, what was saved is handed in', async () => {
  const hurried = await makeAcademy(product, { students: 1, questions: 2, timeLimitSeconds: 15 });
  const ben = hurried.students[0]!;
  const own = await Desk.open(browser, product.url);
  await own.signIn(ben.credentials);
  const { attemptId } = await ben.startAttempt(hurried.quizId);
  await own.go(`/attempts/${attemptId}`);
  await choose(own.page, 'this one');
  expect(await own.page.getByTestId('clock').innerText()).toMatch(/0?0:(?:0\d|1[0-5])/);
  await own.page.getByRole('heading', { name: 'Review' }).waitFor({ timeout: 40_000 });
  expect(await ben.attempt(attemptId)).toMatchObject({ phase: 'submitted', score: 1 });
  await own.close();
});

test('the clock hands in for a tab that was closed', async () => {
  const hurried = await makeAcademy(product, { students: 1, questions: 2, timeLimitSeconds: 20 });
  const cat = hurried.students[0]!;
  const own = await Desk.open(browser, product.url);
  await own.signIn(cat.credentials);
  const { attemptId } = await cat.startAttempt(hurried.quizId);
  await own.go(`/attempts/${attemptId}`);
  await choose(own.page, 'this one');
  await saved(own.page);
  await own.close();
  expect(await cat.attempt(attemptId)).toMatchObject({ phase: 'open' });
  const row = () =>
    hurried.instructor.gradebook(hurried.courseId).then(({ rows }) => rows.find(({ personId }) => personId === cat.personId));
  const graded = await until('the gradebook has it', async () => ((await row())?.total === 1 ? row() : null), { seconds: 40 });
  expect(graded?.grades[hurried.quizId]).toMatchObject({ score: 1, maxScore: 2 });
  expect(await cat.attempt(attemptId)).toMatchObject({ phase: 'submitted', by: 'timer' });
});
