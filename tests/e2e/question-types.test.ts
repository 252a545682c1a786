import type { ImageKept, QuestionDraft } from '@lyceum/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import { png } from '../harness/png.ts';
import { Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { Desk, DESKTOP, findings, overflows, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let academy: Academy;
let quizId: string;

/** A question of each type whose screens differ, with a formula or an image where one may be. */
const questions = (image: string): Partial<QuestionDraft>[] => [
  {
    type: 'gaps',
    text: String.raw`Kyiv lies on the {1:SHORTANSWER:=Dnipro}, {1:NUMERICAL:=1500:50} years. {1:MULTICHOICE:=right~$x^2$} {1:MULTICHOICE_V:=$x^3$~b} {1:MULTIRESPONSE_H:=yes~no}`,
  },
  { type: 'ordering', text: String.raw`Order: \[\sum_{i=1}^n i\]`, items: ['first $a_1$', 'second', 'third'] },
  { type: 'essay', text: `Why? ![a box](${image})`, wordLimit: 3, guidance: 'Two reasons' },
  {
    type: 'numerical',
    text: 'How long?',
    answers: [{ number: 3.5, tolerance: 0, fraction: 1 }],
    units: [
      { unit: 'm', multiplier: 1 },
      { unit: 'cm', multiplier: 0.01 },
    ],
    unitPenalty: 0.1,
  },
  {
    type: 'matching',
    text: 'Match',
    pairs: [
      { stem: '$x^2$', option: 'square' },
      { stem: 'b', option: 'letter' },
    ],
  },
];

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  academy = await makeAcademy(product, { students: 2, questions: 1 });
  const { instructor, courseId } = academy;
  const headers = { 'content-type': 'image/png' };
  const { body } = await instructor.try<ImageKept>('POST', `/api/courses/${courseId}/images`, png(300, 100), { headers });
  quizId = await instructor.createQuiz(courseId, { title: 'Every type' });
  for (const question of questions(body.url)) await instructor.post(`/api/quizzes/${quizId}/questions`, question);
  await instructor.publishQuiz(quizId);
  await instructor.course(courseId);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const fits = async (desk: Desk, where: string) =>
  expect({ where, findings: await findings(desk), overflows: await overflows(desk.page) }).toEqual({
    where,
    findings: [],
    overflows: false,
  });

/** Answers what is on the screen, and leaves a mistake or a limit to be seen where there is one. */
const answering: readonly ((desk: Desk) => Promise<void>)[] = [
  async ({ page }) => {
    await page.getByLabel('Gap 1').fill('Dnipro');
    await page.getByLabel('Gap 2').fill('1500');
    await page.getByLabel('Gap 3').selectOption('right');
    await page.getByRole('radiogroup', { name: 'Gap 4' }).getByRole('radio').first().check();
    await page.getByRole('group', { name: 'Gap 5' }).getByRole('checkbox', { name: 'yes' }).check();
    await page.getByText('5 of 5 are filled').waitFor();
    await page.locator('[data-tex] .katex-html').first().waitFor();
  },
  async ({ page }) => {
    const rows = page.locator('.movable li');
    const [first, second] = [await rows.nth(0).innerText(), await rows.nth(1).innerText()];
    await rows.nth(0).getByRole('button').last().click();
    expect([await rows.nth(0).innerText(), await rows.nth(1).innerText()]).toEqual([second, first]);
    await page.keyboard.press('Alt+ArrowUp');
    expect(await rows.nth(0).innerText()).toBe(first);
    await page.getByText('Your order is your answer.').waitFor();
  },
  async ({ page }) => {
    await page.getByLabel('Your text').fill('One two three four');
    expect(await page.getByTestId('word-count').innerText()).toContain('4 words');
    await page.getByRole('img', { name: 'a box' }).waitFor();
  },
  ({ page }) => page.getByRole('textbox', { name: 'Your answer' }).fill('350 cm'),
  async ({ page }) => {
    await page.getByLabel('x^2').selectOption('square');
  },
];

describe.each([
  { looks: 'light, at a desk', at: 0, options: { ...DESKTOP, colorScheme: 'light' as const } },
  { looks: 'dark, on a phone', at: 1, options: { ...PHONE, colorScheme: 'dark' as const } },
])('every type of question, $looks', ({ at, options }) => {
  test('is answered and reviewed', async () => {
    const student = academy.students[at]!;
    const { attemptId } = await student.startAttempt(quizId);
    const desk = await Desk.open(browser, product.url, options);
    await desk.signIn(student.credentials);
    await desk.go(`/attempts/${attemptId}`);
    for (const [index, answer] of answering.entries()) {
      if (index > 0) await desk.page.getByRole('button', { name: 'Next' }).click();
      await desk.page.getByText(`Question ${index + 1} of`).waitFor();
      await answer(desk);
      await fits(desk, `question ${index + 1}`);
    }
    await desk.page.getByText(/^saved/).waitFor();
    const answers = await until('all answers are kept', async () => {
      const kept = (await student.attempt(attemptId)).answers;
      return Object.keys(kept).length === answering.length && kept;
    });
    expect(answers['4']).toEqual({ number: 350, unit: 'cm' });
    await student.submit(attemptId);
    await desk.go(`/attempts/${attemptId}/result`);
    await desk.page.getByText('Dnipro').first().waitFor();
    await fits(desk, 'the review');
    expect(desk.errors).toEqual([]);
    await desk.close();
  });

  test('has a form', async () => {
    const desk = await Desk.open(browser, product.url, options);
    await desk.signIn(academy.instructor.credentials);
    await desk.go(`/quizzes/${quizId}/edit`);
    for (const number of [1, 2, 3, 4, 5]) {
      await desk.page.getByRole('button', { name: `Edit Question ${number}`, exact: true }).click();
      await desk.page.getByRole('button', { name: 'Save question' }).waitFor();
      await fits(desk, `the form of question ${number}`);
      await desk.page.getByRole('button', { name: 'Save question' }).click();
      await desk.page.getByRole('button', { name: 'Save question' }).waitFor({ state: 'detached' });
    }
    await desk.page.getByRole('button', { name: 'Edit Question 3', exact: true }).click();
    const file = { name: 'box.png', mimeType: 'image/png', buffer: png(64, 32, { grey: at }) };
    await desk.page.locator('input[type=file]').first().setInputFiles(file);
    await desk.page.getByLabel('What is to be seen in it').fill(`Box ${at}`);
    await fits(desk, 'an image');
    await desk.page.keyboard.press('Enter');
    expect(await desk.page.getByLabel('Question', { exact: true }).inputValue()).toMatch(
      new RegExp(`!\\[Box ${at}\\]\\(/api/images/[\\w-]+\\)`),
    );
    await desk.page.getByRole('button', { name: 'Save question' }).click();
    await desk.page.getByRole('img', { name: `Box ${at}` }).waitFor();
    expect(desk.errors).toEqual([]);
    await desk.close();
  });
});
