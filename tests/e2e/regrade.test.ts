import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { Desk, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

test('a regrade is seen, published and undone while the student’s result is open, and the result changes by itself', async () => {
  const teacher = await product.api.person('Olena Teacher', ['instructor'], await product.api.signIn(ADMIN));
  const [ann] = (await signUp(product, 1)) as [Person];
  const courseId = await teacher.createCourse({ title: 'Bars' });
  await teacher.publishCourse(courseId);
  const quizId = await teacher.createQuiz(courseId, { title: 'Stress' });
  const choices = ['Newton', 'Pascal'].map((text) => ({ text, fraction: Number(text === 'Newton') }));
  await teacher.post(`/api/quizzes/${quizId}/questions`, { type: 'single', text: 'The unit of stress?', mark: 2, choices });
  await teacher.publishQuiz(quizId);
  await ann.enrol(courseId);
  const { attemptId, paper } = await ann.startAttempt(quizId);
  const pascal = paper.questions[0]!.choices!.find(({ text }) => text === 'Pascal')!;
  await ann.submit(attemptId, { 1: { choice: pascal.id } });
  await ann.grades();

  const [desk, phone] = [await Desk.open(browser, product.url), await Desk.open(browser, product.url, PHONE)];
  await Promise.all([desk.signIn(teacher.credentials), phone.signIn(ann.credentials)]);
  await phone.go(`/attempts/${attemptId}/result`);
  const score = phone.page.getByTestId('score');
  await score.getByText('0 of 2').waitFor();
  const question = phone.page.getByTestId('review-item');
  await question.getByText('0 of 2').waitFor();
  await phone.page.evaluate(() => Object.assign(globalThis, { stillTheSamePage: true }));

  const { page } = desk;
  await desk.go(`/quizzes/${quizId}/regrade`);
  await page.getByLabel('Which question?').selectOption({ label: '1. The unit of stress?' });
  const worth = page.getByLabel('Worth %');
  await worth.nth(0).fill('0');
  await worth.nth(1).fill('100');
  await page.getByRole('button', { name: 'See who changes' }).click();
  const differences = page.getByTestId('differences');
  await differences.getByRole('row', { name: `${ann.me.name} 0 2 of 2 +2` }).waitFor();
  expect(await score.innerText()).toMatch(/^0 of 2/);
  expect((await ann.attempt(attemptId)).score).toBe(0);

  await page.getByRole('button', { name: 'Publish the correction' }).click();
  await score.getByText('2 of 2').waitFor();
  await question.getByText('2 of 2').waitFor();
  await page.locator('[data-testid="regrade-phase"][data-phase="published"]').waitFor();

  await page.getByRole('button', { name: 'Undo the correction' }).click();
  await page.getByTestId('confirm').click();
  await score.getByText('0 of 2').waitFor();
  await question.getByText('0 of 2').waitFor();
  await page.locator('[data-testid="regrade-phase"][data-phase="reversed"]').waitFor();
  expect(await phone.page.evaluate(() => (globalThis as { stillTheSamePage?: boolean }).stillTheSamePage)).toBe(true);
  expect([...desk.errors, ...phone.errors]).toEqual([]);
});
