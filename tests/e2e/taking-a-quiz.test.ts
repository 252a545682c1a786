import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import type { Person } from '../harness/client.ts';
import { cuttableWire } from '../harness/cuttable.ts';
import { Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
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

const saved = () => desk.page.getByTestId('saved').getByText(/^saved \d/);
const next = () => desk.page.getByRole('button', { name: 'Next', exact: true }).click();
const choose = (name: string) => desk.page.getByRole('radio', { name, exact: true }).check();
const handIn = async () => {
  await desk.page.getByRole('button', { name: 'Hand in…' }).click();
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Hand in', exact: true }).click();
  await desk.page.getByRole('heading', { name: 'Review' }).waitFor();
};

test('answers are there after a reload, and on another device', async () => {
  const { attemptId } = await ann.startAttempt(academy.quizId);
  await desk.go(`/attempts/${attemptId}`);
  await choose('this one');
  await saved().waitFor();
  await desk.reload();
  expect(await desk.page.getByRole('radio', { name: 'this one', exact: true }).isChecked()).toBe(true);

  const other = await Desk.open(browser, product.url);
  await other.signIn(ann.credentials);
  await other.go(`/attempts/${attemptId}`);
  expect(await other.page.getByRole('radio', { name: 'this one', exact: true }).isChecked()).toBe(true);
  await other.close();

  expect(await overflows(desk.page)).toBe(false);
  await handIn();
  expect((await ann.attempt(attemptId)).score).toBe(1);
  expect(desk.errors).toEqual([]);
});

test('answers given without a connection arrive when it is back', async () => {
  const { attemptId } = await ann.startAttempt(academy.quizId);
  await desk.go(`/attempts/${attemptId}`);
  await choose('this one');
  await saved().waitFor();
  await next();
  await desk.context.setOffline(true);
  await choose('this one');
  await next();
  await choose('this one');
  await desk.page.getByTestId('kept-here').waitFor();
  expect(Object.keys((await ann.attempt(attemptId)).answers)).toEqual(['1']);
  await desk.context.setOffline(false);
  await until('the answers have arrived', async () => Object.keys((await ann.attempt(attemptId)).answers).length === 3);
  await desk.page.getByTestId('kept-here').waitFor({ state: 'detached' });
  await handIn();
  expect((await ann.attempt(attemptId)).score).toBe(3);
});

test('a wire that is cut in the midst of an attempt loses nothing, not even with the tab', async () => {
  const wire = await cuttableWire(product.url);
  const wired = await Desk.open(browser, wire.url, PHONE);
  await wired.signIn(ann.credentials);
  const { attemptId } = await ann.startAttempt(academy.quizId);
  const answers = async () => Object.keys((await ann.attempt(attemptId)).answers);
  const on = async (tab: Page, slot: number, name: string) => {
    if (slot > 1) await tab.getByRole('button', { name: 'Next', exact: true }).click();
    await tab.getByRole('radio', { name, exact: true }).check();
  };
  await wired.go(`/attempts/${attemptId}`);
  await on(wired.page, 1, 'this one');
  await wired.page
    .getByTestId('saved')
    .getByText(/^saved \d/)
    .waitFor();

  // Cut with the answer on its way: whether the server has taken it, nobody on this side knows.
  await on(wired.page, 2, 'this one');
  wire.cut();
  await on(wired.page, 3, 'this one');
  await wired.page.getByTestId('kept-here').waitFor();
  expect(await answers()).not.toContain('3');
  await wired.page.close();

  wire.mend();
  const tab = await wired.context.newPage();
  await tab.goto(`/attempts/${attemptId}`);
  await until('the answers have arrived', async () => (await answers()).length === 3);
  await tab.getByRole('button', { name: 'Hand in…' }).click();
  await tab.getByRole('dialog').getByRole('button', { name: 'Hand in', exact: true }).click();
  await tab.getByRole('heading', { name: 'Review' }).waitFor();
  expect((await ann.attempt(attemptId)).score).toBe(3);
  await wired.close();
  wire.close();
});

test('when the time is up, what was saved is handed in', async () => {
  const hurried = await makeAcademy(product, { students: 1, questions: 2, timeLimitSeconds: 15 });
  const ben = hurried.students[0]!;
  const own = await Desk.open(browser, product.url);
  await own.signIn(ben.credentials);
  const { attemptId } = await ben.startAttempt(hurried.quizId);
  await own.go(`/attempts/${attemptId}`);
  await own.page.getByRole('radio', { name: 'this one', exact: true }).check();
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
  await own.page.getByRole('radio', { name: 'this one', exact: true }).check();
  await own.page
    .getByTestId('saved')
    .getByText(/^saved \d/)
    .waitFor();
  await own.close();
  expect(await cat.attempt(attemptId)).toMatchObject({ phase: 'open' });
  const row = () =>
    hurried.instructor.gradebook(hurried.courseId).then(({ rows }) => rows.find(({ personId }) => personId === cat.personId));
  const graded = await until('the gradebook has it', async () => ((await row())?.total === 1 ? row() : null), { seconds: 40 });
  expect(graded?.grades[hurried.quizId]).toMatchObject({ score: 1, maxScore: 2 });
  expect(await cat.attempt(attemptId)).toMatchObject({ phase: 'submitted', by: 'timer' });
});
